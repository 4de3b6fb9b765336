package spikelock.emulator.error;

/** Text from a file as messages and tables show it: nothing in it that a terminal would obey, and no more of it than is worth reading. */
public final class Printable {
  private static final String MORE = "...";

  private Printable() {}

  /** The text with every control and format character replaced by a question mark. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
    return safe.toString();
  }

  /**
   * The start of the text where it is long, ending with three dots.
   *
   * @param most characters of the result, dots included; above 3
   */
  public static String start(String text, int most) {
    if (text.length() <= most) {
      return of(text);
    }
    int end = most - MORE.length();
    return of(text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)) + MORE;
  }
}
