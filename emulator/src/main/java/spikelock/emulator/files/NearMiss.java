package spikelock.emulator.files;

import java.util.Collection;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class NearMiss {
  /** Longer words are not names that somebody misspelt. */
  private static final int MOST_LETTERS = 64;

  private NearMiss() {}

  /** The closest of {@code known} within a third of the word's length in edits, at least one edit. */
  public static Optional<String> of(String word, Collection<String> known) {
    Optional<String> best = Optional.empty();
    int least = word.length() > MOST_LETTERS ? 0 : Math.max(1, word.length() / 3) + 1;
    Optional<String> sameLetters = known.stream().filter(word::equalsIgnoreCase).findFirst();
    if (sameLetters.isPresent()) {
      return sameLetters;
    }
    for (String candidate : known) {
      if (candidate.equalsIgnoreCase(word)) {
        return Optional.of(candidate);
      }
      int distance = candidate.length() > MOST_LETTERS || least == 0 ? least : distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** {@code did you mean "x"?} for the closest of {@code known}, or {@code known: a, b, c} when nothing is close. */
  public static String hint(String word, Collection<String> known) {
    String otherwise = known.isEmpty() ? "" : "known: " + String.join(", ", known);
    return of(word, known).map(near -> "did you mean \"" + near + "\"?").orElse(otherwise);
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
