package spikelock.toolchain.demo;

import java.util.List;
import spikelock.toolchain.report.Svg;

/** Samples as small pictures, each with its label and, where they differ, what the chip read. */
final class GalleryDrawing {
  private static final double WIDTH = 980;
  private static final double PITCH = 80;
  private static final double PICTURE = 64;
  private static final double LINE = 18;

  private GalleryDrawing() {}

  /** @param samples at least one */
  static Svg of(DemoRun run, List<Integer> samples) {
    Pictures pictures = run.pictures();
    double side = PICTURE / Math.max(pictures.height(), pictures.width());
    double rowHeight = pictures.height() * side + LINE + 12;
    int columns = (int) Math.min(samples.size(), WIDTH / PITCH);
    int rows = (samples.size() + columns - 1) / columns;
    Svg svg = new Svg(columns * PITCH, rows * rowHeight, samples.size() + " samples with label and answer");
    for (int i = 0; i < samples.size(); i++) {
      int sample = samples.get(i);
      double x = i % columns * PITCH + 1;
      double y = i / columns * rowHeight + 1;
      String label = run.named(run.labels()[sample]);
      String read = run.named(run.predictions()[sample]);
      boolean right = run.isRight(sample);
      svg.cells(x, y, side, pictures.width(), pictures.values()[sample], Svg.INK, "sample " + sample + ": " + label + ", read as " + read);
      svg.frame(x, y, pictures.width() * side, pictures.height() * side, right ? Svg.FAINT : Svg.BAD, right ? 1 : 2);
      double size = label.length() + read.length() > 4 ? 9 : 12;
      svg.text(x, y + pictures.height() * side + LINE - 4, "start", size, right ? label : label + " \u2192 " + read);
    }
    return svg;
  }
}
