package spikelock.boards.clock;

import java.util.Map;
import spikelock.emulator.error.InputException;

/**
 * MMCME2_BASE: f = reference / DIVCLK_DIVIDE * CLKFBOUT_MULT_F / CLKOUT0_DIVIDE_F, whole dividers only. Limits of a -1 part as in Xilinx DS181
 * (Artix-7 data sheet, "MMCM specification"): reference 10..800, phase detector 10..450, oscillator 600..1200, output 4.69..800 MHz.
 */
public record XilinxMmcm(double referenceMhz, int inputDivider, int multiplier, int outputDivider) implements ClockPlan {
  private static final double LEAST_REFERENCE = 10;
  private static final double MOST_REFERENCE = 800;
  private static final double MOST_DETECTOR = 450;
  private static final double LEAST_OSCILLATOR = 600;
  private static final double MOST_OSCILLATOR = 1200;
  private static final double LEAST_OUTPUT = 4.69;
  private static final double MOST_OUTPUT = 800;
  private static final int MOST_INPUT = 106;
  private static final int LEAST_MULTIPLIER = 2;
  private static final int MOST_MULTIPLIER = 64;
  private static final int MOST_DIVIDER = 128;

  /**
   * The settings that come nearest to a frequency; of equal ones those with the fastest phase detector, then with the fastest oscillator, which jitters
   * least.
   *
   * @throws InputException when a limit forbids it
   */
  public static XilinxMmcm of(double referenceMhz, double mhz) {
    PllLimits.require("mhz", referenceMhz, LEAST_REFERENCE, MOST_REFERENCE, "the reference of MMCME2");
    PllLimits.require("chip_mhz", mhz, LEAST_OUTPUT, MOST_OUTPUT, "the output of MMCME2");
    XilinxMmcm best = null;
    for (int input = 1; input <= MOST_INPUT && referenceMhz / input >= LEAST_REFERENCE; input++) {
      double detector = referenceMhz / input;
      for (int multiplier = MOST_MULTIPLIER; multiplier >= LEAST_MULTIPLIER && detector <= MOST_DETECTOR; multiplier--) {
        double oscillator = detector * multiplier;
        int output = (int) Math.round(oscillator / mhz);
        if (oscillator >= LEAST_OSCILLATOR && oscillator <= MOST_OSCILLATOR && output >= 1 && output <= MOST_DIVIDER) {
          best = PllLimits.nearer(best, new XilinxMmcm(referenceMhz, input, multiplier, output), mhz);
        }
      }
    }
    return PllLimits.found(best, mhz);
  }

  @Override
  public double mhz() {
    return referenceMhz / inputDivider * multiplier / outputDivider;
  }

  @Override
  public String text() {
    return "MMCME2_BASE DIVCLK_DIVIDE=" + inputDivider + " CLKFBOUT_MULT_F=" + multiplier + " CLKOUT0_DIVIDE_F=" + outputDivider;
  }

  @Override
  public String template() {
    return "xilinx_mmcm.v";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("DIVCLK_DIVIDE", "" + inputDivider, "CLKFBOUT_MULT_F", multiplier + ".0", "CLKOUT0_DIVIDE_F", outputDivider + ".0",
        "CLKIN1_PERIOD", PllLimits.number(1000 / referenceMhz));
  }
}
