package spikelock.toolchain.console;

import java.util.Locale;

/** Physical quantities for people: three digits and a prefix, such as {@code 2.59 uJ}. */
public final class Quantity {
  private static final String[] PREFIXES = {"a", "f", "p", "n", "u", "m", "", "k", "M", "G"};
  private static final int PLAIN = 6;
  private static final double STEP = 1000;

  private Quantity() {}

  public static String joules(double value) {
    return of(value, "J");
  }

  public static String seconds(double value) {
    return value >= 1 ? String.format(Locale.ROOT, "%.3g s", value) : of(value, "s");
  }

  public static String watts(double value) {
    return of(value, "W");
  }

  private static String of(double value, String unit) {
    if (value == 0) {
      return "0 " + unit;
    }
    int prefix = PLAIN;
    double scaled = value;
    while (Math.abs(scaled) < 0.9995 && prefix > 0) {
      scaled *= STEP;
      prefix--;
    }
    while (Math.abs(scaled) >= 999.5 && prefix < PREFIXES.length - 1) {
      scaled /= STEP;
      prefix++;
    }
    int decimals = Math.abs(scaled) < 9.995 ? 2 : Math.abs(scaled) < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f %s%s", scaled, PREFIXES[prefix], unit);
  }
}
