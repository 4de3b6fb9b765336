package spikelock.toolchain.fpga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import spikelock.boards.Board;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;
import spikelock.emulator.files.Decimal;

/** Every file of a board's project, so that it lives without us: Verilog, constraints, the tools' scripts, Makefile, FuseSoC core file, README. */
final class ProjectFiles {
  private final Flow flow;
  private final BoardProject project;
  private final Board board;
  private final int seed;

  private ProjectFiles(Flow flow, int seed) {
    this.flow = flow;
    this.project = flow.project();
    this.board = flow.board();
    this.seed = seed;
  }

  /** Text by path within the project. */
  static Map<String, String> of(Flow flow, int seed) {
    ProjectFiles files = new ProjectFiles(flow, seed);
    Map<String, String> all = new LinkedHashMap<>();
    flow.project().verilog().forEach((name, text) -> all.put("rtl/" + name, text));
    all.put(flow.project().constraintsFile(), flow.project().constraints());
    all.put(Flow.SCRIPT, flow.script());
    all.putAll(flow.extraFiles());
    all.put("Makefile", files.makefile());
    all.put(files.board.name() + ".core", files.core());
    all.put("README.md", files.readme());
    return all;
  }

  private List<FlowStep> steps() {
    List<FlowStep> steps = new ArrayList<>(List.of(flow.synthesise()));
    flow.route(seed).ifPresent(steps::add);
    flow.pack().ifPresent(steps::add);
    return steps;
  }

  private static String variable(String tool) {
    return tool.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The same steps as ours, a rule each; the tools and the seed can be given on make's command line. */
  private String makefile() {
    List<FlowStep> steps = steps();
    StringBuilder text = new StringBuilder("# From Verilog to bitstream: make. Written by Spikelock.\n");
    for (String tool : new TreeSet<>(steps.stream().map(FlowStep::tool).toList())) {
      text.append(variable(tool)).append(" ?= ").append(tool).append('\n');
    }
    text.append("SEED ?= ").append(seed).append("\n\nall: ").append(steps.getLast().outputs().getFirst()).append('\n');
    for (FlowStep step : steps) {
      text.append('\n').append(step.outputs().getFirst()).append(": ").append(String.join(" ", step.inputs())).append('\n');
      text.append("\t@mkdir -p ").append(Flow.BUILD.replace("/", "")).append("\n\t$(").append(variable(step.tool())).append(')');
      for (int i = 0; i < step.arguments().size(); i++) {
        boolean isSeed = i > 0 && step.arguments().get(i - 1).equals("--seed");
        text.append(' ').append(isSeed ? "$(SEED)" : step.arguments().get(i));
      }
      text.append('\n');
    }
    if (steps.size() == 1) {
      text.append("\nvivado: ").append(flow.bitstream()).append("\n\n").append(flow.bitstream()).append(": vivado.tcl ").append(String.join(" ", flow.rtl()))
          .append("\n\tvivado -mode batch -source vivado.tcl\n");
    }
    return text.append("\nclean:\n\trm -rf build\n\n.PHONY: all clean").append(steps.size() == 1 ? " vivado" : "").append('\n').toString();
  }

  /** For FuseSoC (CAPI=2), with the family's flow of Edalize. */
  private String core() {
    StringBuilder text = new StringBuilder("CAPI=2:\n# Written by Spikelock: fusesoc --cores-root . run --target=board spikelock::" + board.name() + "\n");
    text.append("name: spikelock::").append(board.name()).append(":0.1.0\ndescription: a spiking network's chip on ").append(board.name())
        .append("\n\nfilesets:\n  rtl:\n    files:\n");
    flow.rtl().forEach(file -> text.append("      - ").append(file).append('\n'));
    text.append("    file_type: verilogSource\n  constraints:\n    files:\n      - ").append(project.constraintsFile()).append(": {file_type: ")
        .append(fileType()).append("}\n\ntargets:\n  default: &default\n    filesets: [rtl]\n    toplevel: ").append(TopVerilog.TOP)
        .append("\n\n  board:\n    <<: *default\n    filesets: [rtl, constraints]\n").append(edalize());
    return text.toString();
  }

  private String fileType() {
    return switch (board.part().family()) {
      case ICE40_HX, ICE40_UP -> "PCF";
      case ECP5 -> "LPF";
      case GOWIN -> "CST";
      case XILINX7 -> "xdc";
    };
  }

  private String edalize() {
    Optional<FlowStep> route = flow.route(seed);
    String options = flow.synthesis().replaceFirst("synth_\\w+ ", "").replaceFirst("-top \\S+ ?", "").strip();
    String yosys = options.isEmpty() ? "" : "      yosys_synth_options: [" + String.join(", ", options.split(" ")) + "]\n";
    return switch (board.part().family()) {
      case ICE40_HX, ICE40_UP -> "    flow: icestorm\n    flow_options:\n" + yosys + "      nextpnr_options: [" + partOptions(route) + "]\n";
      case ECP5 -> "    flow: trellis\n    flow_options:\n" + yosys + "      nextpnr_options: [" + partOptions(route) + "]\n";
      case GOWIN -> "    flow: apicula\n    flow_options:\n" + yosys + "      nextpnr_options: [" + partOptions(route) + "]\n";
      case XILINX7 -> "    flow: vivado\n    flow_options:\n      part: " + board.part().name() + "\n";
    };
  }

  /** The arguments that say the part and the seed; files are FuseSoC's affair. */
  private static String partOptions(Optional<FlowStep> route) {
    List<String> kept = new ArrayList<>();
    List<String> arguments = route.orElseThrow().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean takesNext = List.of("--package", "--speed", "--seed", "--device").contains(argument);
      if (takesNext) {
        kept.add(argument);
        kept.add("\"" + arguments.get(i + 1) + "\"");
        i++;
      } else if (argument.matches("--(um5g-|um-)?\\d+k|--(hx|up|lp|u)\\d+k?")) {
        kept.add(argument);
      } else if (argument.startsWith("-") && i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
        i++;
      }
    }
    return String.join(", ", kept);
  }

  private String readme() {
    StringBuilder text = new StringBuilder("# " + board.title() + "\n\nA spiking network's chip (`" + project.spec().name()
        + "`) with a serial line to it, for this board. Written by Spikelock; it needs nothing of it any more.\n\n    make\n\n");
    text.append("runs, in this folder:\n\n    mkdir -p build\n");
    for (FlowStep step : steps()) {
      text.append("    ").append(step.tool()).append(' ').append(String.join(" ", step.arguments())).append('\n');
    }
    text.append("\nand `").append(Flow.SCRIPT).append("` says:\n\n");
    flow.script().lines().filter(line -> !line.startsWith("#")).forEach(line ->
        text.append("    ").append(line.length() > 120 ? line.substring(0, 110) + " ..." : line).append('\n'));
    text.append("\n| what | where |\n|---|---|\n| part | ").append(board.part().name()).append(" |\n| clock of the chip | ")
        .append(Decimal.text(board.clockPlan().mhz(), 3)).append(" MHz: ").append(board.clockPlan().text())
        .append(" |\n| serial line | ").append(board.uart().baud()).append(" baud, 8N1 |\n");
    TopVerilog.ports(board).forEach(port -> text.append("| `").append(port.name()).append("` | pin ").append(port.pin().location())
        .append(port.pin().activeLow() ? ", active low" : "").append(" (").append(port.pin().source()).append(") |\n"));
    text.append("\nSources of the pins:\n\n");
    board.sources().forEach((key, source) -> text.append("- ").append(key).append(": ").append(source).append('\n'));
    text.append("\nThe LEDs:\n\n");
    board.leds().forEach((led, pin) -> text.append("- ").append(led.text()).append(": ").append(led.meaning()).append('\n'));
    text.append("\nThe bytes on the line are told in `rtl/serial_bridge.v`. To write the bitstream into the board");
    text.append(board.verified().hardware() ? "" : " (nobody has done it yet: nothing here was tried on a board)").append(":\n\n    ")
        .append(board.programmer().tool()).append(' ').append(String.join(" ", board.programmer().arguments())).append(' ').append(flow.bitstream()).append('\n');
    return text.toString();
  }
}
