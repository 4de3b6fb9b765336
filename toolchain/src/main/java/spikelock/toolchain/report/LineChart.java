package spikelock.toolchain.report;

import java.util.List;
import java.util.Locale;

/** Curves over a common axis, with marks at round numbers. */
final class LineChart {
  private static final double WIDTH = 460;
  private static final double HEIGHT = 250;
  private static final double LEFT = 52;
  private static final double BOTTOM = 34;
  private static final double TOP = 12;
  private static final double RIGHT = 10;
  private static final int MARKS = 5;
  private static final double LETTERS = 11;

  private LineChart() {}

  /**
   * A curve.
   *
   * @param colour as in {@link Palette}
   * @param dashes as SVG's, or empty
   * @param x ascending
   * @param y as many; NaN where there is no value
   */
  record Curve(String colour, String dashes, double[] x, double[] y) {}

  /**
   * Draws.
   *
   * @param label what it shows, for those who cannot see it
   * @param percent whether y is a share, written in per cent
   */
  static Svg of(String label, String xTitle, boolean percent, List<Curve> curves) {
    double[] across = range(curves.stream().map(Curve::x).toList(), false);
    double[] up = range(curves.stream().map(Curve::y).toList(), !percent);
    double xStep = step(across[1] - across[0]);
    double yStep = step(up[1] - up[0]);
    up[0] = Math.floor(up[0] / yStep) * yStep;
    up[1] = Math.ceil(up[1] / yStep) * yStep;
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    for (double y = up[0]; y <= up[1] + yStep / 2; y += yStep) {
      double at = place(y, up, HEIGHT - BOTTOM, TOP);
      svg.line(LEFT, at, WIDTH - RIGHT, at, Svg.FAINT, 1, "");
      svg.text(LEFT - 7, at + LETTERS / 3, "end", LETTERS, percent ? number(100 * y, 100 * yStep) + " %" : number(y, yStep));
    }
    for (double x = Math.ceil(across[0] / xStep) * xStep; x <= across[1] + xStep / 100; x += xStep) {
      svg.text(place(x, across, LEFT, WIDTH - RIGHT), HEIGHT - BOTTOM + 15, "middle", LETTERS, number(x, xStep));
    }
    svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, "middle", LETTERS, xTitle);
    for (Curve curve : curves) {
      double[] points = java.util.stream.IntStream.range(0, curve.x().length).filter(i -> Double.isFinite(curve.y()[i]))
          .mapToObj(i -> new double[] {place(curve.x()[i], across, LEFT, WIDTH - RIGHT), place(curve.y()[i], up, HEIGHT - BOTTOM, TOP)})
          .flatMapToDouble(java.util.Arrays::stream).toArray();
      if (points.length == 2) {
        svg.rectangle(points[0] - 2, points[1] - 2, 4, 4, curve.colour(), "");
      }
      svg.polyline(curve.colour(), 2, curve.dashes(), points);
    }
    return svg;
  }

  private static double place(double value, double[] range, double from, double to) {
    return range[1] == range[0] ? from : from + (value - range[0]) / (range[1] - range[0]) * (to - from);
  }

  private static double[] range(List<double[]> values, boolean fromZero) {
    double least = fromZero ? 0 : Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] each : values) {
      for (double value : each) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    if (!(least <= most)) {
      return new double[] {0, 1};
    }
    return new double[] {least, most > least ? most : least + 1};
  }

  /** 1, 2 or 5 times a power of ten, for some five marks. */
  private static double step(double range) {
    double power = Math.pow(10, Math.floor(Math.log10(range / MARKS)));
    double rest = range / MARKS / power;
    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
  }

  private static String number(double value, double step) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", value + 0.0);
  }
}
