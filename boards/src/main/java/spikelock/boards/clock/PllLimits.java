package spikelock.boards.clock;

import java.util.Locale;
import spikelock.emulator.error.InputException;

/** What is asked of every PLL. */
final class PllLimits {
  /** How far from what was asked a frequency may be: far below what a crystal is worth to a serial line. */
  private static final double NEAR = 0.005;

  private PllLimits() {}

  /** @throws InputException naming the field when a frequency is out of a primitive's range */
  static void require(String field, double mhz, double least, double most, String what) {
    if (mhz < least || mhz > most) {
      throw new InputException(String.format(Locale.ROOT, "is %s, and %s must be %s..%s MHz", number(mhz), what, number(least), number(most)), "",
          field, "");
    }
  }

  /** @throws InputException when there are no settings, or none near enough */
  static <P extends ClockPlan> P found(P best, double mhz) {
    if (best == null || Math.abs(best.mhz() / mhz - 1) > NEAR) {
      throw new InputException("is " + number(mhz) + (best == null ? ", which no settings of the part's PLL make"
          : ", and the nearest that the part's PLL makes is " + number(best.mhz())), "", "chip_mhz",
          best == null ? "" : "write chip_mhz: " + number(best.mhz()));
    }
    return best;
  }

  static String number(double mhz) {
    return String.format(Locale.ROOT, "%.6f", mhz).replaceAll("\\.?0+$", "");
  }
}
