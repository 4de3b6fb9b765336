package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Points by two numbers, some of them joined. An axis over more than two powers of ten is logarithmic. */
public final class ScatterDrawing {
  private static final double WIDTH = 560;
  private static final double HEIGHT = 330;
  private static final double LEFT = 78;
  private static final double BOTTOM = 46;
  private static final double TOP = 12;
  private static final double RIGHT = 24;
  private static final double LETTERS = 11;
  private static final double LOGARITHMIC = 100;
  private static final double SMALL = 4;
  private static final double LARGE = 9;

  private ScatterDrawing() {}

  /**
   * What an axis shows.
   *
   * @param percent whether values are shares, written in per cent
   */
  public record Scale(String title, String unit, boolean percent) {}

  /**
   * Points of one colour.
   *
   * @param x of every point
   * @param y of every point
   * @param joined numbers of the points that are joined, by ascending x
   * @param hints for those points, shown under the mouse
   */
  public record Cloud(String colour, double[] x, double[] y, int[] joined, List<String> hints) {}

  /**
   * Draws.
   *
   * @param label what it shows, for those who cannot see it
   */
  public static Svg of(String label, Scale across, Scale up, List<Cloud> clouds) {
    Range x = new Range(clouds.stream().flatMapToDouble(cloud -> Arrays.stream(cloud.x)).toArray(), LEFT, WIDTH - RIGHT);
    Range y = new Range(clouds.stream().flatMapToDouble(cloud -> Arrays.stream(cloud.y)).toArray(), HEIGHT - BOTTOM, TOP);
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    for (double mark : y.marks()) {
      svg.line(LEFT, y.place(mark), WIDTH - RIGHT, y.place(mark), Svg.FAINT, 1, "");
      svg.text(LEFT - 7, y.place(mark) + LETTERS / 3, "end", LETTERS, text(mark, up));
    }
    for (double mark : x.marks()) {
      svg.line(x.place(mark), TOP, x.place(mark), HEIGHT - BOTTOM, Svg.FAINT, 1, "");
      svg.text(x.place(mark), HEIGHT - BOTTOM + 15, "middle", LETTERS, text(mark, across));
    }
    svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle", LETTERS, title(across, x) + " (across), " + title(up, y) + " (up)");
    for (Cloud cloud : clouds) {
      double[] corners = new double[2 * cloud.x.length];
      for (int i = 0; i < cloud.x.length; i++) {
        corners[2 * i] = x.place(cloud.x[i]) - SMALL / 2;
        corners[2 * i + 1] = y.place(cloud.y[i]) - SMALL / 2;
      }
      svg.marks(Svg.tint(cloud.colour, 0.45), SMALL, SMALL, corners);
    }
    for (Cloud cloud : clouds) { // above all others
      double[] points = new double[2 * cloud.joined.length];
      for (int i = 0; i < cloud.joined.length; i++) {
        points[2 * i] = x.place(cloud.x[cloud.joined[i]]);
        points[2 * i + 1] = y.place(cloud.y[cloud.joined[i]]);
      }
      svg.polyline(cloud.colour, 1.5, "", steps(points));
      for (int i = 0; i < cloud.joined.length; i++) {
        svg.rectangle(points[2 * i] - LARGE / 2, points[2 * i + 1] - LARGE / 2, LARGE, LARGE, cloud.colour, cloud.hints.get(i));
      }
    }
    return svg;
  }

  /** From each point straight on to below the next, as nothing is known between them. */
  private static double[] steps(double[] points) {
    List<Double> corners = new ArrayList<>();
    for (int i = 0; i < points.length; i += 2) {
      if (i > 0) {
        corners.add(points[i]);
        corners.add(points[i - 1]);
      }
      corners.add(points[i]);
      corners.add(points[i + 1]);
    }
    return corners.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String title(Scale scale, Range range) {
    return scale.title + (scale.unit.isEmpty() ? "" : " in " + scale.unit) + (range.logarithmic ? ", logarithmic" : "");
  }

  private static String text(double value, Scale scale) {
    double shown = scale.percent ? 100 * value : value;
    String text = Math.abs(shown) >= 1e5 || shown != 0 && Math.abs(shown) < 1e-3 ? String.format(Locale.ROOT, "%.0e", shown)
        : new java.math.BigDecimal(String.format(Locale.ROOT, "%.4g", shown)).stripTrailingZeros().toPlainString();
    return text + (scale.percent ? " %" : "");
  }

  /** Where values lie between two places on the page. */
  private static final class Range {
    private final boolean logarithmic;
    private final double least;
    private final double most;
    private final double from;
    private final double to;

    Range(double[] values, double from, double to) {
      double low = Arrays.stream(values).min().orElse(0);
      double high = Arrays.stream(values).max().orElse(1);
      this.logarithmic = low > 0 && high / low > LOGARITHMIC;
      double a = logarithmic ? Math.log10(low) : low;
      double b = logarithmic ? Math.log10(high) : high;
      double margin = b > a ? 0.04 * (b - a) : Math.max(Math.abs(a) * 0.1, 1e-12);
      this.least = a - margin;
      this.most = b + margin;
      this.from = from;
      this.to = to;
    }

    double place(double value) {
      return from + ((logarithmic ? Math.log10(value) : value) - least) / (most - least) * (to - from);
    }

    /** Round numbers. */
    List<Double> marks() {
      List<Double> marks = new ArrayList<>();
      if (logarithmic) {
        for (int power = (int) Math.ceil(least); power <= most; power++) {
          marks.add(Math.pow(10, power));
        }
        return marks;
      }
      double power = Math.pow(10, Math.floor(Math.log10((most - least) / 5)));
      double rest = (most - least) / 5 / power;
      double step = power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
      for (long n = (long) Math.ceil(least / step); n * step <= most; n++) {
        marks.add(n * step);
      }
      return marks;
    }
  }
}
