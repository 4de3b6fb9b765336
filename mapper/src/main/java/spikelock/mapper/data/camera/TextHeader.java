package spikelock.mapper.data.camera;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of text that a binary recording begins with.
 *
 * @param lines without what marks them and without their ends
 * @param bytes of all of them: where the binary part begins
 */
record TextHeader(List<String> lines, int bytes) {
  private static final int LONGEST = 1 << 20;
  private static final int LONGEST_LINE = 1 << 12;

  /**
   * Reads lines as long as they begin with a mark and are text.
   *
   * @param mark such as {@code "% "}
   * @param end text of the last line, where there is one
   */
  static TextHeader read(byte[] file, String mark, String end) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    boolean ended = false;
    while (!ended && at < LONGEST) {
      Optional<String> line = line(file, at);
      if (line.isEmpty() || !line.get().startsWith(mark)) {
        break;
      }
      at += line.get().length() + 1;
      String said = line.get().substring(mark.length()).strip();
      ended = said.equalsIgnoreCase(end);
      lines.add(said);
    }
    return new TextHeader(List.copyOf(lines), Math.min(at, file.length));
  }

  /** The line with its carriage return but without its line feed; empty where there is none, or it is not text. */
  private static Optional<String> line(byte[] file, int from) {
    for (int at = from; at < file.length && at - from < LONGEST_LINE; at++) {
      if (file[at] == '\n') {
        return Optional.of(new String(file, from, at - from, StandardCharsets.ISO_8859_1));
      }
      if (file[at] >= 0 && file[at] < ' ' && file[at] != '\t' && file[at] != '\r') {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What follows a word at the start of a line, such as {@code height}; empty when no line begins with it. */
  Optional<String> value(String word) {
    return lines.stream().filter(line -> line.regionMatches(true, 0, word, 0, word.length())
        && (line.length() == word.length() || !Character.isLetterOrDigit(line.charAt(word.length()))))
        .map(line -> line.substring(word.length()).replaceFirst("^[:\\s]+", "").strip()).findFirst();
  }

  /** As {@link #value}, where it is a whole number of a camera's pixels; 0 otherwise. */
  int pixels(String word) {
    return value(word).filter(said -> said.matches("[1-9]\\d{0,4}")).map(Integer::parseInt).orElse(0);
  }
}
