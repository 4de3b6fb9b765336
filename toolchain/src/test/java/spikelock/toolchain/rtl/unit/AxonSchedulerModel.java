package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * A mark and a payload for each slot and axon, used as a core does: cleared, then timesteps (TIMING.md, section 2: the due slot moves in
 * cycles 1 to words + 1; the walk takes what is due in rising order while packets arrive), and between them batches and configuration.
 */
final class AxonSchedulerModel implements UnitModel {
  private static final int FIRST_DUE = 2; // cycles of the walk until an axon is on offer: its word is read, its mask taken

  private enum Phase { CLEAR, COPY, WALK, SWEEP, BATCH, CONFIGURE, REST }

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure arrivals;
  private final Pressure walk;
  private final boolean[][] marked; // [slot][axon]
  private final long[][] payloads;

  private Phase phase = Phase.CLEAR;
  private int at; // cycle of the phase
  private int length; // of a phase that has one
  private int now;
  private final Deque<Integer> due = new ArrayDeque<>();
  private final long[] duePayloads;
  private boolean arrived; // in the cycle before
  private int readEntry = -1; // in the cycle before

  /** Logarithms of axons and slots, and the bits of a payload. */
  record Shape(int axonsLog2, int slotsLog2, int payloadBits) {
    int axons() {
      return 1 << axonsLog2;
    }

    int slots() {
      return 1 << slotsLog2;
    }

    int words() {
      return axons() / 16;
    }
  }

  AxonSchedulerModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.arrivals = new Pressure(random);
    this.walk = new Pressure(random);
    this.marked = new boolean[shape.slots()][shape.axons()];
    this.payloads = new long[shape.slots()][shape.axons()];
    this.duePayloads = new long[shape.axons()];
    this.length = shape.slots() * shape.words();
    this.now = random.nextInt(shape.slots());
  }

  @Override
  public void cycle(Wires wires) {
    wires.drive("now", now);
    wires.drive("start", phase == Phase.COPY && at == 0);
    wires.drive("walking", phase == Phase.WALK);
    wires.expect("copying", phase == Phase.COPY && at >= 1 && at <= shape.words() + 1);
    wires.expect("arrival_pending", arrived);
    if (readEntry >= 0) {
      expectWord(wires);
    }
    offerDue(wires);
    arrive(wires, phase == Phase.WALK || phase == Phase.SWEEP || phase == Phase.BATCH);
    clear(wires, phase == Phase.CLEAR);
    configure(wires, phase == Phase.CONFIGURE);
    if (phase == Phase.COPY && at == 0) {
      moveDueSlot();
    }
    at++;
    if (isOver()) {
      next();
    }
  }

  private boolean isOver() {
    return switch (phase) {
      case COPY -> at == shape.words() + 3;
      case WALK -> due.isEmpty() && random.nextBoolean();
      default -> at == length;
    };
  }

  private void next() {
    switch (phase) {
      case COPY -> begin(Phase.WALK, 0);
      case WALK -> begin(Phase.SWEEP, random.nextInt(1, 40));
      case SWEEP -> {
        now = (now + 1) % shape.slots(); // the advance
        begin(Phase.REST, 2);
      }
      case REST -> begin();
      default -> begin(Phase.REST, 2);
    }
  }

  private void begin() {
    switch (random.nextInt(6)) {
      case 0 -> begin(Phase.BATCH, random.nextInt(1, 40));
      case 1 -> begin(Phase.CONFIGURE, random.nextInt(1, 20));
      case 2 -> begin(Phase.CLEAR, random.nextBoolean() ? 1 : shape.slots() * shape.words());
      default -> begin(Phase.COPY, 0);
    }
  }

  private void begin(Phase phaseThatBegins, int cycles) {
    phase = phaseThatBegins;
    at = 0;
    length = cycles;
  }

  private void moveDueSlot() {
    for (int axon = 0; axon < shape.axons(); axon++) {
      if (marked[now][axon]) {
        due.add(axon);
        duePayloads[axon] = payloads[now][axon];
      }
      marked[now][axon] = false;
      payloads[now][axon] = 0;
    }
  }

  private void offerDue(Wires wires) {
    boolean offered = phase == Phase.WALK && at >= FIRST_DUE && !due.isEmpty();
    boolean taken = offered && walk.next();
    wires.expect("due_valid", offered);
    wires.drive("due_taken", taken);
    if (phase == Phase.WALK) {
      wires.expect("due_empty", due.isEmpty());
    }
    if (offered) {
      wires.expect("due_axon", due.element());
      if (shape.payloadBits() > 0) {
        wires.expect("due_payload", duePayloads[due.element()]);
      }
    }
    if (taken) {
      due.remove();
    }
  }

  /** Axons crowd in one word half of the time, so that packets meet in words and in axons at every distance. */
  private void arrive(Wires wires, boolean mayArrive) {
    arrived = mayArrive && arrivals.next();
    wires.drive("arrival_valid", arrived);
    if (!arrived) {
      return;
    }
    int delay = random.nextInt(shape.slots());
    int axon = random.nextInt(random.nextBoolean() ? 16 : shape.axons());
    long payload = random.nextLong(1L << shape.payloadBits());
    wires.drive("arrival_delay", delay);
    wires.drive("arrival_axon", axon);
    if (shape.payloadBits() > 0) {
      wires.drive("arrival_payload", payload);
    }
    int slot = (now + delay) % shape.slots();
    marked[slot][axon] = true;
    payloads[slot][axon] |= payload;
  }

  private void clear(Wires wires, boolean clears) {
    wires.drive("clear", clears);
    if (!clears) {
      return;
    }
    int entry = at;
    wires.drive("clear_entry", entry);
    for (int bit = 0; bit < 16; bit++) {
      marked[slot(entry)][axon(entry, bit)] = false;
      payloads[slot(entry)][axon(entry, bit)] = 0;
    }
  }

  private void configure(Wires wires, boolean configures) {
    int entry = random.nextInt(shape.slots() * shape.words());
    boolean writes = configures && random.nextBoolean();
    boolean reads = configures && !writes && random.nextBoolean();
    wires.drive("cfg_select", configures); // without it the rest of the bus is for others
    if (configures) {
      wires.drive("cfg_write", writes);
      wires.drive("cfg_read", reads);
    }
    if (writes || reads) {
      wires.drive("cfg_entry", entry);
    }
    readEntry = reads ? entry : -1;
    for (int bit = 0; writes && bit < 16; bit++) {
      boolean mark = random.nextBoolean();
      long payload = random.nextLong(1L << shape.payloadBits());
      marked[slot(entry)][axon(entry, bit)] = mark;
      payloads[slot(entry)][axon(entry, bit)] = payload;
      wires.drive("cfg_data", bit, 1, mark ? 1 : 0);
      wires.drive("cfg_data", 16 + bit * shape.payloadBits(), shape.payloadBits(), payload);
    }
  }

  private void expectWord(Wires wires) {
    for (int bit = 0; bit < 16; bit++) {
      wires.expect("word", bit, 1, marked[slot(readEntry)][axon(readEntry, bit)] ? 1 : 0);
      wires.expect("word", 16 + bit * shape.payloadBits(), shape.payloadBits(), payloads[slot(readEntry)][axon(readEntry, bit)]);
    }
  }

  private int slot(int entry) {
    return entry / shape.words();
  }

  private int axon(int entry, int bit) {
    return entry % shape.words() * 16 + bit;
  }
}
