package spikelock.mapper.linear;

import java.util.Arrays;

/** Sums by index, of which few are touched. */
public final class SparseVector {

  /** Receives the touched sums. */
  interface Visitor {
    void value(int index, double value);
  }

  private final double[] sums;
  private final boolean[] seen;
  private int[] touched = new int[64];
  private int count;
  private long additions;

  SparseVector(int size) {
    sums = new double[size];
    seen = new boolean[size];
  }

  void add(int index, double value) {
    additions++;
    if (!seen[index]) {
      seen[index] = true;
      if (count == touched.length) {
        touched = Arrays.copyOf(touched, 2 * count);
      }
      touched[count++] = index;
    }
    sums[index] += value;
  }

  /** How often {@link #add} was called since the vector was made. */
  long additions() {
    return additions;
  }

  /** Visits the touched sums that are not 0, index ascending, and forgets them. */
  void drain(Visitor visitor) {
    Arrays.sort(touched, 0, count);
    int found = count;
    count = 0;
    for (int i = 0; i < found; i++) {
      int index = touched[i];
      double value = sums[index];
      seen[index] = false;
      sums[index] = 0;
      if (value != 0) {
        visitor.value(index, value);
      }
    }
  }
}
