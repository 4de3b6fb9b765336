package spikelock.emulator.datapath;

import spikelock.emulator.chip.Technology;

/**
 * Rough delays of operations in a technology, and how much of them fits between two registers. Only the schedule reads them: a wrong figure
 * costs cycles or clock, never a result.
 *
 * <p>The unit is about the delay of a 4-input look-up table with its wires. {@code ASIC} is what all chips were scheduled with until there was
 * a choice. The others are assumed: shorter stages, saturation by its width, products by the part's multiplier blocks; placing and routing has to
 * calibrate them.
 *
 * @param stage what fits in a stage
 * @param carry bits of a carry chain that take a unit
 * @param multiplier bits a side of the part's multiplier block; 0 where products are made of look-up tables; -1 where any width takes the same
 * @param product what a product of one block costs
 * @param saturateByWidth whether SATURATE is two comparisons of its operand's width; else 3
 * @param greatestTable entries of the largest look-up table made of logic; a larger one is a ROM with a registered output
 */
record OperationCosts(int stage, int carry, int multiplier, int product, boolean saturateByWidth, int greatestTable) {
  private static final int LARGE_TABLE = 64;
  private static final int ANY_WIDTH = -1;
  private static final OperationCosts ON_ASIC = new OperationCosts(20, 8, ANY_WIDTH, 14, false, LARGE_TABLE);
  private static final OperationCosts ON_ECP5 = new OperationCosts(9, 8, 18, 6, true, LARGE_TABLE);
  private static final OperationCosts ON_ICE40_HX = new OperationCosts(9, 8, 0, 0, true, LARGE_TABLE);
  private static final OperationCosts ON_ICE40_UP = new OperationCosts(9, 8, 16, 6, true, LARGE_TABLE);
  private static final OperationCosts ON_XILINX7 = new OperationCosts(9, 16, 18, 5, true, LARGE_TABLE);

  static OperationCosts of(Technology technology) {
    return switch (technology) {
      case ASIC -> ON_ASIC;
      case ECP5 -> ON_ECP5;
      case ICE40_HX -> ON_ICE40_HX;
      case ICE40_UP -> ON_ICE40_UP;
      case XILINX7 -> ON_XILINX7;
    };
  }

  /**
   * What an operation costs, by the widths it works on.
   *
   * @param operands width of each operand, bits
   * @param result width of the result, bits
   */
  int delay(Node node, int[] operands, int result) {
    int widest = result;
    for (int width : operands) {
      widest = Math.max(widest, width);
    }
    return switch (node.op()) {
      case CONSTANT, STATE, PARAMETER, INPUT, SHL, WRAP -> 0;
      case SHR -> node.rounding() == Rounding.FLOOR ? 0 : chain(widest);
      case AND, OR, XOR, NOT, SELECT -> 1;
      case ADD, SUB, NEG, ABS, EQ, NE, LT, LE -> chain(widest);
      case MIN, MAX -> 1 + chain(widest);
      case SATURATE -> saturateByWidth ? 1 + chain(operands[0]) : 3;
      case TABLE -> 6;
      case MUL -> multiply(operands[0], operands[1]) + (node.immediate() > 0 && node.rounding() != Rounding.FLOOR && multiplier != ANY_WIDTH
          ? chain(operands[0] + operands[1]) : 0);
    };
  }

  private int chain(int bits) {
    return 2 + bits / carry;
  }

  private int multiply(int left, int right) {
    if (multiplier == ANY_WIDTH) {
      return product;
    }
    int narrow = Math.min(left, right);
    if (multiplier == 0) {
      return (32 - Integer.numberOfLeadingZeros(narrow)) * chain(left + right) / 2; // a tree of additions, two rows a level
    }
    int blocks = ceilDiv(left, multiplier) * ceilDiv(right, multiplier);
    return blocks == 1 ? product : product + (32 - Integer.numberOfLeadingZeros(blocks - 1)) * chain(left + right);
  }

  private static int ceilDiv(int bits, int side) {
    return (bits + side - 1) / side;
  }
}
