package spikelock.emulator.engine.message;

import java.util.Arrays;

/**
 * Numbers in the order of their times: a binary heap that sinks the hole to a leaf before it sifts up (Floyd, 1964). Of equal times the
 * heap's shape decides; it is the one that C++'s {@code std::priority_queue} has, so that a schedule with ties is the one of programs that use that.
 */
final class TimeOrder {
  private int[] numbers = new int[64];
  private double[] times = new double[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  /** The earliest time; the heap must not be empty. */
  double earliest() {
    return times[0];
  }

  void add(int number, double time) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
      times = Arrays.copyOf(times, size * 2);
    }
    rise(size++, number, time);
  }

  /** Takes out the number with the earliest time. */
  int take() {
    int taken = numbers[0];
    int end = --size;
    if (end > 0) {
      int number = numbers[end];
      double time = times[end];
      rise(sink(end), number, time);
    }
    return taken;
  }

  /** Moves the hole at the root down to a leaf, along the earlier children. */
  private int sink(int end) {
    int hole = 0;
    int child = 2;
    while (child < end) {
      if (times[child] > times[child - 1]) {
        child--;
      }
      move(child, hole);
      hole = child;
      child = 2 * child + 2;
    }
    if (child == end) {
      move(child - 1, hole);
      hole = child - 1;
    }
    return hole;
  }

  private void rise(int from, int number, double time) {
    int hole = from;
    while (hole > 0 && times[(hole - 1) / 2] > time) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    numbers[hole] = number;
    times[hole] = time;
  }

  private void move(int from, int to) {
    numbers[to] = numbers[from];
    times[to] = times[from];
  }
}
