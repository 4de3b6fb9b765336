package spikelock.boards.clock;

import java.util.Map;
import spikelock.emulator.error.InputException;

/**
 * EHXPLLL with feedback from its first output: f = reference / CLKI_DIV * CLKFB_DIV, and the oscillator is f * CLKOP_DIV. Limits as in Lattice
 * FPGA-DS-02012 (ECP5 data sheet, "sysCLOCK PLL timing"): reference 8..400, phase detector 10..400, oscillator 400..800, output 3.125..400 MHz.
 */
public record Ecp5Pll(double referenceMhz, int inputDivider, int feedbackDivider, int outputDivider) implements ClockPlan {
  private static final double LEAST_REFERENCE = 8;
  private static final double LEAST_DETECTOR = 10;
  private static final double MOST_CLOCK = 400;
  private static final double LEAST_OSCILLATOR = 400;
  private static final double MOST_OSCILLATOR = 800;
  private static final double LEAST_OUTPUT = 3.125;
  private static final int MOST_DIVIDER = 128;
  private static final double MIDDLE_OSCILLATOR = 600;

  /**
   * The settings that come nearest to a frequency; of equal ones those with the fastest phase detector, then with the oscillator nearest to the middle.
   *
   * @throws InputException when a limit forbids it
   */
  public static Ecp5Pll of(double referenceMhz, double mhz) {
    PllLimits.require("mhz", referenceMhz, LEAST_REFERENCE, MOST_CLOCK, "the reference of EHXPLLL");
    PllLimits.require("chip_mhz", mhz, LEAST_OUTPUT, MOST_CLOCK, "the output of EHXPLLL");
    Ecp5Pll best = null;
    for (int input = 1; input <= MOST_DIVIDER && referenceMhz / input >= LEAST_DETECTOR; input++) {
      int feedback = (int) Math.round(mhz * input / referenceMhz);
      double made = referenceMhz / input * feedback;
      int output = Math.clamp(Math.round(MIDDLE_OSCILLATOR / Math.max(made, 1)), 1, MOST_DIVIDER);
      double oscillator = made * output;
      if (feedback >= 1 && feedback <= MOST_DIVIDER && oscillator >= LEAST_OSCILLATOR && oscillator <= MOST_OSCILLATOR) {
        best = PllLimits.nearer(best, new Ecp5Pll(referenceMhz, input, feedback, output), mhz);
      }
    }
    return PllLimits.found(best, mhz);
  }

  @Override
  public double mhz() {
    return referenceMhz / inputDivider * feedbackDivider;
  }

  @Override
  public String text() {
    return "EHXPLLL CLKI_DIV=" + inputDivider + " CLKFB_DIV=" + feedbackDivider + " CLKOP_DIV=" + outputDivider;
  }

  @Override
  public String template() {
    return "ecp5_pll.v";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("CLKI_DIV", "" + inputDivider, "CLKFB_DIV", "" + feedbackDivider, "CLKOP_DIV", "" + outputDivider,
        "CLKOP_CPHASE", "" + outputDivider / 2, "INPUT_MHZ", PllLimits.number(referenceMhz), "OUTPUT_MHZ", PllLimits.number(mhz()));
  }
}
