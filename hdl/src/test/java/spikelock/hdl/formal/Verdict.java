package spikelock.hdl.formal;

/** What a prover found. */
sealed interface Verdict {
  /** Every assertion holds, as far as the method reaches. */
  record Proved() implements Verdict {}

  /**
   * Inputs that break an assertion.
   *
   * @param assertion its label in the property file
   * @param cycle the cycle after reset (which is cycle 0) in which it does not hold
   * @param trace the signals of the property file up to that cycle
   */
  record Refuted(String assertion, int cycle, String trace) implements Verdict {
    @Override
    public String toString() {
      return assertion + " does not hold in cycle " + cycle + "\n" + trace;
    }
  }

  /** Neither a proof nor a counterexample: a lemma is missing, or time. */
  record Undecided(String why) implements Verdict {}
}
