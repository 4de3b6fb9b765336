package spikelock.emulator.chip;

import java.math.BigDecimal;
import java.util.Objects;
import spikelock.emulator.error.InputException;

/**
 * The clock that turns cycles into seconds.
 *
 * @param mhz its frequency, in MHz
 * @param basis where the frequency comes from
 * @param technology what the pipeline stages of the datapaths are cut for
 */
public record Clock(double mhz, Basis basis, Technology technology) {

  /** Where a frequency comes from. */
  public enum Basis {
    /** Somebody wrote it down. */
    ASSUMED("assumed"),
    /** A place-and-route tool reported it for this chip on a part. */
    PLACED_AND_ROUTED("placed and routed");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    /** Its name in a chip file and in every answer. */
    public String text() {
      return text;
    }
  }

  /**
   * Checks the frequency.
   *
   * @throws InputException when it is no clock
   */
  public Clock {
    if (!(mhz > 0 && mhz <= 10_000)) {
      throw new InputException("is " + mhz + ", must be above 0 and at most 10000", "", "clock_mhz", "");
    }
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(technology, "technology");
  }

  /** A clock that nobody has placed and routed. */
  public static Clock assumed(double mhz) {
    return new Clock(mhz, Basis.ASSUMED, Technology.ASIC);
  }

  /** The same for another technology. */
  public Clock with(Technology other) {
    return new Clock(mhz, basis, other);
  }

  /** How long so many cycles take, in microseconds. */
  public double microseconds(double cycles) {
    return cycles / mhz;
  }

  /** The frequency and what it is: {@code 48 MHz, assumed}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(mhz).stripTrailingZeros().toPlainString() + " MHz, " + basis.text();
  }
}
