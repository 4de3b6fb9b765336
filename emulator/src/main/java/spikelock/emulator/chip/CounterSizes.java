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

  /** A count as the chip shows it: no more than fits, and then bit 31 tells that there was more. */
  public int shown(int count) {
    int most = (1 << bits) - 1;
    return count <= most ? count : most | Integer.MIN_VALUE;
  }
}
