package spikelock.emulator.lockstep;

import java.util.List;
import java.util.Locale;
import spikelock.emulator.chip.DebugCounter;
import spikelock.emulator.platform.DebugView;
import spikelock.emulator.platform.Target;

/** The counters that only debug chips have, where two targets show them. */
final class DebugComparison {
  private final Target expected;
  private final Target actual;

  DebugComparison(Target expected, Target actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /** Whether there is anything to compare. */
  boolean isThere() {
    return expected instanceof DebugView a && actual instanceof DebugView b && a.debugCounters().length > 0 && b.debugCounters().length > 0;
  }

  /** Adds what differs after a timestep. The first one's hops have those of the reset among them. */
  void compare(boolean afterReset, List<Found> found) {
    if (!(expected instanceof DebugView a && actual instanceof DebugView b)) {
      return;
    }
    int[] left = a.debugCounters();
    int[] right = b.debugCounters();
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      DebugCounter counter = DebugCounter.values()[i % DebugCounter.COUNT];
      boolean known = !afterReset || counter.ordinal() <= DebugCounter.BATCH_PACKETS_IN.ordinal();
      if (known && left[i] != right[i]) {
        found.add(new Found("counter", i / DebugCounter.COUNT, -1, counter.name().toLowerCase(Locale.ROOT), "", left[i] & 0xffffffffL,
            right[i] & 0xffffffffL));
      }
    }
  }
}
