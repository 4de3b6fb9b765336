package spikelock.toolchain.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Right classes against answers: the fuller a box, the more of a class's samples are in it. */
final class ConfusionDrawing {
  private static final double LARGEST_BOX = 38;
  private static final double WIDEST = 620;
  private static final double MARGIN = 70;
  private static final int MOST_NUMBERS = 20;

  private ConfusionDrawing() {}

  /**
   * Draws.
   *
   * @param counts [right class][answer]
   * @param classes names, as many
   */
  static Svg of(int[][] counts, List<String> classes) {
    int size = counts.length;
    double box = Math.min(LARGEST_BOX, WIDEST / size);
    Svg svg = new Svg(MARGIN + size * box + 4, size * box + 44, "Confusion matrix of " + size + " classes");
    double letters = Math.min(12, box * 0.45);
    for (int right = 0; right < size; right++) {
      int all = Math.max(1, Arrays.stream(counts[right]).sum());
      for (int answer = 0; answer < size; answer++) {
        int count = counts[right][answer];
        double x = MARGIN + answer * box;
        double y = right * box;
        String colour = right == answer ? Palette.GOOD : Palette.BAD;
        double share = Math.sqrt((double) count / all); // single mistakes among hundreds must be seen
        svg.rectangle(x, y, box - 1, box - 1, Svg.PANEL, "");
        if (count > 0) {
          svg.rectangle(x, y, box - 1, box - 1, String.format(Locale.ROOT, "color-mix(in srgb, %s %.0f%%, var(--panel))", colour, 100 * share),
              count + " of class " + classes.get(right) + " answered as " + classes.get(answer));
          if (size <= MOST_NUMBERS) {
            svg.text(x + box / 2, y + box / 2 + letters / 3, "middle", letters, Integer.toString(count));
          }
        }
      }
      if (size <= 2 * MOST_NUMBERS) {
        svg.text(MARGIN - 8, right * box + box / 2 + letters / 3, "end", letters, shortened(classes.get(right), 10));
        svg.text(MARGIN + right * box + box / 2, size * box + 14, "middle", letters, shortened(classes.get(right), (int) Math.max(2, box / 6)));
      }
    }
    svg.text(MARGIN + size * box / 2, size * box + 34, "middle", 12, "answer");
    return svg;
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
