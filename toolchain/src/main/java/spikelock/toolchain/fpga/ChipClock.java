package spikelock.toolchain.fpga;

import spikelock.boards.project.TopVerilog;
import spikelock.emulator.error.ToolException;

/** The clock of the chip among those that place and route reports, and whether what it says of it can be believed. */
final class ChipClock {
  /** nextpnr's name of the clock of what has none: an unregistered multiplier block, which it takes for a clocked one. */
  private static final String NO_CLOCK = "$PACKER_GND_NET";

  /** Constraints are kept in whole picoseconds. */
  private static final double NEAR = 0.001;

  private ChipClock() {}

  /** It goes by the name inside of the top module or, where the two are one net, by the port's; a tool may add to either. */
  static RouteReport.Clock of(RouteReport report) {
    return report.clocks().stream().filter(clock -> clock.net().matches("(.*[.$])?" + TopVerilog.CHIP_CLOCK + "(\\$.*)?")).findFirst()
        .or(() -> report.clocks().stream().filter(clock -> clock.net().matches("(\\$.*\\$)?" + TopVerilog.CLOCK + "(\\$.*)?")).findFirst())
        .orElseThrow(() -> new ToolException("place and route reports no clock of the chip", "its clocks: " + report.clocks()));
  }

  /**
   * The chip's clock.
   *
   * @param mhz what the board makes
   * @throws ToolException when a multiplier block has no registers, or the clock was asked for another frequency than the board makes
   */
  static RouteReport.Clock checked(RouteReport report, double mhz) {
    if (report.clocks().stream().anyMatch(clock -> clock.net().contains(NO_CLOCK))) {
      throw new ToolException("the timing cannot be trusted: a multiplier block has no registers, and place and route takes it for a clocked one, at about twice"
          + " its true speed", "choose a chip whose datapath has registers around its multipliers");
    }
    RouteReport.Clock clock = of(report);
    if (Math.abs(clock.constraintMhz() / mhz - 1) > NEAR) {
      throw new ToolException("place and route asked " + clock.constraintMhz() + " MHz of the chip's clock, and the board makes " + mhz, "");
    }
    return clock;
  }
}
