package spikelock.boards.clock;

import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.Decimal;

/** What is asked of every PLL. */
final class PllLimits {
  /** How far from what was asked a frequency may be: far below what a crystal is worth to a serial line. */
  private static final double NEAR = 0.005;

  /** Frequencies that differ by less than this, MHz, are equal. */
  private static final double EQUAL = 1e-9;
  private static final int DIGITS = 6;

  private PllLimits() {}

  /** @throws InputException naming the field when a frequency is out of a primitive's range */
  static void require(String field, double mhz, double least, double most, String what) {
    if (mhz < least || mhz > most) {
      throw new InputException(String.format(Locale.ROOT, "is %s, and %s must be %s..%s MHz", number(mhz), what, number(least), number(most)), "",
          field, "");
    }
  }

  /** Settings that were found, or the next ones where those come nearer to a frequency: of equally near ones the first. */
  static <P extends ClockPlan> P nearer(P best, P next, double mhz) {
    return best == null || Math.abs(next.mhz() - mhz) < Math.abs(best.mhz() - mhz) - EQUAL ? next : best;
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
    return Decimal.text(mhz, DIGITS);
  }
}
