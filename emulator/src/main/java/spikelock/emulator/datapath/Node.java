package spikelock.emulator.datapath;

import java.util.Arrays;

/**
 * One operation of a graph. Operands are numbers of earlier nodes (0 where unused).
 *
 * @param op what it does
 * @param a first operand
 * @param b second operand
 * @param c third operand
 * @param immediate constant, index or shift, see {@link Op}; for WRAP the number of bits kept
 * @param rounding for MUL and SHR
 * @param lo least value it can take
 * @param hi greatest value it can take
 * @param point binary point, or -1 for a plain number that takes the other operand's
 */
public record Node(Op op, int a, int b, int c, long immediate, Rounding rounding, long lo, long hi, int point) {

  /** Bits of the narrowest signed word that holds every value. */
  public int signedBits() {
    return Math.max(bitsOf(lo), bitsOf(hi));
  }

  /** Whether its range is that of a signed or unsigned type, so that the highest bits alone say what lies beyond it. */
  public boolean fillsType() {
    return hi == (1L << signedBits() - 1) - 1 && (lo == 0 || lo == -hi - 1);
  }

  private static int bitsOf(long value) {
    return 65 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
  }

  /** Numbers of the operands that the operation has. */
  public int[] operandNumbers() {
    return Arrays.copyOf(new int[] {a, b, c}, op.operands());
  }

  public boolean isConstant() {
    return op == Op.CONSTANT;
  }
}
