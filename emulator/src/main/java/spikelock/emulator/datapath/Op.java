package spikelock.emulator.datapath;

/** The operations of the language. Comparisons and logic give 0 or 1. */
public enum Op {
  /** The number {@code immediate}. */
  CONSTANT(0),
  /** State field number {@code immediate}. */
  STATE(0),
  /** Parameter number {@code immediate}. */
  PARAMETER(0),
  /** Synaptic input number {@code immediate}. */
  INPUT(0),
  ADD(2),
  SUB(2),
  /** a * b, shifted right by {@code immediate} with rounding. */
  MUL(2),
  /** a * 2^immediate. */
  SHL(1),
  /** a / 2^immediate, rounded. */
  SHR(1),
  EQ(2),
  NE(2),
  LT(2),
  LE(2),
  AND(2),
  OR(2),
  XOR(2),
  NOT(1),
  /** a (0 or 1) chooses b (1) or c (0). */
  SELECT(3),
  MIN(2),
  MAX(2),
  /** a limited to the node's range. */
  SATURATE(1),
  /** The low bits of a, signed when the node's range is. */
  WRAP(1),
  NEG(1),
  ABS(1),
  /** Entry a of table {@code immediate}. */
  TABLE(1);

  private final int operands;

  Op(int operands) {
    this.operands = operands;
  }

  public int operands() {
    return operands;
  }
}
