package spikelock.boards.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;

/** PLL settings: what the vendors' and the community's calculators say, and the limits for any frequency. */
class ClockPlanTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong() & 0xffff_ffffL);
  private static final int TRIES = 2000;

  /** As {@code icepll -i IN -o OUT} of Debian's fpga-icestorm says. */
  @ParameterizedTest
  @CsvSource({"12, 36, 0, 47, 4, 1", "12, 48, 0, 63, 4, 1", "12, 60, 0, 79, 4, 1", "12, 16.5, 0, 87, 6, 1", "100, 30, 4, 47, 5, 2"})
  void ice40AsIcepll(double in, double out, int divr, int divf, int divq, int filter) {
    Ice40Pll pll = Ice40Pll.of(in, out, false);

    assertThat(pll.text()).isEqualTo("SB_PLL40_CORE DIVR=" + divr + " DIVF=" + divf + " DIVQ=" + divq + " FILTER_RANGE=" + filter);
    assertThat(pll.verilog()).contains("SB_PLL40_CORE #(", ".DIVF(7'd" + divf + ")", ".REFERENCECLK(in)").doesNotContain("@");
    assertThat(Ice40Pll.of(in, out, true).verilog()).contains("SB_PLL40_PAD #(", ".PACKAGEPIN(in)");
  }

  /** As {@code ecppll -i IN -o OUT} of prjtrellis 1.4 says. */
  @ParameterizedTest
  @CsvSource({"25, 50, 1, 2, 12", "48, 60, 4, 5, 10"})
  void ecp5AsEcppll(double in, double out, int input, int feedback, int output) {
    Ecp5Pll pll = Ecp5Pll.of(in, out);

    assertThat(pll).isEqualTo(new Ecp5Pll(in, input, feedback, output));
    assertThat(pll.verilog()).contains(".CLKI_DIV(" + input + ")", ".CLKFB_DIV(" + feedback + ")", ".CLKOP_DIV(" + output + ")").doesNotContain("@");
  }

  /** As {@code gowin_pll -i 27 -o 54 -d "GW1NR-9 C6/I5"} of Apicula says. */
  @Test
  void gowinAsGowinPll() {
    assertThat(GowinPll.of("GW1NR-9C", 27, 54).text()).isEqualTo("rPLL IDIV_SEL=0 FBDIV_SEL=1 ODIV_SEL=8");
  }

  @Test
  void xilinxOfAnExample() {
    XilinxMmcm mmcm = XilinxMmcm.of(100, 50);
    assertThat(mmcm).isEqualTo(new XilinxMmcm(100, 1, 12, 24));
    assertThat(mmcm.verilog()).contains(".CLKIN1_PERIOD(10)", ".CLKFBOUT_MULT_F(12.0)", ".CLKOUT0_DIVIDE_F(24.0)").doesNotContain("@");
  }

  @Test
  void whateverIsAskedTheLimitsHoldOrItIsRefused() {
    Random random = new Random(SEED);
    int made = 0;
    for (int i = 0; i < TRIES; i++) {
      double in = Math.round(1 + random.nextDouble() * 150);
      double out = Math.round(10 * (1 + random.nextDouble() * 300)) / 10.0;
      made += ice40(in, out) ? 1 : 0;
      made += ecp5(in, out) ? 1 : 0;
      made += gowin(in, out) ? 1 : 0;
      made += xilinx(in, out) ? 1 : 0;
    }
    assertThat(made).as("seed %d", SEED).isGreaterThan(TRIES);
  }

  private static boolean ice40(double in, double out) {
    try {
      Ice40Pll pll = Ice40Pll.of(in, out, false);
      double detector = in / (pll.divr() + 1);
      assertThat(detector).as("%s, %s of %s, seed %d", pll, out, in, SEED).isBetween(10.0, 133.0);
      assertThat(detector * (pll.divf() + 1)).isBetween(533.0, 1066.0);
      return near(pll, out);
    } catch (InputException e) {
      return false;
    }
  }

  private static boolean ecp5(double in, double out) {
    try {
      Ecp5Pll pll = Ecp5Pll.of(in, out);
      assertThat(in / pll.inputDivider()).as("%s, %s of %s, seed %d", pll, out, in, SEED).isBetween(8.0, 400.0);
      assertThat(pll.mhz() * pll.outputDivider()).isBetween(400.0, 800.0);
      return near(pll, out);
    } catch (InputException e) {
      return false;
    }
  }

  private static boolean gowin(double in, double out) {
    try {
      GowinPll pll = GowinPll.of("GW1NR-9C", in, out);
      assertThat(in / pll.inputDivider()).as("%s, %s of %s, seed %d", pll, out, in, SEED).isBetween(3.0, 400.0);
      assertThat(pll.mhz() * pll.outputDivider()).isBetween(400.0, 1200.0);
      return near(pll, out);
    } catch (InputException e) {
      return false;
    }
  }

  private static boolean xilinx(double in, double out) {
    try {
      XilinxMmcm mmcm = XilinxMmcm.of(in, out);
      assertThat(in / mmcm.inputDivider()).as("%s, %s of %s, seed %d", mmcm, out, in, SEED).isBetween(10.0, 450.0);
      assertThat(in / mmcm.inputDivider() * mmcm.multiplier()).isBetween(600.0, 1200.0);
      return near(mmcm, out);
    } catch (InputException e) {
      return false;
    }
  }

  private static boolean near(ClockPlan plan, double mhz) {
    assertThat(plan.mhz()).as("%s, seed %d", plan, SEED).isCloseTo(mhz, within(0.005 * mhz));
    return true;
  }

  @Test
  void whatNoSettingsMakeIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Ecp5Pll.of(25, 47.2)).isInstanceOf(InputException.class).hasMessageContaining("nearest that the part's PLL makes");
  }
}
