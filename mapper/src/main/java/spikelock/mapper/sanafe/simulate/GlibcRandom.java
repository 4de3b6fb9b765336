package spikelock.mapper.sanafe.simulate;

/** The C library's {@code rand()} as it starts: additive feedback over 31 words, x[n] = x[n - 3] + x[n - 31], of which 31 bits are given. */
final class GlibcRandom {
  private static final int WORDS = 31;
  private static final int LAG = 3;
  private static final int FIRST_GIVEN = 310;

  private final int[] words = new int[WORDS];
  private int at;

  GlibcRandom(int seed) {
    long word = seed;
    for (int i = 0; i < WORDS; i++) {
      words[i] = (int) word;
      word = Math.floorMod(16807 * word, 2147483647L);
    }
    at = LAG;
    for (int i = 0; i < FIRST_GIVEN; i++) {
      next();
    }
  }

  int next() {
    words[at] += words[(at + WORDS - LAG) % WORDS];
    int given = words[at] >>> 1;
    at = (at + 1) % WORDS;
    return given;
  }
}
