package spikelock.boards;

/**
 * The serial line to the host, 8N1.
 *
 * @param rx pin that the part listens on
 * @param tx pin that it speaks on
 * @param baud bits a second
 */
public record Uart(Pin rx, Pin tx, int baud) {
  /** What a receiver that samples in the middle of a bit forgives over the ten bits of a byte, of both ends together. */
  private static final double MOST_ERROR = 0.025;

  /** Least cycles of a bit. */
  static final int LEAST_CYCLES = 8;

  /** Clock cycles of a bit. */
  public int divider(double chipMhz) {
    return (int) Math.round(chipMhz * 1e6 / baud);
  }

  /** By what share the line's rate is off because a bit is whole cycles. */
  public double error(double chipMhz) {
    return chipMhz * 1e6 / divider(chipMhz) / baud - 1;
  }

  /** Whether the clock makes this rate well enough. */
  boolean isMadeBy(double chipMhz) {
    return divider(chipMhz) >= LEAST_CYCLES && Math.abs(error(chipMhz)) <= MOST_ERROR;
  }
}
