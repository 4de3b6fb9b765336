package spikelock.emulator.chip;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;

/** The values that a whole-number field of a chip may have: what is checked, what is written in messages, and what is tried in tests. */
public sealed interface Limit {

  /** Whether a field may have this value. */
  boolean allows(int value);

  /** The least value there is. */
  int least();

  /** The greatest value there is. */
  int greatest();

  /** The rule in words that follow "must be". */
  String rule();

  /**
   * Refuses a value that is not allowed.
   *
   * @param field its name in a chip file
   * @throws InputException naming the field and what it may be
   */
  default void check(String field, int value) {
    if (!allows(value)) {
      throw new InputException("is " + value + ", must be " + rule(), "", field, "");
    }
  }

  /** Every whole number from {@code least} to {@code greatest}. */
  record Range(int least, int greatest) implements Limit {
    @Override
    public boolean allows(int value) {
      return value >= least && value <= greatest;
    }

    @Override
    public String rule() {
      return least + ".." + greatest;
    }
  }

  /** Powers of two, so that an address is a plain bit field. */
  record PowerOfTwo(int least, int greatest) implements Limit {
    @Override
    public boolean allows(int value) {
      return value >= least && value <= greatest && Integer.bitCount(value) == 1;
    }

    @Override
    public String rule() {
      return "a power of two from " + least + " to " + greatest;
    }
  }

  /** A few values, ascending. */
  record OneOf(List<Integer> values) implements Limit {
    public OneOf {
      values = List.copyOf(values);
    }

    static OneOf of(int... values) {
      return new OneOf(IntStream.of(values).boxed().toList());
    }

    @Override
    public boolean allows(int value) {
      return values.contains(value);
    }

    @Override
    public int least() {
      return values.getFirst();
    }

    @Override
    public int greatest() {
      return values.getLast();
    }

    @Override
    public String rule() {
      return values.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }
  }

  /** 0, which means that there is none, or a value of a range. */
  record NoneOr(String none, Range range) implements Limit {
    @Override
    public boolean allows(int value) {
      return value == 0 || range.allows(value);
    }

    @Override
    public int least() {
      return 0;
    }

    @Override
    public int greatest() {
      return range.greatest();
    }

    @Override
    public String rule() {
      return "0 (" + none + ") or " + range.rule();
    }
  }
}
