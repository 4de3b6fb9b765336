package spikelock.emulator.platform;

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
  private final boolean graded;
  private int[] batchCycles = new int[1];
  private int batches;
  private int stepCycles;

  public StepRecord(ChipSpec spec) {
    this.counters = new int[spec.tiles() * Counter.COUNT];
    this.graded = spec.packet().payloadBits() > 0;
    this.outputs = new int[spec.outputWords()];
  }

  /** Forgets the last step. */
  public void clear() {
    batches = 0;
    stepCycles = 0;
    Arrays.fill(outputs, 0);
    Arrays.fill(counters, 0);
  }

  /** Takes what another record of the same chip has. */
  public void copy(StepRecord other) {
    stepCycles = other.stepCycles;
    batches = other.batches;
    if (batchCycles.length < batches) {
      batchCycles = new int[other.batchCycles.length];
    }
    System.arraycopy(other.batchCycles, 0, batchCycles, 0, batches);
    System.arraycopy(other.outputs, 0, outputs, 0, outputs.length);
    System.arraycopy(other.counters, 0, counters, 0, counters.length);
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

  /**
   * [outputs / 16 rounded up] one bit an output, 16 in a word; on a chip with payload bits [outputs] what each sent, 0 for nothing (or
   * a payload of 0).
   */
  public int[] outputs() {
    return outputs;
  }

  /** Whether an output spiked; with a payload of 0 it does not show. */
  public boolean spiked(int output) {
    return value(output) != 0;
  }

  /** What an output sent: 1 for a spike, on a chip with payload bits the payload; 0 for nothing. */
  public int value(int output) {
    return graded ? outputs[output] : outputs[output >> 4] >> (output & 15) & 1;
  }

  /** A packet reaches an output; several in one timestep are joined by OR, so that their order does not matter. */
  public void send(int output, int payload) {
    if (graded) {
      outputs[output] |= payload;
    } else {
      outputs[output >> 4] |= 1 << (output & 15);
    }
  }

  /** Outputs that spiked. */
  public int spikes() {
    int spikes = 0;
    for (int word : outputs) {
      spikes += graded ? word == 0 ? 0 : 1 : Integer.bitCount(word);
    }
    return spikes;
  }

  /**
   * [tile * Counter.COUNT + counter] as the chip holds them: the count, saturated at the counter's width, and bit 31 when
   * it has saturated. Zero on a chip without counters. Counts of the step only, not of its batches.
   */
  public int[] counters() {
    return counters;
  }
}
