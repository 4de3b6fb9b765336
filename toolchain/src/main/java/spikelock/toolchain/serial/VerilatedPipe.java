package spikelock.toolchain.serial;

import spikelock.toolchain.verilator.Port;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.VerilatedModel;

/**
 * The serial pins of a Verilated board. A byte is sent and received bit by bit, each as many clock cycles long as the board's divider says; nothing is
 * received while something is sent.
 */
public final class VerilatedPipe implements BytePipe {
  private static final int BITS = 8;
  private static final int RESULTS = 2 + BITS; // of a byte: cycles waited, whether it came, its bits
  private static final int AT_ONCE = 512; // bytes in a native call
  private static final int BREAK_BITS = 20;
  private static final int RESET_CYCLES = 400; // power_on_reset.v and the idle tree, generously
  private static final long MOST_CALL = Integer.MAX_VALUE;

  private final VerilatedModel model;
  private final int divider;
  private final Port rx;
  private final Port tx;
  private final PortScript script = new PortScript();

  /**
   * A pipe to a model that starts with its power-on reset.
   *
   * @param model closed with the pipe
   * @param rx the name of the port that the board listens on
   * @param tx the name of the port that it speaks on
   * @param divider clock cycles of a bit
   */
  public VerilatedPipe(VerilatedModel model, String rx, String tx, int divider) {
    this.model = model;
    this.divider = divider;
    this.rx = model.port(rx);
    this.tx = model.port(tx);
  }

  /** The model, for what else it has than serial pins. */
  public VerilatedModel model() {
    return model;
  }

  /**
   * Before the first byte is an idle bit, because behind the last one there is half a stop bit only: an answer may begin as soon as the board has seen its
   * middle, and its start bit must be seen from its first cycle on.
   */
  @Override
  public void write(byte[] bytes, int count) {
    for (int first = 0; first < count; first += AT_ONCE) {
      script.clear();
      if (first == 0) {
        script.set(rx, 1).tick(divider);
      }
      int end = Math.min(count, first + AT_ONCE);
      for (int i = first; i < end; i++) {
        script.set(rx, 0).tick(divider);
        for (int bit = 0; bit < BITS; bit++) {
          script.set(rx, bytes[i] >> bit & 1).tick(divider);
        }
        script.set(rx, 1).tick(i == count - 1 ? divider / 2 : divider);
      }
      model.run(script);
    }
  }

  @Override
  public int read(byte[] bytes, int count, long mostCycles) {
    int most = (int) Math.min(MOST_CALL, mostCycles);
    for (int first = 0; first < count; first += AT_ONCE) {
      int now = Math.min(AT_ONCE, count - first);
      script.clear();
      for (int i = 0; i < now; i++) {
        script.until(tx, 0, most).tick(divider / 2);
        for (int bit = 0; bit < BITS; bit++) {
          script.tick(divider).get(tx);
        }
        script.tick(divider); // into the stop bit
      }
      model.reserveResults(now * RESULTS);
      int[] got = model.run(script);
      for (int i = 0; i < now; i++) {
        if (got[i * RESULTS + 1] == 0) {
          return first + i;
        }
        int value = 0;
        for (int bit = 0; bit < BITS; bit++) {
          value |= got[i * RESULTS + 2 + bit] << bit;
        }
        bytes[first + i] = (byte) value;
      }
    }
    return count;
  }

  @Override
  public void sendBreak() {
    model.run(script.clear().set(rx, 1).tick(RESET_CYCLES).set(rx, 0).tick(BREAK_BITS * divider).set(rx, 1).tick(RESET_CYCLES + 2 * divider));
  }

  @Override
  public void close() {
    model.close();
  }
}
