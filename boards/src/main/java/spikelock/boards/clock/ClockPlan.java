package spikelock.boards.clock;

import java.util.Map;
import spikelock.emulator.files.Resource;

/**
 * How a chip's clock is made: by which primitive of the part, with which settings. All settings are within the limits that the class of each
 * primitive names with their source.
 */
public sealed interface ClockPlan permits DirectClock, Ice40Pll, Ice40Oscillator, Ecp5Pll, GowinPll, XilinxMmcm {

  /** The frequency that it makes, MHz: what place and route must close. */
  double mhz();

  /** The primitive and what it is set to, for people. */
  String text();

  /** The file of {@code boards/clock} that has the module {@code board_clock}. */
  String template();

  /** What stands for each {@code @NAME@} of the template. */
  Map<String, String> settings();

  /** The module {@code board_clock}: {@code in} is the board's clock, {@code clk} the chip's, {@code steady} says that it can be used. */
  default String verilog() {
    String text = Resource.text(ClockPlan.class, "/spikelock/boards/clock/" + template());
    for (Map.Entry<String, String> setting : settings().entrySet()) {
      text = text.replace("@" + setting.getKey() + "@", setting.getValue());
    }
    return text;
  }
}
