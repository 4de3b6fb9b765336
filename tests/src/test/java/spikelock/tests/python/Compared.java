package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two lists of spikes, as {@code compare} of the guide sees them.
 *
 * @param distance entries that differ, divided by the spikes of both
 * @param expected spikes
 */
record Compared(long differ, long entries, double distance, long expected) {
  private static final Pattern LINE = Pattern.compile("(?m)^(.+): (\\d+) of (\\d+) entries differ, distance ([\\d.]+), (\\d+) spikes expected$");

  static Compared of(int[] spikes, int[] expected) {
    assertThat(spikes).hasSameSizeAs(expected);
    long differ = 0;
    long both = 0;
    long wanted = 0;
    for (int i = 0; i < spikes.length; i++) {
      differ += spikes[i] == expected[i] ? 0 : 1;
      both += (spikes[i] == 0 ? 0 : 1) + (expected[i] == 0 ? 0 : 1);
      wanted += expected[i];
    }
    return new Compared(differ, expected.length, differ / (double) Math.max(1, both), wanted);
  }

  /** What the guide's function printed, by name. */
  static Map<String, Compared> printed(String said) {
    Map<String, Compared> compared = new TreeMap<>();
    Matcher line = LINE.matcher(said);
    while (line.find()) {
      compared.put(line.group(1), new Compared(Long.parseLong(line.group(2)), Long.parseLong(line.group(3)),
          Double.parseDouble(line.group(4)), Long.parseLong(line.group(5))));
    }
    return compared;
  }

  void assertEqual() {
    assertThat(differ).isZero();
    assertThat(expected).isGreaterThan(500);
  }

  void assertNear(double most) {
    assertThat(expected).isGreaterThan(500);
    assertThat(distance).isLessThan(most);
  }
}
