package spikelock.toolchain.fpga;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.boards.Part;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;

/**
 * Yosys, nextpnr-ecp5 and ecppack. Without {@code -abc9} Yosys maps to the fewest levels of look-up tables of up to 7 inputs, whatever they cost.
 */
final class Ecp5Flow extends Flow {
  private static final String ROUTED = BUILD + "routed.config";

  Ecp5Flow(BoardProject project) {
    super(project);
  }

  @Override
  String synthesis() {
    return "synth_ecp5 -abc9 -top " + TopVerilog.TOP;
  }

  @Override
  Optional<FlowStep> route(int seed) {
    Part part = board().part();
    String constraints = project().constraintsFile();
    List<String> arguments = List.of("-q", "-l", BUILD + "route.log", "--" + part.device(), "--package", part.packageName(), "--speed",
        part.speed(), "--json", NETLIST, "--lpf", constraints, "--textcfg", ROUTED, "--report", ROUTE_REPORT, "--write", PLACED, "--seed",
        Integer.toString(seed));
    return Optional.of(new FlowStep("place and route", "nextpnr-ecp5", arguments, List.of(NETLIST, constraints),
        List.of(ROUTED, ROUTE_REPORT, PLACED, BUILD + "route.log"), BUILD + "route.log"));
  }

  @Override
  Optional<FlowStep> pack() {
    return Optional.of(new FlowStep("bitstream", "ecppack", List.of("--compress", ROUTED, bitstream()), List.of(ROUTED), List.of(bitstream()), ""));
  }

  @Override
  String bitstream() {
    return BUILD + board().name() + ".bit";
  }

  @Override
  Resources resources(Map<String, Integer> cells) {
    // A carry cell and a distributed RAM are made of the look-up tables of their slices.
    return new Resources(Resources.sum(cells, "LUT4") + 2 * Resources.sum(cells, "CCU2C") + 4 * Resources.sum(cells, "TRELLIS_DPR16X4"),
        Resources.sum(cells, "TRELLIS_FF"), Resources.sum(cells, "DP16KD"), 0, Resources.sum(cells, "MULT18X18D"));
  }

  @Override
  Resources used(RouteReport report) {
    return new Resources(report.used("TRELLIS_COMB"), report.used("TRELLIS_FF"), report.used("DP16KD"), 0, report.used("MULT18X18D"));
  }
}
