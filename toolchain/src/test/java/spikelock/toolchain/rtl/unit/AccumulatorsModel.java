package spikelock.toolchain.rtl.unit;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An array of wrapping sums. It is cleared word by word, then used as a core does: a walk of additions, a sweep that takes and clears the
 * sums of one neuron after the other, configuration between them. Two cycles lie between phases, as they do in the chip.
 */
final class AccumulatorsModel implements UnitModel {
  private enum Phase { CLEAR, WALK, SWEEP, CONFIGURE }

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure additions;
  private final Pressure denseOnes;
  private final Pressure sweeping;
  private final long[] sums;

  private Phase phase = Phase.CLEAR;
  private int left; // cycles, words or neurons of the phase
  private int resting = 2;
  private boolean writing; // since the cycle before
  private int justWritten = -1; // the entry that was configured in the cycle before
  private int swept = -1; // first accumulator of the neuron read in the cycle before
  private long[] read; // its sums then
  private int configured = -1; // entry read in the cycle before

  /** Sizes as the module's parameters, logarithms but for the bits. */
  record Shape(int accumulators, int bits, int lanes, int inputs) {
    int banks() {
      return Math.max(lanes, inputs);
    }

    int words() {
      return 1 << (accumulators - banks());
    }
  }

  AccumulatorsModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.additions = new Pressure(random);
    this.denseOnes = new Pressure(random);
    this.sweeping = new Pressure(random);
    this.sums = new long[1 << shape.accumulators()];
    this.left = shape.words();
  }

  @Override
  public void cycle(Wires wires) {
    expectReads(wires);
    wires.drive("add_valid", false);
    wires.drive("sweep_read", false);
    wires.drive("clear", false);
    wires.drive("cfg_select", false); // the rest of the bus is for others
    if (left == 0 && resting > 0) {
      resting--;
      return;
    }
    if (left == 0) {
      begin(Phase.values()[random.nextInt(Phase.values().length)]);
    }
    switch (phase) {
      case CLEAR -> clear(wires);
      case WALK -> add(wires);
      case SWEEP -> sweep(wires);
      case CONFIGURE -> configure(wires);
    }
  }

  private void begin(Phase next) {
    phase = next;
    resting = 2;
    left = switch (next) {
      case CLEAR -> shape.words();
      case WALK, CONFIGURE -> random.nextInt(1, 60);
      case SWEEP -> random.nextInt(1, (sums.length >> shape.inputs()) + 1);
    };
  }

  /** What the cycle before asked for is there in this one. */
  private void expectReads(Wires wires) {
    wires.expect("pending", writing);
    for (int input = 0; swept >= 0 && input < read.length; input++) {
      wires.expect("synaptic", input * shape.bits(), shape.bits(), read[input]);
    }
    if (configured >= 0) {
      wires.expect("cfg_word", sums[configured]);
    }
    writing = false;
    swept = -1;
    configured = -1;
  }

  private void clear(Wires wires) {
    left--;
    wires.drive("clear", true);
    writing = true;
    wires.drive("clear_word", left);
    for (int bank = 0; bank < 1 << shape.banks(); bank++) {
      sums[(left << shape.banks()) + bank] = 0;
    }
  }

  /** Targets crowd in a few words, so that equal ones follow each other at every distance. */
  private void add(Wires wires) {
    left--;
    if (!additions.next()) {
      return;
    }
    boolean dense = denseOnes.next();
    int lanes = dense ? 1 << shape.lanes() : 1;
    int target = random.nextInt(random.nextBoolean() ? sums.length : Math.min(sums.length, 2 << shape.banks())) & -lanes;
    wires.drive("add_valid", true);
    wires.drive("add_dense", dense);
    wires.drive("add_target", target);
    for (int lane = 0; lane < lanes; lane++) {
      long value = random.nextLong();
      wires.drive("add_values", lane * shape.bits(), shape.bits(), value);
      sums[target + lane] += value; // wraps: only the low bits are ever looked at
    }
    writing = true;
  }

  /** Neurons in rising order, with gaps. */
  private void sweep(Wires wires) {
    if (!sweeping.next()) {
      return;
    }
    int inputs = 1 << shape.inputs();
    int neurons = sums.length / inputs;
    left--;
    swept = (neurons - 1 - left) * inputs;
    read = Arrays.copyOfRange(sums, swept, swept + inputs);
    Arrays.fill(sums, swept, swept + inputs, 0);
    writing = true;
    wires.drive("sweep_read", true);
    wires.drive("sweep_first", swept);
  }

  private void configure(Wires wires) {
    left--;
    int entry = random.nextInt(sums.length);
    boolean writes = random.nextBoolean();
    boolean reads = !writes && random.nextBoolean() && entry != justWritten; // READ-next behind WRITE-next is of the next word
    justWritten = -1;
    wires.drive("cfg_select", true);
    wires.drive("cfg_write", writes);
    wires.drive("cfg_read", reads);
    wires.drive("cfg_entry", entry);
    if (writes) {
      long value = random.nextLong();
      wires.drive("cfg_data", value);
      sums[entry] = value;
      writing = true;
      justWritten = entry;
    } else if (reads) {
      configured = entry;
    }
  }
}
