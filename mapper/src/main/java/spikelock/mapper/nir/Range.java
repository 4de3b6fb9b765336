package spikelock.mapper.nir;

import java.util.Locale;

/** Numbers for people: one value, or the least and the greatest. */
public final class Range {
  private Range() {}

  /** {@code 0.5}, {@code 0.1..0.9}, or {@code none} of no values. */
  public static String of(double... values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return values.length == 0 ? "none" : number(least).equals(number(most)) ? number(least) : number(least) + ".." + number(most);
  }

  /** Five digits at most, and none behind the point where there are none. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    String text = String.format(Locale.ROOT, "%.5g", value);
    int exponent = text.indexOf('e');
    String digits = exponent < 0 ? text : text.substring(0, exponent);
    return digits.replaceAll("0+$", "").replaceAll("\\.$", "") + (exponent < 0 ? "" : text.substring(exponent));
  }
}
