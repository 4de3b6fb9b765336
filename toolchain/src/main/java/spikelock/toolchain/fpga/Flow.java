package spikelock.toolchain.fpga;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.boards.Board;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;

/** What the tools of a family are told, and what their counts mean. All files are named relative to the project's folder. */
abstract sealed class Flow permits Ice40Flow, Ecp5Flow, GowinFlow, XilinxFlow {
  /** Where everything that tools write goes. */
  static final String BUILD = "build/";

  /** The netlist that is placed and routed. */
  static final String NETLIST = BUILD + "synth.json";

  /** The same netlist as Verilog of the family's cells. */
  static final String NETLIST_VERILOG = BUILD + "netlist.v";

  /** Cells of the netlist. */
  static final String STATISTICS = BUILD + "stat.json";

  /** What place and route says of clocks and use. */
  static final String ROUTE_REPORT = BUILD + "route.json";

  /** The netlist with the place of every cell. */
  static final String PLACED = BUILD + "placed.json";

  /** What Yosys is told. */
  static final String SCRIPT = "synth.ys";

  /** {@code X3/Y4/lc5}, in Gowin parts {@code X3Y4/LUT5}. */
  private static final Pattern BEL = Pattern.compile("X(\\d+)/?Y(\\d+)/.*");

  private final BoardProject project;

  Flow(BoardProject project) {
    this.project = project;
  }

  /** The flow of the project's family. */
  static Flow of(BoardProject project) {
    return switch (project.board().part().family()) {
      case ICE40_HX, ICE40_UP -> new Ice40Flow(project);
      case ECP5 -> new Ecp5Flow(project);
      case GOWIN -> new GowinFlow(project);
      case XILINX7 -> new XilinxFlow(project);
    };
  }

  final Board board() {
    return project.board();
  }

  final BoardProject project() {
    return project;
  }

  /** The command that maps to the family's cells, with its flags. */
  abstract String synthesis();

  /** The program that synthesises. */
  String synthesiser() {
    return "yosys";
  }

  /** Place and route with a seed; nothing where no open tool is known for the family. */
  abstract Optional<FlowStep> route(int seed);

  /** The bitstream of what was routed. */
  abstract Optional<FlowStep> pack();

  /** The bitstream's file. */
  abstract String bitstream();

  /** The netlist with the place of every cell, where it is routed. */
  String placed() {
    return PLACED;
  }

  /** What Yosys counted, as resources of the part. */
  abstract Resources resources(Map<String, Integer> cells);

  /** What place and route counted, as resources of the part. */
  abstract Resources used(RouteReport report);

  /** Column and row of a place by nextpnr's name of it (a bel); nothing for what is not on the grid. */
  static Optional<int[]> place(String bel) {
    Matcher matcher = BEL.matcher(bel);
    return matcher.matches() ? Optional.of(new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}) : Optional.empty();
  }

  /** What the project's own files are beside those of every family, by name. */
  Map<String, String> extraFiles() {
    return Map.of();
  }

  /** Synthesis. */
  final FlowStep synthesise() {
    List<String> inputs = new ArrayList<>(List.of(SCRIPT));
    inputs.addAll(rtl());
    return new FlowStep("synthesis", synthesiser(), List.of("-q", "-l", BUILD + "synth.log", SCRIPT), inputs, List.of(NETLIST, NETLIST_VERILOG, STATISTICS,
        BUILD + "synth.log"), BUILD + "synth.log");
  }

  /** The Verilog files. */
  final List<String> rtl() {
    return project.verilog().keySet().stream().map(name -> "rtl/" + name).sorted().toList();
  }

  /** The script of {@link #synthesise}. */
  final String script() {
    return "# What Yosys is told. Written by Spikelock.\nread_verilog -defer " + String.join(" ", rtl()) + "\n"
        + synthesis() + "\n"
        + "write_json " + NETLIST + "\n"
        + "tee -q -o " + STATISTICS + " stat -json -top " + TopVerilog.TOP + "\n"
        + "write_verilog -noattr " + NETLIST_VERILOG + "\n";
  }
}
