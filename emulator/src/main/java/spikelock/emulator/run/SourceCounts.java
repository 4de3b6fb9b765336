package spikelock.emulator.run;

/**
 * How often each of many sources sent something, and how often so late in a sample that what takes a while does not arrive before its end.
 */
final class SourceCounts {
  private final int slots;
  private final long[] sent; // [sources]
  private final int[][] late; // [sources][timesteps left], null where never

  SourceCounts(int sources, int slots) {
    this.slots = slots;
    this.sent = new long[sources];
    this.late = new int[sources][];
  }

  /**
   * A source sends.
   *
   * @param left timesteps of the sample from this one to its end, this one included
   */
  void count(int source, int left) {
    sent[source]++;
    if (left < slots) {
      if (late[source] == null) {
        late[source] = new int[slots];
      }
      late[source][left]++;
    }
  }

  /** How often a source sent. */
  long sent(int source) {
    return sent[source];
  }

  /** How often what it sent was there, after so many timesteps, before the sample ended. */
  long arrived(int source, int delay) {
    long arrived = sent[source];
    if (late[source] != null) {
      for (int left = 1; left <= delay; left++) {
        arrived -= late[source][left];
      }
    }
    return arrived;
  }

  void add(SourceCounts other) {
    for (int source = 0; source < sent.length; source++) {
      sent[source] += other.sent[source];
      if (other.late[source] != null) {
        if (late[source] == null) {
          late[source] = new int[slots];
        }
        for (int left = 0; left < slots; left++) {
          late[source][left] += other.late[source][left];
        }
      }
    }
  }
}
