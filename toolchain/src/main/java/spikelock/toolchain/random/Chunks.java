package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging over a list (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002). */
final class Chunks {
  private Chunks() {}

  /**
   * The items that cannot be left out, trying the whole, halves, quarters and so on down to single ones.
   *
   * @param items all of them, which are known to do
   * @param suffices whether some of them, in order, still do
   */
  static <T> List<T> needed(List<T> items, Predicate<List<T>> suffices) {
    List<T> kept = List.copyOf(items);
    for (int chunk = kept.size(); chunk > 0; chunk /= 2) {
      for (int at = 0; at < kept.size(); ) {
        List<T> fewer = new ArrayList<>(kept.subList(0, at));
        fewer.addAll(kept.subList(Math.min(at + chunk, kept.size()), kept.size()));
        if (suffices.test(fewer)) {
          kept = List.copyOf(fewer);
        } else {
          at += chunk;
        }
      }
    }
    return kept;
  }
}
