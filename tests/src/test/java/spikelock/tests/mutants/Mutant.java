package spikelock.tests.mutants;

/**
 * One fault.
 *
 * @param number chooses it in a woven chip; from 1
 * @param kind what is done
 * @param file where
 * @param line line, from 1
 * @param was the stretch that it changes, on one line
 * @param statement the line that the stretch is on: what a verdict on it is found by
 */
record Mutant(int number, Kind kind, String file, int line, String was, String statement) {

  /** What stays the same when lines move. */
  String key() {
    return kind + " " + file + " | " + statement + " | " + was;
  }

  @Override
  public String toString() {
    return file + ":" + line + " " + kind + " " + was;
  }
}
