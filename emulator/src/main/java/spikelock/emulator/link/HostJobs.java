package spikelock.emulator.link;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.PacketFormat.Op;

/**
 * Jobs for a chip's host port in the order in which they run, any number of timesteps of them, and where the answer of each is. Packets
 * are gathered into batches here, and here alone it is known where a batch must end: when the input buffer is full, before the reads of
 * another tile (a reply is sent without waiting for the router, which always takes it only as long as the replies of one tile are alone
 * in the mesh), and after RESET-STATE (which takes longer than a batch's packets). Reused without allocation once it has grown.
 *
 * <p>The answer of a batch: its cycles, the replies that the port counted, then as many units as the batch has READs. That of a step: its
 * cycles, the output words as the port shows them (16 bits, unsigned), then, where the link {@link ChipLink#answersCounters} and the chip
 * has any, the counters as {@link spikelock.emulator.platform.StepRecord#counters} has them.
 */
public final class HostJobs {
  /** Words of a batch's answer before its replies. */
  public static final int REPLIES = 2;

  /** Words of a step's answer before its outputs. */
  public static final int OUTPUTS = 1;

  private static final int NO_TILE = -1;

  private final PacketFormat format;
  private final int buffer;
  private final int stepWords;
  private long[] packets = new long[256];
  private int[] end = new int[64]; // [job] packets up to its end; a step has none of its own
  private int[] answerEnd = new int[64]; // [job] answer words up to its end
  private int count; // packets
  private int jobs;
  private int reads; // in the batch under way
  private int readTile = NO_TILE; // whose
  private boolean resets; // whether the batch under way has a RESET-STATE

  public HostJobs(ChipSpec spec, boolean answersCounters) {
    this.format = new PacketFormat(spec);
    this.buffer = spec.host().inputBuffer();
    this.stepWords = OUTPUTS + spec.outputWords()
        + (answersCounters && spec.counters().kind() != Counters.NONE ? spec.tiles() * Counter.COUNT : 0);
  }

  /** Forgets all jobs. */
  public HostJobs clear() {
    count = 0;
    jobs = 0;
    open();
    return this;
  }

  private void open() {
    reads = 0;
    readTile = NO_TILE;
    resets = false;
  }

  /** One more packet for the batch under way, or for a new one where that must end. */
  public HostJobs packet(long packet) {
    boolean configures = format.isConfiguration(packet);
    Op op = configures ? format.opOf(packet) : Op.WRITE;
    boolean read = configures && op == Op.READ;
    int tile = format.tileOfFlit(packet);
    if (count - begun() == buffer || read && reads > 0 && tile != readTile || resets && op != Op.RESET_STATE) {
      endBatch();
    }
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, 2 * count);
    }
    packets[count++] = packet;
    reads += read ? 1 : 0;
    readTile = read ? tile : readTile;
    resets |= op == Op.RESET_STATE;
    return this;
  }

  public HostJobs packets(long[] more) {
    for (long packet : more) {
      packet(packet);
    }
    return this;
  }

  /** Ends the batch under way, if there is one; done by {@link #step}, too. */
  public HostJobs endBatch() {
    if (count > begun()) {
      add(REPLIES + reads);
      open();
    }
    return this;
  }

  /** One step. */
  public HostJobs step() {
    endBatch();
    add(stepWords);
    return this;
  }

  private void add(int words) {
    if (jobs == end.length) {
      end = Arrays.copyOf(end, 2 * jobs);
      answerEnd = Arrays.copyOf(answerEnd, 2 * jobs);
    }
    end[jobs] = count;
    answerEnd[jobs] = answerWords() + words;
    jobs++;
  }

  private int begun() {
    return jobs == 0 ? 0 : end[jobs - 1];
  }

  /**
   * How many jobs there are.
   *
   * @throws IllegalStateException while a batch is under way: {@link #endBatch} first
   */
  public int jobs() {
    if (count > begun()) {
      throw new IllegalStateException("a batch of " + (count - begun()) + " packets has no end yet");
    }
    return jobs;
  }

  /** Whether a job is a step, else it is a batch. */
  public boolean isStep(int job) {
    return firstPacket(job) == endPacket(job);
  }

  /** The number of a batch's first packet. */
  public int firstPacket(int job) {
    return job == 0 ? 0 : end[job - 1];
  }

  /** The number of the packet behind a batch's last one. */
  public int endPacket(int job) {
    return end[job];
  }

  /** The bits of a packet. */
  public long packetAt(int number) {
    return packets[number];
  }

  /** READs of a batch; 0 for a step. */
  public int reads(int job) {
    return isStep(job) ? 0 : answerEnd[job] - answerAt(job) - REPLIES;
  }

  /** Where a job's answer begins. */
  public int answerAt(int job) {
    return job == 0 ? 0 : answerEnd[job - 1];
  }

  /** Words of all answers. */
  public int answerWords() {
    return jobs == 0 ? 0 : answerEnd[jobs - 1];
  }

  /** Words of what is sent and answered: how much a run has under way. */
  public int size() {
    return count + answerWords();
  }
}
