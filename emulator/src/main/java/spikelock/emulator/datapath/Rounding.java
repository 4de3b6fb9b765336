package spikelock.emulator.datapath;

/** What a right shift does with the bits it drops. */
public enum Rounding {
  /** Toward minus infinity: an arithmetic shift. */
  FLOOR,
  /** Toward zero. */
  ZERO,
  /** To the nearest, halves toward plus infinity. */
  NEAREST,
  /** To the nearest, halves to the even neighbour. */
  EVEN;

  /** {@code value / 2^shift}, rounded; shift 0..62, |value| below 2^62. */
  public long shift(long value, int shift) {
    if (shift == 0) {
      return value;
    }
    long half = 1L << (shift - 1);
    return switch (this) {
      case FLOOR -> value >> shift;
      case ZERO -> value >= 0 ? value >> shift : -(-value >> shift);
      case NEAREST -> (value + half) >> shift;
      case EVEN -> (value + half - 1 + ((value >> shift) & 1)) >> shift;
    };
  }
}
