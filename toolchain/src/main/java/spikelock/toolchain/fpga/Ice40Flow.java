package spikelock.toolchain.fpga;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.boards.Family;
import spikelock.boards.Part;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;

/** Yosys, nextpnr-ice40 and icepack. Without {@code -spram} the synapses of an UltraPlus chip would be block RAMs that it does not have. */
final class Ice40Flow extends Flow {
  private static final String ROUTED = BUILD + "routed.asc";

  Ice40Flow(BoardProject project) {
    super(project);
  }

  @Override
  String synthesis() {
    boolean up = board().part().family() == Family.ICE40_UP;
    return "synth_ice40 -top " + TopVerilog.TOP + " -device " + (up ? "u -spram" : "hx");
  }

  @Override
  Optional<FlowStep> route(int seed) {
    Part part = board().part();
    String constraints = project().constraintsFile();
    List<String> arguments = List.of("-q", "-l", BUILD + "route.log", "--" + part.device(), "--package", part.packageName(), "--json", NETLIST,
        "--pcf", constraints, "--asc", ROUTED, "--report", ROUTE_REPORT, "--write", PLACED, "--seed", Integer.toString(seed));
    return Optional.of(new FlowStep("place and route", "nextpnr-ice40", arguments, List.of(NETLIST, constraints),
        List.of(ROUTED, ROUTE_REPORT, PLACED, BUILD + "route.log"), BUILD + "route.log"));
  }

  @Override
  Optional<FlowStep> pack() {
    return Optional.of(new FlowStep("bitstream", "icepack", List.of(ROUTED, bitstream()), List.of(ROUTED), List.of(bitstream()), ""));
  }

  @Override
  String bitstream() {
    return BUILD + board().name() + ".bin";
  }

  @Override
  Resources resources(Map<String, Integer> cells) {
    return new Resources(Resources.sum(cells, "SB_LUT4"), Resources.sum(cells, "SB_DFF"), Resources.sum(cells, "SB_RAM40_4K"),
        Resources.sum(cells, "SB_SPRAM256KA"), Resources.sum(cells, "SB_MAC16"));
  }

  @Override
  Resources used(RouteReport report) {
    return new Resources(report.used("ICESTORM_LC"), -1, report.used("ICESTORM_RAM"), report.used("ICESTORM_SPRAM"), report.used("ICESTORM_DSP"));
  }
}
