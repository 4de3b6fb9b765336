package spikelock.emulator.run;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.platform.StepRecord;

/**
 * Cycles and counters of many timesteps. Counters include what batches move, which follows from the packets by formula
 * ({@code hdl/TIMING.md}, "Batches").
 */
public final class Totals {
  private final ChipSpec spec;
  private final InputTable inputs;
  private final long[] counters = new long[Counter.COUNT];
  private long steps;
  private long batches;
  private long stepCycles;
  private long batchCycles;
  private long mostCycles;
  private boolean saturated;

  public Totals(ChipImage image) {
    this.spec = image.spec();
    this.inputs = image.inputs();
  }

  /** Adds what a timestep left behind. */
  public void add(StepRecord record) {
    steps++;
    batches += record.batches();
    stepCycles += record.stepCycles();
    batchCycles += record.totalCycles() - record.stepCycles();
    mostCycles = Math.max(mostCycles, record.totalCycles());
    int[] now = record.counters();
    for (int tile = 0; tile < now.length; tile += Counter.COUNT) {
      for (int counter = 0; counter < Counter.COUNT; counter++) {
        counters[counter] += now[tile + counter] & Integer.MAX_VALUE;
        saturated |= now[tile + counter] < 0;
      }
    }
  }

  /** Adds what a timestep's batches move: the packets of the channels that sent in it. */
  public void addInput(int[] channels, int count) {
    for (int c = 0; c < count; c++) {
      for (int packet = inputs.start()[channels[c]]; packet < inputs.start()[channels[c] + 1]; packet++) {
        counters[Counter.PACKETS_IN.ordinal()]++;
        counters[Counter.HOPS_EAST.ordinal()] += inputs.tile()[packet] % spec.mesh().width();
        counters[Counter.HOPS_SOUTH.ordinal()] += inputs.tile()[packet] / spec.mesh().width();
      }
    }
  }

  /** Adds what another run of the same image counted. */
  public void add(Totals other) {
    steps += other.steps;
    batches += other.batches;
    stepCycles += other.stepCycles;
    batchCycles += other.batchCycles;
    mostCycles = Math.max(mostCycles, other.mostCycles);
    saturated |= other.saturated;
    for (int i = 0; i < counters.length; i++) {
      counters[i] += other.counters[i];
    }
  }

  /** Sum over all tiles and timesteps. */
  public long counter(Counter counter) {
    return counters[counter.ordinal()];
  }

  /** Whether a counter of some step was full: its sum is a lower bound. */
  public boolean saturated() {
    return saturated;
  }

  public long steps() {
    return steps;
  }

  public long batches() {
    return batches;
  }

  /** Clock cycles of all steps and batches. */
  public long cycles() {
    return stepCycles + batchCycles;
  }

  /** Clock cycles of the steps alone. */
  public long stepCycles() {
    return stepCycles;
  }

  /** Most clock cycles of one timestep, its batches included. */
  public long mostCycles() {
    return mostCycles;
  }

  public double meanCycles() {
    return steps == 0 ? 0 : (double) cycles() / steps;
  }
}
