package spikelock.boards.clock;

import java.util.Map;
import spikelock.emulator.error.InputException;

/**
 * rPLL of GW1N parts: f = reference * (FBDIV_SEL + 1) / (IDIV_SEL + 1), and the oscillator is f * ODIV_SEL. Limits as in Gowin DS117 for GW1NR-9
 * C6/I5: reference and phase detector 3..400, oscillator 400..1200, output 3.125..600 MHz.
 *
 * @param device what the primitive is told: {@code GW1NR-9C}
 */
public record GowinPll(String device, double referenceMhz, int inputDivider, int feedbackDivider, int outputDivider) implements ClockPlan {
  private static final double LEAST_REFERENCE = 3;
  private static final double MOST_REFERENCE = 400;
  private static final double LEAST_OSCILLATOR = 400;
  private static final double MOST_OSCILLATOR = 1200;
  private static final double LEAST_OUTPUT = 3.125;
  private static final double MOST_OUTPUT = 600;
  private static final int MOST_DIVIDER = 64;
  private static final int[] OUTPUT_DIVIDERS = {2, 4, 8, 16, 32, 48, 64, 80, 96, 112, 128};

  /**
   * The settings that come nearest to a frequency; of equal ones those with the fastest phase detector, then with the slowest oscillator.
   *
   * @throws InputException when a limit forbids it
   */
  public static GowinPll of(String device, double referenceMhz, double mhz) {
    PllLimits.require("mhz", referenceMhz, LEAST_REFERENCE, MOST_REFERENCE, "the reference of rPLL");
    PllLimits.require("chip_mhz", mhz, LEAST_OUTPUT, MOST_OUTPUT, "the output of rPLL");
    GowinPll best = null;
    for (int input = 1; input <= MOST_DIVIDER && referenceMhz / input >= LEAST_REFERENCE; input++) {
      int feedback = (int) Math.round(mhz * input / referenceMhz);
      double made = referenceMhz / input * feedback;
      for (int output : OUTPUT_DIVIDERS) {
        double oscillator = made * output;
        if (feedback >= 1 && feedback <= MOST_DIVIDER && oscillator >= LEAST_OSCILLATOR && oscillator <= MOST_OSCILLATOR) {
          best = PllLimits.nearer(best, new GowinPll(device, referenceMhz, input, feedback, output), mhz);
        }
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
    return "rPLL IDIV_SEL=" + (inputDivider - 1) + " FBDIV_SEL=" + (feedbackDivider - 1) + " ODIV_SEL=" + outputDivider;
  }

  @Override
  public String template() {
    return "gowin_pll.v";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("DEVICE", device, "FCLKIN", PllLimits.number(referenceMhz), "IDIV_SEL", "" + (inputDivider - 1),
        "FBDIV_SEL", "" + (feedbackDivider - 1), "ODIV_SEL", "" + outputDivider);
  }
}
