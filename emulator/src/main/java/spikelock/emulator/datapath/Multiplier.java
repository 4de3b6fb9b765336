package spikelock.emulator.datapath;

/**
 * What products are made of in a technology, for the schedule and the Verilog emitter.
 *
 * @param kind how
 * @param wide with {@link Kind#BLOCKS} the wider side of a block, bits, signed
 * @param narrow its narrower side
 * @param rows with {@link Kind#ROWS} how many rows of a product are added between two registers
 */
public record Multiplier(Kind kind, int wide, int narrow, int rows) {

  /** The kinds of multipliers. */
  public enum Kind {
    /** An expression, whatever synthesis makes of it. */
    EXPRESSION,
    /**
     * The part's multiplier blocks, with a register on both sides: an unregistered block is slow, and nextpnr-ice40 reports it at twice its
     * true speed.
     */
    BLOCKS,
    /** An adder for each bit of the narrower factor, one below the other, and a register behind every so many. */
    ROWS
  }

  static final Multiplier EXPRESSION = new Multiplier(Kind.EXPRESSION, 0, 0, 0);

  static Multiplier blocks(int wide, int narrow) {
    return new Multiplier(Kind.BLOCKS, wide, narrow, 0);
  }

  static Multiplier rows(int between) {
    return new Multiplier(Kind.ROWS, 0, 0, between);
  }

  /** Rows of a product whose narrower factor is this one: its bits, and where it can be negative its sign. */
  public static int rowsOf(Node narrower) {
    return narrower.lo() >= 0 ? narrower.signedBits() - 1 : narrower.signedBits();
  }

  /** Registers between the factors and their product. */
  int registers(Node a, Node b) {
    return switch (kind) {
      case EXPRESSION -> 0;
      case BLOCKS -> 1;
      case ROWS -> Math.max(1, Math.ceilDiv(rowsOf(a.signedBits() < b.signedBits() ? a : b), rows));
    };
  }

  /** Blocks of a product of factors of so many bits. */
  int blocksOf(int left, int right) {
    return parts(Math.max(left, right), wide) * parts(Math.min(left, right), narrow);
  }

  /**
   * Bits of the lower of two parts. A product that is rounded after {@code shift} bits is cut there where it can be: then what is below is only
   * the carry of the upper sum.
   */
  public static int lowBits(int bits, int side, int shift) {
    return shift >= bits - side && shift < side && shift > 0 ? shift : side - 1;
  }

  /** Whether the product of two blocks is summed and rounded by one addition. */
  public boolean roundsWithCarry(Node product, int left, int right) {
    int most = Math.max(left, right);
    return kind == Kind.BLOCKS && blocksOf(left, right) == 2 && parts(most, wide) == 2 && product.rounding() == Rounding.NEAREST
        && product.immediate() > 0 && lowBits(most, wide, (int) product.immediate()) == product.immediate();
  }

  /** Whether the rounding of a product is the carry of one of its rows. */
  public boolean roundsInRow(Node product, int rowCount) {
    return kind == Kind.ROWS && product.rounding() == Rounding.NEAREST && product.immediate() > 1 && product.immediate() <= rowCount;
  }

  /** Parts into which a factor is cut for a side of so many bits: all but the highest are unsigned, and have a bit less. */
  public static int parts(int bits, int side) {
    return Math.max(1, Math.ceilDiv(bits - 1, side - 1));
  }
}
