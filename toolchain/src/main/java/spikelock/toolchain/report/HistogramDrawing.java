package spikelock.toolchain.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How often values lie where, with a few of them marked. */
public final class HistogramDrawing {
  private static final double WIDTH = 620;
  private static final double HIGH = 120;
  private static final double TOP = 44;
  private static final double BOTTOM = 24;
  private static final double MARGIN = 24;
  private static final int BINS = 32;

  /** A value worth a line. */
  public record Mark(double value, String name) {}

  private HistogramDrawing() {}

  /**
   * Draws it.
   *
   * @param values at least one
   * @param unit of the values, behind the numbers below
   * @param marks from the least to the greatest
   */
  public static Svg of(double[] values, String unit, List<Mark> marks) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Math.max(least + 1e-9, Arrays.stream(values).max().orElse(0));
    int[] bins = new int[BINS];
    for (double value : values) {
      bins[(int) Math.min(BINS - 1, (value - least) / (most - least) * BINS)]++;
    }
    int greatest = Arrays.stream(bins).max().orElse(1);
    double wide = WIDTH / BINS;
    Svg svg = new Svg(WIDTH + 2 * MARGIN, TOP + HIGH + BOTTOM, "How often which value");
    for (int bin = 0; bin < BINS; bin++) {
      double high = HIGH * bins[bin] / greatest;
      svg.rectangle(MARGIN + bin * wide + 1, TOP + HIGH - high, wide - 2, Math.max(high, .5), Svg.ACCENT, bins[bin] + " of " + values.length);
    }
    svg.line(MARGIN, TOP + HIGH, MARGIN + WIDTH, TOP + HIGH, Svg.FAINT, 1, "");
    svg.note(MARGIN, TOP + HIGH + 16, "start", 11, number(least) + " " + unit);
    svg.note(MARGIN + WIDTH, TOP + HIGH + 16, "end", 11, number(most) + " " + unit);
    for (int m = 0; m < marks.size(); m++) {
      double x = MARGIN + WIDTH * Math.clamp((marks.get(m).value() - least) / (most - least), 0, 1);
      double y = 14 + 16 * (m % 2);
      svg.line(x, y + 4, x, TOP + HIGH, Svg.INK, 1, "");
      svg.text(x, y, x > WIDTH - 80 ? "end" : x < 80 ? "start" : "middle", 11, marks.get(m).name() + " " + number(marks.get(m).value()) + " " + unit);
    }
    return svg;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : "%.4g", value);
  }
}
