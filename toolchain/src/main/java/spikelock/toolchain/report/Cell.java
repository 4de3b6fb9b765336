package spikelock.toolchain.report;

import java.util.Locale;

/** A cell of a table on a page. */
public sealed interface Cell {
  /** Text to the left. */
  record Text(String text) implements Cell {}

  /** Text with a colour of the legend before it. */
  record Key(String colour, String text) implements Cell {}

  /** A number to the right, already written out. */
  record Number(String text) implements Cell {}

  /**
   * A bar with text under it.
   *
   * @param share how much of the bar is filled, 0..1
   */
  record Bar(double share, String text) implements Cell {}

  static Cell of(String text) {
    return new Text(text);
  }

  static Cell of(long number) {
    return new Number(String.format(Locale.ROOT, "%,d", number));
  }

  /** How much of something is used. */
  static Cell use(long used, long capacity) {
    return new Bar(capacity == 0 ? 0 : (double) used / capacity, String.format(Locale.ROOT, "%,d of %,d", used, capacity));
  }
}
