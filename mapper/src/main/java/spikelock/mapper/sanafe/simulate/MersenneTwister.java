package spikelock.mapper.sanafe.simulate;

/** MT19937 (Matsumoto and Nishimura, 1998), and a double in [0, 1) from it as C++'s {@code std::uniform_real_distribution} of GCC makes one. */
final class MersenneTwister {
  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final double TWO_32 = 4294967296.0;

  private final int[] words = new int[WORDS];
  private int at = WORDS;

  MersenneTwister(int seed) {
    words[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      words[i] = 1812433253 * (words[i - 1] ^ words[i - 1] >>> 30) + i;
    }
  }

  private int next() {
    if (at == WORDS) {
      for (int i = 0; i < WORDS; i++) {
        int mixed = words[i] & 0x80000000 | words[(i + 1) % WORDS] & 0x7fffffff;
        words[i] = words[(i + SHIFT) % WORDS] ^ mixed >>> 1 ^ -(mixed & 1) & 0x9908b0df;
      }
      at = 0;
    }
    int word = words[at++];
    word ^= word >>> 11;
    word ^= word << 7 & 0x9d2c5680;
    word ^= word << 15 & 0xefc60000;
    return word ^ word >>> 18;
  }

  double uniform() {
    double low = Integer.toUnsignedLong(next());
    double value = (low + Integer.toUnsignedLong(next()) * TWO_32) / (TWO_32 * TWO_32);
    return value < 1 ? value : Math.nextDown(1.0);
  }
}
