package spikelock.toolchain.examples.glyphs;

/** The generator SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine. */
final class SplitMix {
  private static final long INCREMENT = 0x9e3779b97f4a7c15L;
  /** Summands of {@link #normal}, and what scales their sum to a variance of 1. */
  private static final int SUMMANDS = 6;
  private static final double UNIT = Math.sqrt(12.0 / SUMMANDS);

  private long state;

  /** A generator of its own for each pair. */
  SplitMix(long seed, long number) {
    this.state = mix(mix(seed + INCREMENT) ^ number);
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** In [0, 1). */
  double uniform() {
    state += INCREMENT;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  double between(double least, double greatest) {
    return least + (greatest - least) * uniform();
  }

  /** Whole, from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** Nearly normal with mean 0 and deviation 1, never beyond +-4.3: a sum of uniform numbers. */
  double normal() {
    double sum = -SUMMANDS / 2.0;
    for (int i = 0; i < SUMMANDS; i++) {
      sum += uniform();
    }
    return sum * UNIT;
  }
}
