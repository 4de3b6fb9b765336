package spikelock.toolchain.report;

import java.util.List;

/** Which class was taken for which: a row for each right answer, a column for each given one, the number of samples in each cell. */
public final class ConfusionDrawing {
  private static final double CELL = 34;
  private static final double TOP = 40;
  private static final double LETTER = 7;

  private ConfusionDrawing() {}

  /**
   * Draws it.
   *
   * @param classes names, in order
   * @param labels [samples] right answers
   * @param predictions [samples] given answers
   */
  public static Svg of(List<String> classes, int[] labels, int[] predictions) {
    int n = classes.size();
    int[][] counts = new int[n][n];
    int[] sums = new int[n];
    for (int sample = 0; sample < labels.length; sample++) {
      if (labels[sample] < n && predictions[sample] < n) {
        counts[labels[sample]][predictions[sample]]++;
        sums[labels[sample]]++;
      }
    }
    double left = 20 + LETTER * classes.stream().mapToInt(String::length).max().orElse(0);
    double width = Math.max(CELL, left - 10);
    Svg svg = new Svg(left + n * width, TOP + n * CELL, "Confusion matrix of " + n + " classes");
    svg.note(left, 12, "start", 11, "read as \u2192, label \u2193");
    for (int row = 0; row < n; row++) {
      svg.text(left + (row + .5) * width, TOP - 8, "middle", 12, classes.get(row));
      svg.text(left - 10, TOP + (row + .5) * CELL + 4, "end", 12, classes.get(row));
      for (int column = 0; column < n; column++) {
        cell(svg, left + column * width, TOP + row * CELL, width, counts[row][column], sums[row], row == column);
      }
    }
    return svg;
  }

  private static void cell(Svg svg, double x, double y, double width, int count, int sum, boolean right) {
    double share = sum == 0 ? 0 : (double) count / sum;
    svg.rectangle(x + 1, y + 1, width - 2, CELL - 2, Svg.PANEL, "");
    if (count > 0) {
      svg.rectangle(x + 1, y + 1, width - 2, CELL - 2, Svg.tint(right ? Svg.ACCENT : Svg.BAD, right ? .15 + .45 * share : .35 + .5 * share), "");
      svg.text(x + width / 2, y + CELL / 2 + 4, "middle", 12, Integer.toString(count));
    }
  }
}
