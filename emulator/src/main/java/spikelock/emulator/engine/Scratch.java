package spikelock.emulator.engine;

import spikelock.emulator.chip.ChipSpec;

/** Room for one core's walk; nothing in it outlives the walk. */
final class Scratch {
  /** Words copied together before they are added: small enough for the nearest cache. */
  static final int WORDS = 2048;

  /** [axons] numbers of the due axons. */
  final int[] due;

  /** [axons] their records. */
  final long[] records;

  /** [WORDS] synapse words copied together. */
  final int[] words = new int[WORDS];

  Scratch(ChipSpec spec) {
    due = new int[spec.axons()];
    records = new long[spec.axons()];
  }
}
