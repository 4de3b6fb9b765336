package spikelock.emulator.target;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;

/**
 * What one timestep leaves behind, the unit of comparison between targets. Reused from step to step; its arrays are its
 * own and are read in place.
 */
public final class StepRecord {
  private final int[] counters;
  private final int[] outputs;
  private int[] batchCycles = new int[1];
  private int batches;
  private int stepCycles;

  public StepRecord(ChipSpec spec) {
    this.counters = new int[spec.tiles() * Counter.COUNT];
    this.outputs = new int[(spec.outputs() + 15) / 16];
  }

  /** Forgets the last step. */
  public void clear() {
    batches = 0;
    stepCycles = 0;
    Arrays.fill(outputs, 0);
    Arrays.fill(counters, 0);
  }

  /** Clock cycles from the pulse to the barrier. */
  public int stepCycles() {
    return stepCycles;
  }

  public void setStepCycles(int cycles) {
    this.stepCycles = cycles;
  }

  /** Batches injected before the pulse. */
  public int batches() {
    return batches;
  }

  /** Clock cycles of batch number {@code batch}. */
  public int batchCycles(int batch) {
    return batchCycles[batch];
  }

  public void addBatch(int cycles) {
    if (batches == batchCycles.length) {
      batchCycles = Arrays.copyOf(batchCycles, 2 * batches);
    }
    batchCycles[batches++] = cycles;
  }

  /** Clock cycles of the step and of all its batches. */
  public long totalCycles() {
    long total = stepCycles;
    for (int batch = 0; batch < batches; batch++) {
      total += batchCycles[batch];
    }
    return total;
  }

  /** [outputs / 16 rounded up] one bit an output, 16 in a word. */
  public int[] outputs() {
    return outputs;
  }

  public boolean spiked(int output) {
    return (outputs[output >> 4] >> (output & 15) & 1) != 0;
  }

  public void setSpiked(int output) {
    outputs[output >> 4] |= 1 << (output & 15);
  }

  /**
   * [tile * Counter.COUNT + counter] as the chip holds them: the count, saturated at the counter's width, and bit 31 when
   * it has saturated. Zero on a chip without counters. Counts of the step only, not of its batches.
   */
  public int[] counters() {
    return counters;
  }
}
