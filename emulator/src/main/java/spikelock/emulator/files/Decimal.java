package spikelock.emulator.files;

import java.util.Locale;

/** Numbers as people write them: rounded, with a point in every country, without zeros behind. */
public final class Decimal {
  private Decimal() {}

  /**
   * A number.
   *
   * @param digits behind the point, at most; at least 1
   */
  public static String text(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value).replaceFirst("\\.?0+$", "");
  }
}
