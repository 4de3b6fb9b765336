package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * TIMING.md, sections 1 and 8, from the side of the host port. A job begins in cycle h, at its cycle 0 here. In a batch the packets are on
 * offer from h + 2, one a cycle while they are accepted; with the last one accepted in s it ends in the first cycle from s + 2 + depth on in
 * which the root is idle. A step ends in the first such cycle from h + 1 + 2 depth on, and the next job may begin depth + 2 cycles later.
 */
final class HostPortModel implements UnitModel {
  private enum Job { NONE, BATCH, STEP, ADVANCE }

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure fromHost;
  private final Pressure link;
  private final Pressure idle;
  private final Pressure fromMesh;

  private Job job = Job.NONE;
  private int at; // cycle of the job
  private int looksFrom; // cycle of the job from which idle is looked at
  private int cycles; // of the last job
  private final Deque<Long> buffer = new ArrayDeque<>();
  private final boolean[] came; // [output] a packet of this step
  private final long[] payloads; // [output] joined
  private final List<Integer> replies = new ArrayList<>();
  private int outputAsked = -1; // word, in the cycle before
  private int replyAsked = -1;

  /** The parameters of the module. */
  record Shape(int flitBits, int treeDepth, int bufferLog2, int outputs, int payloadBits, int addressBits) {
    int bufferSize() {
      return 1 << bufferLog2;
    }

    /** Bits of an output's number in a packet. */
    int outputsLog2() {
      return Math.max(1, 32 - Integer.numberOfLeadingZeros(outputs - 1));
    }

    int outputWords() {
      return payloadBits > 0 ? outputs : (outputs + 15) / 16;
    }
  }

  HostPortModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.fromHost = new Pressure(random);
    this.link = new Pressure(random);
    this.idle = new Pressure(random);
    this.fromMesh = new Pressure(random);
    this.came = new boolean[shape.outputs()];
    this.payloads = new long[shape.outputs()];
  }

  @Override
  public void cycle(Wires wires) {
    expectAnswers(wires);
    wires.expect("busy", job != Job.NONE);
    wires.expect("replies", replies.size());
    if (job == Job.NONE || job == Job.ADVANCE) {
      wires.expect("cycles", cycles);
    }
    accept(wires);
    send(wires);
    boolean ends = end(wires);
    receive(wires, ends);
    Job begun = start(wires);
    if (job == Job.NONE && begun == Job.NONE) {
      ask(wires);
    }

    at++;
    if (ends) {
      cycles = at - 1;
      job = job == Job.STEP ? Job.ADVANCE : Job.NONE;
      at = 0;
    } else if (job == Job.ADVANCE && at == shape.treeDepth() + 1) {
      job = Job.NONE;
    } else if (begun != Job.NONE) {
      begin(begun);
    }
  }

  private void accept(Wires wires) {
    boolean ready = job == Job.NONE && buffer.size() < shape.bufferSize();
    boolean valid = fromHost.next();
    wires.expect("in_ready", ready);
    wires.drive("in_valid", valid);
    if (valid && ready) {
      long packet = random.nextLong(1L << shape.flitBits());
      wires.drive("in_packet", packet);
      buffer.add(packet);
    }
  }

  private void send(Wires wires) {
    boolean offered = job == Job.BATCH && at >= 2 && !buffer.isEmpty();
    boolean taken = link.next();
    wires.drive("link_ready", taken);
    wires.expect("link_valid", offered);
    if (offered) {
      wires.expect("link_packet", buffer.element());
    }
    if (offered && taken) {
      buffer.remove();
      looksFrom = at + 2 + shape.treeDepth();
    }
  }

  /** Whether a batch or a step is over in this cycle. */
  private boolean end(Wires wires) {
    boolean rootIsIdle = idle.next();
    boolean ends = rootIsIdle && (job == Job.BATCH && buffer.isEmpty() && at >= looksFrom || job == Job.STEP && at >= looksFrom);
    wires.drive("idle_root", rootIsIdle);
    wires.expect("advance_root", ends && job == Job.STEP);
    return ends;
  }

  /** Output packets in a step, replies in a batch, both before it is over. */
  private void receive(Wires wires, boolean ends) {
    boolean reply = job == Job.BATCH && replies.size() < shape.bufferSize();
    boolean comes = fromMesh.next() && !ends && (reply || job == Job.STEP);
    wires.drive("from_valid", comes);
    if (!comes) {
      return;
    }
    wires.drive("from_packet", shape.flitBits() - 1, 1, reply ? 1 : 0);
    if (reply) {
      int word = random.nextInt(1 << 16);
      wires.drive("from_packet", 0, 16, word);
      replies.add(word);
    } else {
      int output = random.nextInt(random.nextBoolean() ? 1 << shape.outputsLog2() : Math.min(3, shape.outputs()));
      long payload = random.nextLong(1L << shape.payloadBits());
      wires.drive("from_packet", 0, shape.payloadBits(), payload);
      wires.drive("from_packet", shape.payloadBits(), shape.outputsLog2(), output);
      if (output < shape.outputs()) { // others are dropped
        came[output] = true;
        payloads[output] |= payload;
      }
    }
  }

  /** A batch wins over a step; an empty one is never sent. While a job runs both are noise. */
  private Job start(Wires wires) {
    if (job != Job.NONE) {
      wires.expect("pulse_root", false);
      return Job.NONE;
    }
    boolean inject = !buffer.isEmpty() && random.nextInt(12) == 0;
    boolean pulse = random.nextInt(12) == 0;
    wires.drive("inject", inject);
    wires.drive("pulse", pulse);
    wires.expect("pulse_root", pulse && !inject);
    return inject ? Job.BATCH : pulse ? Job.STEP : Job.NONE;
  }

  private void begin(Job next) {
    job = next;
    at = 1;
    if (next == Job.BATCH) {
      replies.clear();
    } else {
      looksFrom = 1 + 2 * shape.treeDepth();
      Arrays.fill(came, false);
      Arrays.fill(payloads, 0);
    }
  }

  /** Asks for an output word and a reply, which are there one cycle later. */
  private void ask(Wires wires) {
    outputAsked = random.nextInt(shape.outputWords());
    wires.drive("out_address", outputAsked);
    if (!replies.isEmpty()) {
      replyAsked = random.nextInt(replies.size());
      wires.drive("reply_address", replyAsked);
    }
  }

  private void expectAnswers(Wires wires) {
    if (outputAsked >= 0) {
      wires.expect("out_data", outputWord(outputAsked));
    }
    if (replyAsked >= 0) {
      wires.expect("reply_data", replies.get(replyAsked));
    }
    outputAsked = -1;
    replyAsked = -1;
  }

  /** Sixteen outputs, or one payload with its sign. */
  private long outputWord(int word) {
    if (shape.payloadBits() > 0) {
      return payloads[word] << 64 - shape.payloadBits() >> 64 - shape.payloadBits();
    }
    long bits = 0;
    for (int bit = 0; bit < 16 && 16 * word + bit < shape.outputs(); bit++) {
      bits |= (came[16 * word + bit] ? 1L : 0L) << bit;
    }
    return bits;
  }
}
