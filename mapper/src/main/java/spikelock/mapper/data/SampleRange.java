package spikelock.mapper.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;

/**
 * Samples {@code from..to-1}.
 *
 * @param from the first
 * @param to one behind the last
 */
public record SampleRange(int from, int to) {
  private static final Pattern FORM = Pattern.compile("(\\d{0,9})(:?)(\\d{0,9})");

  /** All of them. */
  public static SampleRange all(int samples) {
    return new SampleRange(0, samples);
  }

  /**
   * Parses {@code 3}, {@code 0:5}, {@code :10} or {@code 7:}, as in Python.
   *
   * @throws InputException when it is written otherwise, empty, or goes beyond the samples there are
   */
  public static SampleRange parse(String text, int samples) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || text.isBlank() || form.group(2).isEmpty() && !form.group(3).isEmpty()) {
      throw new InputException("the samples \"" + text + "\" are no range", "", "", "write 3, 0:5, :10 or 7:");
    }
    int from = form.group(1).isEmpty() ? 0 : Integer.parseInt(form.group(1));
    int to = form.group(2).isEmpty() ? from + 1 : form.group(3).isEmpty() ? samples : Integer.parseInt(form.group(3));
    if (from >= to || to > samples) {
      throw new InputException("the samples \"" + text + "\" do not exist: there are " + samples + ", numbered from 0");
    }
    return new SampleRange(from, to);
  }

  /** How many. */
  public int count() {
    return to - from;
  }
}
