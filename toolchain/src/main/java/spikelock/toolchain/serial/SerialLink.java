package spikelock.toolchain.serial;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.link.ChipLink;
import spikelock.emulator.link.HostJobs;
import spikelock.emulator.link.JobStoppedException;
import spikelock.emulator.platform.TargetStoppedException;

/** The chip behind {@code boards/rtl/serial_bridge.v}: a command a job, each answered before the next is sent. */
public final class SerialLink implements ChipLink {
  private static final byte PACKET = 1;
  private static final byte BATCH = 2;
  private static final byte STEP = 3;
  private static final byte IDENTIFY = 4;
  private static final int CYCLES_BYTES = 4;
  private static final int COUNT_BYTES = 3;
  private static final int WORD_BYTES = 2;
  private static final long PATIENCE = 100_000; // cycles until a byte that needs no work

  private final String name;
  private final ChipSpec spec;
  private final BytePipe pipe;
  private final int mostCycles;
  private final int packetBytes;
  private byte[] sent = new byte[1024];
  private byte[] got = new byte[1024];
  private int answered; // jobs of the run

  private SerialLink(String name, ChipSpec spec, BytePipe pipe, int mostCycles) {
    this.name = name;
    this.spec = spec;
    this.pipe = pipe;
    this.mostCycles = mostCycles;
    this.packetBytes = (new PacketFormat(spec).flitBits() + 7) / 8;
  }

  /**
   * Resets the chip at the other end and asks who it is.
   *
   * @param name what is at the other end, for reports
   * @param pipe closed with the link, also when opening it fails
   * @param identity what it must answer ({@code BoardProject.identity}); empty: whoever it is
   * @param mostCycles after how many cycles of a job the chip counts as hung
   * @throws ToolException when nothing answers, or another chip
   */
  public static SerialLink open(String name, ChipSpec spec, BytePipe pipe, OptionalInt identity, int mostCycles) {
    SerialLink link = new SerialLink(name, spec, pipe, mostCycles);
    boolean opened = false;
    try {
      pipe.sendBreak();
      link.send(IDENTIFY);
      if (!link.receive(CYCLES_BYTES, PATIENCE)) {
        throw new ToolException("nothing answers on the serial line", "is the bitstream loaded, and the line's rate that of the board?");
      }
      int found = link.number(0, CYCLES_BYTES);
      if (identity.isPresent() && identity.getAsInt() != found) {
        throw new ToolException(String.format(Locale.ROOT, "the chip on the line says that it is %08x, the image's chip is %08x", found, identity.getAsInt()),
            "load the bitstream that was built for this image's chip");
      }
      opened = true;
      return link;
    } finally {
      if (!opened) {
        pipe.close();
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean answersCounters() {
    return false;
  }

  @Override
  public void run(HostJobs jobs, int[] answers) {
    for (answered = 0; answered < jobs.jobs(); answered++) {
      if (jobs.isStep(answered)) {
        step(answers, jobs.answerAt(answered));
      } else {
        batch(jobs, answers, jobs.answerAt(answered));
      }
    }
  }

  @Override
  public int answered() {
    return answered;
  }

  private void batch(HostJobs jobs, int[] answers, int at) {
    int first = jobs.firstPacket(answered);
    int packets = jobs.endPacket(answered) - first;
    int length = packets * (1 + packetBytes) + 1;
    if (sent.length < length) {
      sent = new byte[2 * length];
    }
    int to = 0;
    for (int packet = first; packet < first + packets; packet++) {
      sent[to++] = PACKET;
      for (int octet = 0; octet < packetBytes; octet++) {
        sent[to++] = (byte) (jobs.packetAt(packet) >>> 8 * octet);
      }
    }
    sent[to] = BATCH;
    pipe.write(sent, length);
    int head = CYCLES_BYTES + COUNT_BYTES;
    answers[at] = cycles(head);
    int replies = number(CYCLES_BYTES, COUNT_BYTES);
    answers[at + 1] = replies;
    words(replies);
    for (int reply = 0; reply < Math.min(replies, jobs.reads(answered)); reply++) {
      answers[at + HostJobs.REPLIES + reply] = number(WORD_BYTES * reply, WORD_BYTES);
    }
  }

  private void step(int[] answers, int at) {
    send(STEP);
    answers[at] = cycles(CYCLES_BYTES);
    words(spec.outputWords());
    for (int word = 0; word < spec.outputWords(); word++) {
      answers[at + HostJobs.OUTPUTS + word] = number(WORD_BYTES * word, WORD_BYTES);
    }
  }

  /** Waits for the bytes that begin an answer, the job's cycles first. */
  private int cycles(int bytes) {
    if (!receive(bytes, mostCycles + PATIENCE)) {
      throw new JobStoppedException(answered, mostCycles);
    }
    int cycles = number(0, CYCLES_BYTES);
    if (Integer.compareUnsigned(cycles, mostCycles) > 0) {
      throw new JobStoppedException(answered, mostCycles);
    }
    return cycles;
  }

  private void words(int count) {
    if (!receive(WORD_BYTES * count, PATIENCE)) {
      throw new TargetStoppedException("the chip went silent in the middle of an answer");
    }
  }

  private void send(byte command) {
    sent[0] = command;
    pipe.write(sent, 1);
  }

  private boolean receive(int bytes, long cycles) {
    if (got.length < bytes) {
      got = Arrays.copyOf(got, 2 * bytes);
    }
    return pipe.read(got, bytes, cycles) == bytes;
  }

  /** A number among the received bytes, lowest byte first. */
  private int number(int from, int bytes) {
    int value = 0;
    for (int octet = 0; octet < bytes; octet++) {
      value |= (got[from + octet] & 0xff) << 8 * octet;
    }
    return value;
  }

  @Override
  public void close() {
    pipe.close();
  }
}
