package spikelock.emulator.datapath;

import java.util.List;
import spikelock.emulator.chip.Technology;

/**
 * Rough delays of operations in a technology, and how much of them fits between two registers. Only the schedule reads them: a wrong figure
 * costs cycles or clock, never a result.
 *
 * <p>The unit is about the delay of a 4-input look-up table with its wires. {@code ASIC} is what all chips were scheduled with until there was
 * a choice. The others were set by placing and routing the bundled chips: {@code hdl/README.md}, "How large and how fast it is".
 *
 * @param stage what fits in a stage
 * @param memory from the clock to what a memory gives: state, inputs, the parameters of a neuron
 * @param carry bits of a carry chain that take a unit
 * @param multiplier what products are made of
 * @param product what a product costs that is an expression
 * @param saturateByWidth whether SATURATE costs what its range needs; else 3
 * @param greatestTable entries of the largest look-up table made of logic; a larger one is a ROM with a registered output
 */
record OperationCosts(int stage, int memory, int carry, Multiplier multiplier, int product, boolean saturateByWidth, int greatestTable) {
  private static final int LARGE_TABLE = 64;
  private static final OperationCosts ON_ASIC = new OperationCosts(20, 0, 8, Multiplier.EXPRESSION, 14, false, LARGE_TABLE);
  private static final OperationCosts ON_ECP5 = new OperationCosts(9, 4, 8, Multiplier.blocks(18, 18), 0, true, LARGE_TABLE);
  private static final OperationCosts ON_ICE40_HX = new OperationCosts(10, 3, 8, Multiplier.rows(5), 0, true, LARGE_TABLE);
  private static final OperationCosts ON_ICE40_UP = new OperationCosts(9, 3, 8, Multiplier.blocks(16, 16), 0, true, LARGE_TABLE);
  private static final OperationCosts ON_XILINX7 = new OperationCosts(9, 3, 16, Multiplier.blocks(25, 18), 0, true, LARGE_TABLE);

  static OperationCosts of(Technology technology) {
    return switch (technology) {
      case ASIC -> ON_ASIC;
      case ECP5 -> ON_ECP5;
      case ICE40_HX -> ON_ICE40_HX;
      case ICE40_UP -> ON_ICE40_UP;
      case XILINX7 -> ON_XILINX7;
    };
  }

  /** Whether an operation is a look-up in a ROM with a registered output. */
  boolean isRom(Datapath datapath, Node node) {
    return node.op() == Op.TABLE && datapath.tables().get((int) node.immediate()).values().size() > greatestTable;
  }

  /**
   * What an operation costs behind the registers inside of it, by the widths it works on.
   *
   * @param operands its operands
   */
  int delay(Node node, List<Node> operands) {
    int result = node.signedBits();
    int widest = Math.max(result, operands.stream().mapToInt(Node::signedBits).max().orElse(0));
    return switch (node.op()) {
      case STATE, PARAMETER -> memory;
      case INPUT -> memory == 0 ? 0 : memory + 1; // and the choice of its bank
      case CONSTANT, SHL, WRAP -> 0;
      case SHR -> node.rounding() == Rounding.FLOOR ? 0 : chain(widest);
      case AND, OR, XOR, NOT, SELECT -> 1;
      case ADD, SUB, NEG, ABS, EQ, NE, LT, LE -> chain(widest);
      case MIN, MAX -> 1 + chain(widest);
      case SATURATE -> saturate(node, operands.getFirst());
      case TABLE -> 6;
      case MUL -> multiply(node, operands.get(0), operands.get(1));
    };
  }

  private int chain(int bits) {
    return 2 + bits / carry;
  }

  private int saturate(Node node, Node operand) {
    if (!saturateByWidth) {
      return 3;
    }
    return !node.fillsType() ? 1 + chain(operand.signedBits()) : operand.signedBits() - node.signedBits() < 4 ? 2 : 3;
  }

  /** The sum of the blocks' products and the rounding. */
  private int multiply(Node node, Node a, Node b) {
    int left = a.signedBits();
    int right = b.signedBits();
    int shift = (int) node.immediate();
    if (multiplier.kind() == Multiplier.Kind.EXPRESSION) {
      return product;
    }
    if (multiplier.roundsWithCarry(node, left, right)) {
      return chain(left + right - shift);
    }
    if (multiplier.roundsInRow(node, Multiplier.rowsOf(left < right ? a : b))) {
      return 0;
    }
    int rounding = shift > 0 && node.rounding() != Rounding.FLOOR ? chain(left + right - shift) : 0;
    int blocks = multiplier.kind() == Multiplier.Kind.BLOCKS ? multiplier.blocksOf(left, right) : 1;
    return blocks == 1 ? rounding : rounding + (32 - Integer.numberOfLeadingZeros(blocks - 1)) * chain(left + right);
  }
}
