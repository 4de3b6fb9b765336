package spikelock.mapper.data.camera;

/** A counter of few bits that starts again at 0: a fall by more than half of its range is such a start. */
final class WrappingClock {
  private final long range;
  private long base;
  private long last;

  WrappingClock(int bits) {
    this.range = 1L << bits;
  }

  /** The count as it would be with as many bits as it takes. */
  long at(long counted) {
    if (counted < last - range / 2) {
      base += range;
    }
    last = counted;
    return base + counted;
  }
}
