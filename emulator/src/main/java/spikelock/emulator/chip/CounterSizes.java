package spikelock.emulator.chip;

import java.util.Objects;

/**
 * The counters of a tile.
 *
 * @param kind which there are
 * @param bits width of each; it saturates and a sticky bit says so
 */
public record CounterSizes(Counters kind, int bits) {

  public CounterSizes {
    Objects.requireNonNull(kind, "kind");
    ChipField.COUNTER_BITS.check(bits);
  }
}
