package spikelock.toolchain.report;

import java.util.Locale;

/** How often values between 0 and a greatest one occur. */
final class Histogram {
  private static final int BARS = 24;
  private static final double WIDTH = 300;
  private static final double HEIGHT = 130;
  private static final double BOTTOM = 30;
  private static final double TOP = 16;

  private Histogram() {}

  /**
   * Draws.
   *
   * @param values at least 0
   * @param unit what a value is, for the axis
   * @param thing what has values, for hints
   */
  static Svg of(String title, double[] values, String colour, String unit, String thing) {
    double greatest = java.util.Arrays.stream(values).max().orElse(0);
    greatest = greatest == 0 ? 1 : greatest;
    int[] bars = new int[BARS];
    for (double value : values) {
      bars[(int) Math.min(BARS - 1, value / greatest * BARS)]++;
    }
    int most = java.util.Arrays.stream(bars).max().orElse(1);
    Svg svg = new Svg(WIDTH, HEIGHT, title + ": histogram of " + unit);
    svg.text(0, 11, "start", 12, title);
    double wide = WIDTH / BARS;
    for (int b = 0; b < BARS; b++) {
      double high = (HEIGHT - BOTTOM - TOP) * bars[b] / Math.max(1, most);
      svg.rectangle(b * wide, HEIGHT - BOTTOM - high, wide - 1, high, colour, bars[b] + " " + thing + " between "
          + number(greatest * b / BARS) + " and " + number(greatest * (b + 1) / BARS));
    }
    svg.line(0, HEIGHT - BOTTOM, WIDTH, HEIGHT - BOTTOM, Svg.FAINT, 1, "");
    svg.text(0, HEIGHT - BOTTOM + 14, "start", 11, "0");
    svg.text(WIDTH, HEIGHT - BOTTOM + 14, "end", 11, number(greatest));
    svg.text(WIDTH / 2, HEIGHT - BOTTOM + 14, "middle", 11, unit);
    return svg;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
