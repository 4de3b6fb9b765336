package spikelock.toolchain.fpga;

import java.util.Map;
import java.util.Optional;
import spikelock.boards.Board;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;

/** Yosys for the report, and a batch project of Vivado, which is not started here, for place and route. */
final class XilinxFlow extends Flow {
  private static final String VIVADO = "vivado.tcl";

  XilinxFlow(BoardProject project) {
    super(project);
  }

  @Override
  String synthesis() {
    return "synth_xilinx -family xc7 -top " + TopVerilog.TOP;
  }

  @Override
  Optional<FlowStep> route(int seed) {
    return Optional.empty();
  }

  @Override
  Optional<FlowStep> pack() {
    return Optional.empty();
  }

  @Override
  String bitstream() {
    return BUILD + board().name() + ".bit";
  }

  @Override
  Map<String, String> extraFiles() {
    Board board = board();
    StringBuilder script = new StringBuilder("# vivado -mode batch -source " + VIVADO + ". Written by Spikelock; it was never run here.\n");
    script.append("set_part ").append(board.part().name()).append('\n');
    rtl().forEach(file -> script.append("read_verilog ").append(file).append('\n'));
    script.append("read_xdc ").append(project().constraintsFile()).append('\n')
        .append("synth_design -top ").append(TopVerilog.TOP).append(" -part ").append(board.part().name()).append('\n')
        .append("opt_design\nplace_design\nphys_opt_design\nroute_design\n")
        .append("file mkdir build\n")
        .append("report_utilization -file build/utilization.txt\nreport_timing_summary -file build/timing.txt\n")
        .append("if {[get_property SLACK [get_timing_paths -max_paths 1]] < 0} {\n  puts \"the clock does not close: see build/timing.txt\"\n  exit 1\n}\n")
        .append("write_bitstream -force ").append(bitstream()).append('\n');
    return Map.of(VIVADO, script.toString());
  }

  @Override
  Resources resources(Map<String, Integer> cells) {
    int luts = 0;
    for (int inputs = 1; inputs <= 6; inputs++) {
      luts += Resources.sum(cells, "LUT" + inputs);
    }
    // Distributed RAMs by the look-up tables of their slices.
    int rams = 4 * (Resources.sum(cells, "RAM32M") + Resources.sum(cells, "RAM64M")) + 2 * Resources.sum(cells, "RAM32X1D") + 2 * Resources.sum(cells, "RAM64X1D");
    return new Resources(luts + rams, Resources.sum(cells, "FD"), Resources.sum(cells, "RAMB18E1") + 2 * Resources.sum(cells, "RAMB36E1"), 0,
        Resources.sum(cells, "DSP48E1"));
  }

  @Override
  Resources used(RouteReport report) {
    throw new IllegalStateException("nothing is routed here");
  }
}
