package spikelock.emulator.files;

import java.util.Collection;

/** Finds the name somebody probably meant. */
public final class NearMiss {
  private NearMiss() {}

  /** {@code did you mean "x"?} for the closest of {@code known}, or {@code known: a, b, c} when nothing is close. */
  public static String hint(String word, Collection<String> known) {
    for (String candidate : known) {
      if (candidate.equalsIgnoreCase(word)) {
        return "did you mean \"" + candidate + "\"?";
      }
    }
    String best = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    if (best != null) {
      return "did you mean \"" + best + "\"?";
    }
    return known.isEmpty() ? "" : "known: " + String.join(", ", known);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
