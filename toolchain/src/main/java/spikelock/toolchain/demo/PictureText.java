package spikelock.toolchain.demo;

import java.util.stream.Collectors;

/** The traced samples beside each other, as text of at most 80 characters a line. */
public final class PictureText {
  private static final String SHADES = " .:+*#";
  private static final int WIDEST = 80;
  private static final int GAP = 4;

  private PictureText() {}

  /** Lines, each ended by a line feed. */
  public static String of(DemoRun run) {
    Pictures pictures = run.pictures();
    int width = pictures.width() + GAP;
    int shown = Math.clamp(WIDEST / width, 1, run.traces().size());
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < pictures.height(); y++) {
      int row = y;
      text.append(run.traces().stream().limit(shown).map(t -> line(pictures, t.sample(), row)).collect(Collectors.joining(" ".repeat(GAP))).stripTrailing()).append('\n');
    }
    text.append('\n').append(run.traces().stream().limit(shown).map(t -> padded(caption(run, t.sample()), width)).collect(Collectors.joining()).stripTrailing());
    return text.append('\n').toString();
  }

  private static String line(Pictures pictures, int sample, int row) {
    StringBuilder line = new StringBuilder();
    for (int x = 0; x < pictures.width(); x++) {
      double value = pictures.values()[sample][row * pictures.width() + x];
      line.append(SHADES.charAt((int) Math.min(SHADES.length() - 1.0, value * SHADES.length())));
    }
    return line.toString();
  }

  private static String caption(DemoRun run, int sample) {
    return "a " + run.named(run.labels()[sample]) + ", read as " + run.named(run.predictions()[sample]);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
