package spikelock.tests.mutants;

/** What is done to a place in the Verilog. */
enum Kind {
  /** A one-bit input of a module, or the condition of a clocked assignment, is always 0. */
  TIED_LOW,
  /** The same, always 1. */
  TIED_HIGH,
  /** A {@code ~} or {@code !} is left out, or a {@code !=} is {@code ==}. */
  NEGATION,
  /** {@code <} is {@code <=}, and so on. */
  COMPARISON,
  /** The highest bit of a slice is lost. */
  SLICE,
  /** A register's reset value is inverted. */
  RESET_VALUE,
  /** A mention of {@code rst} in an expression is 0. */
  RESET_LOST
}
