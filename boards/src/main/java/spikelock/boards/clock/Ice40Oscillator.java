package spikelock.boards.clock;

import java.util.Map;
import spikelock.emulator.error.InputException;

/**
 * The oscillator of an iCE40 UltraPlus (SB_HFOSC): 48 MHz divided by 1, 2, 4 or 8, within 10 percent (Lattice FPGA-TN-02008).
 *
 * @param divide log2 of what 48 MHz is divided by
 */
public record Ice40Oscillator(int divide) implements ClockPlan {
  private static final double MHZ = 48;
  private static final int MOST_DIVIDE = 3;

  /** @throws InputException when it cannot make the frequency */
  public static Ice40Oscillator of(double mhz) {
    for (int divide = 0; divide <= MOST_DIVIDE; divide++) {
      if (Math.abs(MHZ / (1 << divide) - mhz) < 1e-9) {
        return new Ice40Oscillator(divide);
      }
    }
    throw new InputException("is " + mhz + ", and the part's oscillator makes 48, 24, 12 or 6 MHz", "", "chip_mhz", "");
  }

  @Override
  public double mhz() {
    return MHZ / (1 << divide);
  }

  @Override
  public String text() {
    return "SB_HFOSC CLKHF_DIV=0b" + bits();
  }

  @Override
  public String template() {
    return "ice40_oscillator.v";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("DIVIDE", bits());
  }

  private String bits() {
    return (divide >> 1 & 1) + "" + (divide & 1);
  }
}
