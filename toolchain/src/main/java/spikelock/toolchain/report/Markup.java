package spikelock.toolchain.report;

import java.util.ArrayDeque;
import java.util.Deque;
import spikelock.emulator.files.Decimal;

/** Writes elements of HTML or SVG. Text and attribute values may be anything: they never become markup. */
final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String element, Object... attributes) {
    start(element, attributes);
    out.append('>');
    open.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without contents, as SVG and HTML's void elements have. */
  Markup empty(String element, Object... attributes) {
    start(element, attributes);
    out.append("/>");
    return this;
  }

  /** An element with text in it. */
  Markup leaf(String element, String text, Object... attributes) {
    return open(element, attributes).text(text).close();
  }

  Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** What another writer has written. */
  Markup add(Markup other) {
    out.append(other.out);
    return this;
  }

  /** A line break between elements, for people who read the source. */
  Markup line() {
    out.append('\n');
    return this;
  }

  private void start(String element, Object... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(value(attributes[i + 1]))).append('"');
    }
  }

  private static String value(Object value) {
    return switch (value) {
      case Double number -> Decimal.text(number, 2);
      default -> value.toString();
    };
  }

  /** Markup characters as entities; what a page may not hold, or what reorders the text around it, as U+FFFD. */
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.appendCodePoint(isHarmless(c) ? c : 0xfffd);
      }
    });
    return safe.toString();
  }

  private static boolean isHarmless(int c) {
    int type = Character.getType(c);
    return c == '\n' || !Character.isISOControl(c) && type != Character.FORMAT && type != Character.SURROGATE && (c & 0xfffe) != 0xfffe;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
