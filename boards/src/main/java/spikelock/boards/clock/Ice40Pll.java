package spikelock.boards.clock;

import java.util.Map;
import spikelock.emulator.error.InputException;

/**
 * SB_PLL40 with simple feedback: f = reference / (DIVR + 1) * (DIVF + 1) / 2^DIVQ. Limits as in Lattice TN1251 and the iCE40 data sheets
 * (FPGA-DS-02029, table "sysCLOCK PLL timing"): reference and phase detector 10..133 MHz, oscillator 533..1066 MHz, output 16..275 MHz.
 *
 * @param referenceMhz what it is fed with, MHz
 * @param pad whether it is fed from its own pad (SB_PLL40_PAD), else from the fabric (SB_PLL40_CORE)
 */
public record Ice40Pll(double referenceMhz, boolean pad, int divr, int divf, int divq) implements ClockPlan {
  private static final double LEAST_REFERENCE = 10;
  private static final double MOST_REFERENCE = 133;
  private static final double LEAST_OSCILLATOR = 533;
  private static final double MOST_OSCILLATOR = 1066;
  private static final double LEAST_OUTPUT = 16;
  private static final double MOST_OUTPUT = 275;
  private static final int MOST_DIVR = 15;
  private static final int MOST_DIVF = 127; // of simple feedback, as icepll knows; TN1251 says 63
  private static final int MOST_DIVQ = 6;
  private static final double[] FILTER_ABOVE = {17, 26, 44, 66, 101}; // phase detector, MHz: FILTER_RANGE 1 below the first

  /**
   * The settings that come nearest to a frequency; of equal ones those with the fastest phase detector, then the fastest oscillator.
   *
   * @throws InputException when a limit forbids it
   */
  public static Ice40Pll of(double referenceMhz, double mhz, boolean pad) {
    PllLimits.require("mhz", referenceMhz, LEAST_REFERENCE, MOST_REFERENCE, "the reference of SB_PLL40");
    PllLimits.require("chip_mhz", mhz, LEAST_OUTPUT, MOST_OUTPUT, "the output of SB_PLL40");
    Ice40Pll best = null;
    for (int divr = 0; divr <= MOST_DIVR; divr++) {
      double detector = referenceMhz / (divr + 1);
      for (int divq = MOST_DIVQ; divq >= 1; divq--) {
        int divf = (int) Math.round(mhz * (1 << divq) / detector) - 1;
        double oscillator = detector * (divf + 1);
        if (detector >= LEAST_REFERENCE && detector <= MOST_REFERENCE && divf >= 0 && divf <= MOST_DIVF
            && oscillator >= LEAST_OSCILLATOR && oscillator <= MOST_OSCILLATOR) {
          best = PllLimits.nearer(best, new Ice40Pll(referenceMhz, pad, divr, divf, divq), mhz);
        }
      }
    }
    return PllLimits.found(best, mhz);
  }

  private double detectorMhz() {
    return referenceMhz / (divr + 1);
  }

  private int filterRange() {
    int range = 1;
    for (double above : FILTER_ABOVE) {
      range += detectorMhz() >= above ? 1 : 0;
    }
    return range;
  }

  @Override
  public double mhz() {
    return detectorMhz() * (divf + 1) / (1 << divq);
  }

  @Override
  public String text() {
    return (pad ? "SB_PLL40_PAD" : "SB_PLL40_CORE") + " DIVR=" + divr + " DIVF=" + divf + " DIVQ=" + divq + " FILTER_RANGE=" + filterRange();
  }

  @Override
  public String template() {
    return "ice40_pll.v";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("CELL", pad ? "SB_PLL40_PAD" : "SB_PLL40_CORE", "INPUT", pad ? "PACKAGEPIN" : "REFERENCECLK",
        "DIVR", "4'd" + divr, "DIVF", "7'd" + divf, "DIVQ", "3'd" + divq, "FILTER_RANGE", "3'd" + filterRange());
  }
}
