package spikelock.emulator.datapath;

/**
 * A fixed-point type: {@code s24.6} is signed with 24 bits in all, 6 of them behind the binary point; {@code u} is unsigned.
 *
 * @param signed two's complement or unsigned
 * @param bits all bits, 1..32
 * @param point bits behind the binary point, 0..bits... a point outside the word is allowed up to 62
 */
public record Type(boolean signed, int bits, int point) {

  public long min() {
    return signed ? -(1L << (bits - 1)) : 0;
  }

  public long max() {
    return signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
  }

  /** The value that {@code bits} low bits stand for. */
  public long wrap(long value) {
    long shifted = value << (64 - bits);
    return signed ? shifted >> (64 - bits) : shifted >>> (64 - bits);
  }

  @Override
  public String toString() {
    return (signed ? "s" : "u") + bits + "." + point;
  }
}
