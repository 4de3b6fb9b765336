package spikelock.mapper.partition;

import java.util.Arrays;

/** Ints that become more. */
final class IntList {
  private int[] values = new int[64];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void sort() {
    Arrays.sort(values, 0, size);
  }

  /** Whether the {@code count} values from {@code a} and those from {@code b} are equal. */
  boolean sameRange(int a, int b, int count) {
    return Arrays.equals(values, a, a + count, values, b, b + count);
  }

  /** Forgets everything behind the first {@code newSize}. */
  void truncate(int newSize) {
    size = newSize;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
