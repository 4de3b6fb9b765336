package spikelock.mapper.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Events in the order of their samples; those of a sample stay as they stand in the file.
 *
 * @param rows [events] row of the file
 * @param start [samples + 1] where each sample begins
 */
record SampleOrder(int[] rows, int[] start) {

  /** All are of one sample. */
  static SampleOrder one(int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, row -> row);
    return new SampleOrder(order, new int[] {0, rows});
  }

  /**
   * Sorts.
   *
   * @param rows above 0
   * @param sampleOf the sample of a row, 0 or above
   */
  static SampleOrder of(int rows, IntUnaryOperator sampleOf) {
    Integer[] order = new Integer[rows];
    int[] sample = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[row] = row;
      sample[row] = sampleOf.applyAsInt(row);
    }
    Arrays.sort(order, (a, b) -> Integer.compare(sample[a], sample[b]));
    int[] start = new int[2 + sample[order[rows - 1]]];
    for (int one : sample) {
      start[one + 1]++;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    return new SampleOrder(Arrays.stream(order).mapToInt(i -> i).toArray(), start);
  }
}
