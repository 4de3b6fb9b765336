package spikelock.emulator.engine;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.step.Activity;

/**
 * The COUNTERS region of a tile between two steps ({@code hdl/rtl/core_counters.v}): the basic counters, then what debug chips count. Of
 * those the counts of batches are zero then: the pulse cleared them.
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
    if (firstWord < 0 || firstWord + words > spec.counters().entries()) {
      throw new IllegalArgumentException("counters " + firstWord + " .. " + (firstWord + words - 1) + " must be 0 .. "
          + (spec.counters().entries() - 1));
    }
    int[] units = new int[2 * words];
    for (int i = 0; i < words; i++) {
      int entry = firstWord + i;
      int value = entry < Counter.COUNT ? counters[tile * Counter.COUNT + entry]
          : entry == NEURON_UPDATES ? saturated(spec, activity.neuronUpdates())
          : entry == SYNAPSE_WORDS ? saturated(spec, activity.synapseWords()) : 0;
      units[2 * i] = value & 0xffff;
      units[2 * i + 1] = value >>> 16;
    }
    return units;
  }

  /** A count as the chip holds it: no more than fits, and then bit 31 tells that there was more. */
  private static int saturated(ChipSpec spec, int value) {
    int most = (1 << spec.counterBits()) - 1;
    return value <= most ? value : most | Integer.MIN_VALUE;
  }
}
