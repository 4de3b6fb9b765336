package spikelock.toolchain.sweep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;

/**
 * One of several equal parts of a sweep. Runs are dealt to the parts in turn, so that the points that share a run stay together.
 *
 * @param number from 1
 * @param of how many parts there are
 */
public record Shard(int number, int of) {
  /** Everything. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /** Parses {@code 2/8}. */
  public static Shard parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new InputException("\"" + text + "\" is no part", "", "--shard", "the second of eight is 2/8");
    }
    Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    if (shard.number < 1 || shard.number > shard.of) {
      throw new InputException("is " + text + ", must be a number from 1 to the number of parts", "", "--shard", "the second of eight is 2/8");
    }
    return shard;
  }

  /** Whether a run is of this part. */
  public boolean has(int run) {
    return run % of == number - 1;
  }

  public boolean isWhole() {
    return of == 1;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
