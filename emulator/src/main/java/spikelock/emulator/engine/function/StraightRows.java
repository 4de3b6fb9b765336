package spikelock.emulator.engine.function;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.image.CoreImage;

/**
 * Brings a core's axon table in the form in which rows can be read without a further thought, whatever bits it holds: as {@code
 * synapse_walk.v} reads them.
 */
final class StraightRows {
  private StraightRows() {}

  /**
   * The same core with accumulator bases that are not negative, dense rows of whole groups of lanes at multiples of lanes, and
   * synapse words so far that every row ends within them: addresses wrap, and words that are not used are zero.
   */
  static CoreImage of(MemoryPlan plan, CoreImage core) {
    ChipSpec spec = plan.spec();
    int axons = core.axonFormat().length;
    int[] target = new int[axons];
    int[] length = new int[axons];
    int end = core.synapses().length;
    for (int axon = 0; axon < axons; axon++) {
      boolean dense = core.axonFormat()[axon] == 1;
      int lanes = dense ? spec.core().synapses().lanes() : 1;
      target[axon] = core.axonTarget()[axon] & plan.accumulators() - 1 & -lanes;
      length[axon] = core.axonLength()[axon] + lanes - 1 & -lanes;
      int words = dense ? (length[axon] + spec.core().synapses().denseWeights() - 1) / spec.core().synapses().denseWeights() : length[axon];
      end = Math.max(end, words == 0 ? 0 : core.axonBase()[axon] + words);
    }
    return new CoreImage(core.axonFormat(), core.axonBase(), length, target, core.axonExponent(), synapses(spec, core.synapses(), end),
        core.coreParameters(), core.setCount(), core.setStart(), core.setParameters(), core.setInitial(), core.neuronParameters(),
        core.neuronInitial(), core.fanoutStart(), core.fanout());
  }

  private static int[] synapses(ChipSpec spec, int[] used, int end) {
    if (end == used.length) {
      return used;
    }
    int[] words = new int[end];
    for (int i = 0; i < end; i++) {
      int at = i & spec.core().synapses().words() - 1;
      words[i] = at < used.length ? used[at] : 0;
    }
    return words;
  }
}
