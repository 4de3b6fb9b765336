package spikelock.emulator.link;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.platform.TargetStoppedException;

/**
 * A chip at the end of any link: loads images, sends input and reads outputs, counters and memories with packets alone. Many timesteps
 * are under way at once where {@link #steps} is asked for many.
 */
public final class LinkTarget implements Target {
  /** Words of packets and answers under way in one run of the link, but always a whole timestep. */
  private static final int UNDER_WAY = 1 << 16;

  private final ChipLink link;
  private final ChipSpec spec;
  private final PlacedCores cores;
  private final HostJobs jobs;
  private final long[] counterReads; // packets that read all counters after each step, where the link does not answer them
  private final int counterUnits; // that they bring
  private final int payloadMask;
  private ChipImage image;
  private long[] inputPackets; // the input table's, each with the payload 0
  private int[] answers = new int[256];
  private long timestep; // since the last reset, of those whose record was given
  private int job; // the next whose answer is to be taken

  private LinkTarget(ChipImage image, ChipLink link) {
    this.link = link;
    this.spec = image.spec();
    this.cores = PlacedCores.of(image);
    this.jobs = new HostJobs(spec, link.answersCounters());
    boolean reads = spec.counters().kind() != Counters.NONE && !link.answersCounters();
    this.counterReads = reads ? counterReads() : new long[0];
    this.counterUnits = reads ? 2 * Counter.COUNT * spec.tiles() : 0;
    this.payloadMask = (1 << spec.packet().payloadBits()) - 1;
    taken(image);
  }

  /** Loads an image into the chip at the end of a link, which is closed with the target. */
  public static LinkTarget open(ChipImage image, ChipLink link) {
    LinkTarget target = at(image, link);
    target.load(image);
    return target;
  }

  /** A chip whose memories are not written yet: {@link #load}, or {@link #taken} when they were written past the link. */
  public static LinkTarget at(ChipImage image, ChipLink link) {
    return new LinkTarget(image, link);
  }

  private long[] counterReads() {
    ConfigurationPackets all = new ConfigurationPackets(spec);
    for (int tile = 0; tile < spec.tiles(); tile++) {
      all.read(plan(tile), tile, Region.COUNTERS, 0, Counter.COUNT);
    }
    return all.toArray();
  }

  @Override
  public String name() {
    return link.name();
  }

  @Override
  public ChipImage image() {
    return image;
  }

  @Override
  public MemoryPlan plan(int tile) {
    return cores.plan(tile);
  }

  @Override
  public void load(ChipImage next) {
    requireEqualChip(next);
    taken(next);
    send(ConfigurationPackets.load(next, cores));
    resetState();
  }

  /** @throws IllegalArgumentException when an image is for another chip than this one */
  public void requireEqualChip(ChipImage next) {
    if (!next.spec().equals(spec) || !next.datapathTexts().equals(image.datapathTexts())) {
      throw new IllegalArgumentException("the image is for another chip than this one");
    }
  }

  /** Takes an image as loaded: what it writes into memories is there. */
  public void taken(ChipImage loaded) {
    image = loaded;
    InputTable inputs = image.inputs();
    PacketFormat format = new PacketFormat(spec);
    inputPackets = new long[inputs.packets()];
    Arrays.setAll(inputPackets, i -> format.spike(inputs.tile()[i], inputs.delay()[i], inputs.axon()[i], 0));
  }

  @Override
  public void resetState() {
    send(ConfigurationPackets.resetState(spec));
    timestep = 0;
  }

  // ---- timesteps --------------------------------------------------------------------------------------------------------

  @Override
  public void step(int[] channels, int[] values, int count, StepRecord record) {
    jobs.clear();
    ask(channels, values, count);
    run(() -> take(record));
  }

  @Override
  public void steps(int count, Inputs inputs, Records records) {
    int[] channels = new int[image.inputs().channels()];
    int[] values = new int[channels.length];
    StepRecord record = new StepRecord(spec);
    int[] given = {0};
    for (int asked = 0; asked < count;) {
      jobs.clear();
      int first = asked;
      do {
        ask(channels, values, inputs.active(asked, channels, values));
        asked++;
      } while (asked < count && jobs.size() + jobs.size() / (asked - first) <= UNDER_WAY);
      run(() -> {
        take(record);
        records.accept(given[0]++, record);
      });
    }
  }

  /** Adds a timestep to the jobs. */
  private void ask(int[] channels, int[] values, int count) {
    int[] start = image.inputs().start();
    for (int i = 0; i < count; i++) {
      for (int packet = start[channels[i]]; packet < start[channels[i] + 1]; packet++) {
        jobs.packet(inputPackets[packet] | values[i] & payloadMask);
      }
    }
    jobs.step();
    jobs.packets(counterReads).endBatch();
  }

  /** Runs the jobs of some timesteps; {@code taker} is called for each of them whose jobs all ended, and takes their answers. */
  private void run(Runnable taker) {
    reserve();
    job = 0;
    try {
      link.run(jobs, answers);
    } catch (TargetStoppedException | ToolException e) {
      while (endOfTimestep(job) <= link.answered()) {
        taker.run();
      }
      throw e instanceof JobStoppedException stopped ? stopped.named(name(stopped.job())) : e;
    }
    while (job < jobs.jobs()) {
      taker.run();
    }
  }

  /** The job behind the last one of a timestep that begins with a job. */
  private int endOfTimestep(int first) {
    int at = stepOf(first) + 1;
    for (int units = 0; units < counterUnits; at++) {
      units += jobs.reads(at);
    }
    return at;
  }

  private int stepOf(int first) {
    int at = first;
    while (!jobs.isStep(at)) {
      at++;
    }
    return at;
  }

  private String name(int stopped) {
    int step = stepOf(job);
    return stopped < step ? "batch " + (stopped - job) + " of timestep " + timestep
        : stopped == step ? "timestep " + timestep : "a batch of configuration packets";
  }

  /** Fills the record with the answers of the next timestep. */
  private void take(StepRecord record) {
    record.clear();
    for (; !jobs.isStep(job); job++) {
      record.addBatch(answers[jobs.answerAt(job)]);
    }
    int at = jobs.answerAt(job++);
    record.setStepCycles(answers[at]);
    at += HostJobs.OUTPUTS;
    int[] outputs = record.outputs();
    for (int word = 0; word < outputs.length; word++) {
      outputs[word] = spec.packet().payloadBits() > 0 ? (short) answers[at + word] : answers[at + word];
    }
    if (link.answersCounters() && spec.counters().kind() != Counters.NONE) {
      System.arraycopy(answers, at + outputs.length, record.counters(), 0, record.counters().length);
    }
    takeCounters(record.counters());
    timestep++;
  }

  private void takeCounters(int[] counters) {
    int unit = 0;
    while (unit < counterUnits) {
      int from = replies(job);
      for (int reads = jobs.reads(job++); reads > 0; reads--, from++, unit++) {
        counters[unit / 2] |= answers[from] << 16 * (unit & 1);
      }
    }
  }

  // ---- memories ---------------------------------------------------------------------------------------------------------

  @Override
  public int[] peek(int tile, Region region, int firstWord, int words) {
    check(tile, region, firstWord, words);
    int[] units = new int[words * plan(tile).units(region)];
    if (words == 0) {
      return units;
    }
    long[] packets = new ConfigurationPackets(spec).read(plan(tile), tile, region, firstWord, words).toArray();
    int[] got = {0};
    run(packets, () -> {
      for (int read = 0; read < jobs.jobs(); read++) {
        System.arraycopy(answers, replies(read), units, got[0], jobs.reads(read));
        got[0] += jobs.reads(read);
      }
    });
    return units;
  }

  @Override
  public void poke(int tile, Region region, int firstWord, int[] units) {
    check(tile, region, firstWord, units.length / plan(tile).units(region));
    if (region == Region.COUNTERS) {
      throw new IllegalArgumentException("counters are read only");
    }
    send(new ConfigurationPackets(spec).write(plan(tile), tile, region, firstWord, units).toArray());
  }

  /** @throws IllegalArgumentException when a tile's region has not such words */
  public void check(int tile, Region region, int firstWord, int words) {
    if (firstWord < 0 || words < 0 || firstWord + words > plan(tile).words(region)) {
      throw new IllegalArgumentException(region + " words " + firstWord + ".." + (firstWord + words - 1) + " of tile " + tile
          + " must be within 0.." + (plan(tile).words(region) - 1));
    }
  }

  private void send(long[] packets) {
    run(packets, () -> { });
  }

  /** Sends configuration packets in as many runs as they need; {@code taker} takes the answers of each. */
  private void run(long[] packets, Runnable taker) {
    jobs.clear();
    for (int i = 0; i < packets.length; i++) {
      jobs.packet(packets[i]);
      if (i == packets.length - 1 || jobs.size() >= UNDER_WAY) {
        jobs.endBatch();
        reserve();
        try {
          link.run(jobs, answers);
        } catch (JobStoppedException e) {
          throw e.named("a batch of configuration packets");
        }
        taker.run();
        jobs.clear();
      }
    }
  }

  private void reserve() {
    if (answers.length < jobs.answerWords()) {
      answers = new int[jobs.answerWords()];
    }
  }

  /** Where the replies of a batch are, all of which must have come. */
  private int replies(int batch) {
    int at = jobs.answerAt(batch);
    if (answers[at + 1] != jobs.reads(batch)) {
      throw new TargetStoppedException("the chip sent " + answers[at + 1] + " replies to " + jobs.reads(batch) + " reads");
    }
    return at + HostJobs.REPLIES;
  }

  @Override
  public void close() {
    link.close();
  }
}
