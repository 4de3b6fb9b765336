package spikelock.toolchain.verilator;

/**
 * A port of the top module.
 *
 * @param name its name
 * @param index its number in the harness's table
 * @param width in bits
 * @param input whether the host drives it
 */
public record Port(String name, int index, int width, boolean input) {
  /** 32-bit words that hold its value. */
  public int words() {
    return width <= 32 ? 1 : (width + 31) / 32;
  }
}
