package spikelock.emulator.engine.step;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DebugCounter;

/** What a debug chip's additional counters hold, worked out from what happened in a timestep ({@code hdl/TIMING.md} section 9). */
public final class DebugCounts {
  private DebugCounts() {}

  /** [tile * DebugCounter.COUNT + counter] saturated at the counters' width, bit 31 the sticky bit. */
  public static int[] of(Step step, ChipSpec spec) {
    int[] counts = new int[step.tiles() * DebugCounter.COUNT];
    for (int tile = 0; tile < step.tiles(); tile++) {
      counts[at(tile, DebugCounter.NEURON_UPDATES)] = step.neuronUpdates(tile);
      counts[at(tile, DebugCounter.SYNAPSE_WORDS)] = step.synapseWords(tile);
    }
    for (int packet = 0; packet < step.firstInjected(step.batches()); packet++) {
      way(counts, spec, step.injectedTo(packet));
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] = spec.counters().shown(counts[i]);
    }
    return counts;
  }

  /** From the west link of tile (0,0) east to the column, then south. */
  private static void way(int[] counts, ChipSpec spec, int to) {
    int column = to % spec.mesh().width();
    for (int x = 0; x < column; x++) {
      counts[at(x, DebugCounter.BATCH_HOPS_EAST)]++;
    }
    for (int tile = column; tile < to; tile += spec.mesh().width()) {
      counts[at(tile, DebugCounter.BATCH_HOPS_SOUTH)]++;
    }
    counts[at(to, DebugCounter.BATCH_PACKETS_IN)]++;
  }

  private static int at(int tile, DebugCounter counter) {
    return tile * DebugCounter.COUNT + counter.ordinal();
  }
}
