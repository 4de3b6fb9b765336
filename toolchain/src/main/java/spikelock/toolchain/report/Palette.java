package spikelock.toolchain.report;

import java.util.List;
import java.util.Locale;

/** A colour for each of many things, mixed with the page's so that text can be read on it; the first ten are the easiest to tell apart. */
public final class Palette {
  private static final List<String> FIRST = List.of("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#b07aa1", "#38a3a5", "#d4a72c", "#ff7fa0",
      "#9c755f", "#7f8ea3");
  private static final double GOLDEN_ANGLE = 137.508;
  private static final int LIGHTNESSES = 3;

  private Palette() {}

  /** @param number of the thing, from 0 */
  public static String colour(int number) {
    return "color-mix(in srgb, " + pure(number) + " 65%, var(--paper))";
  }

  /** The same colour at its strongest, for small marks without text on them. */
  public static String pure(int number) {
    if (number < FIRST.size()) {
      return FIRST.get(number);
    }
    return String.format(Locale.ROOT, "hsl(%.0f,%d%%,%d%%)", number * GOLDEN_ANGLE % 360, 55, 42 + 12 * (number % LIGHTNESSES));
  }
}
