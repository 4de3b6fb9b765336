package spikelock.emulator.engine;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.step.Activity;

/**
 * The COUNTERS region of a tile between two steps ({@code hdl/rtl/core_counters.v}): the basic counters, then what debug chips count beside
 * them. The last of those, what moved since the step was over, are left out: they count the packets that read them, too.
 */
final class CounterWords {
  private static final int NEURON_UPDATES = Counter.COUNT;
  private static final int SYNAPSE_WORDS = Counter.COUNT + 1;

  private CounterWords() {}

  /**
   * Words as they are read from the chip, two units each, the lower first.
   *
   * @param counters [tile * Counter.COUNT + counter] of the last step
   * @param activity of the tile in it
   */
  static int[] of(ChipSpec spec, int[] counters, Activity activity, int tile, int firstWord, int words) {
    int known = Math.min(spec.counters().kind().entries(), SYNAPSE_WORDS + 1);
    if (firstWord < 0 || firstWord + words > known) {
      throw new IllegalArgumentException("counters " + firstWord + " .. " + (firstWord + words - 1) + " must be 0 .. " + (known - 1));
    }
    int[] units = new int[2 * words];
    for (int i = 0; i < words; i++) {
      int entry = firstWord + i;
      int value = entry < Counter.COUNT ? counters[tile * Counter.COUNT + entry]
          : spec.counters().shown(entry == NEURON_UPDATES ? activity.neuronUpdates() : activity.synapseWords());
      units[2 * i] = value & 0xffff;
      units[2 * i + 1] = value >>> 16;
    }
    return units;
  }
}
