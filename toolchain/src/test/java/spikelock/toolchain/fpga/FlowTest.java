package spikelock.toolchain.fpga;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.project.BoardProject;

/** What each family's tools are told. */
class FlowTest {
  private static final String ABSOLUTE = "(?m)(?:^|[\\s\"'=(])/\\w+/"; // a path of this machine

  static Stream<String> boards() {
    return Boards.names().stream();
  }

  private static Flow flow(String name) {
    Board board = Boards.read(name);
    return Flow.of(BoardProject.of(board, board.usualOverlay().spec(), board.usualOverlay().texts()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "icebreaker | synth_ice40 -top board_top -device u -spram",
      "hx8k-breakout | synth_ice40 -top board_top -device hx",
      "ulx3s-85f | synth_ecp5 -abc9 -top board_top",
      "tangnano9k | synth_gowin -top board_top",
      "arty-a7-35t | synth_xilinx -family xc7 -top board_top"})
  void synthesisFlags(String board, String flags) {
    assertThat(flow(board).synthesis()).isEqualTo(flags);
    assertThat(flow(board).script()).contains("\n" + flags + "\n", "write_json build/synth.json", "write_verilog -noattr build/netlist.v");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "icebreaker | --up5k --package sg48 --json build/synth.json --pcf icebreaker.pcf --asc build/routed.asc",
      "hx8k-breakout | --hx8k --package ct256 --json build/synth.json --pcf hx8k-breakout.pcf --asc build/routed.asc",
      "ulx3s-85f | --85k --package CABGA381 --speed 6 --json build/synth.json --lpf ulx3s-85f.lpf --textcfg build/routed.config",
      "orangecrab | --25k --package CSFBGA285 --speed 8 --json build/synth.json --lpf orangecrab.lpf --textcfg build/routed.config",
      "tangnano9k | --device GW1NR-LV9QN88PC6/I5 --vopt family=GW1N-9C --vopt cst=tangnano9k.cst --sdc clocks.sdc --json build/synth.json"})
  void routingFlags(String board, String flags) {
    List<String> arguments = flow(board).route(7).orElseThrow().arguments();
    assertThat(String.join(" ", arguments)).startsWith("-q -l build/route.log " + flags).contains("--report build/route.json").endsWith("--seed 7");
  }

  /** Whatever is in our run is in the Makefile and the README, word by word. */
  @ParameterizedTest
  @MethodSource("boards")
  void theProjectTellsTheVeryCommands(String board) {
    Flow flow = flow(board);
    Map<String, String> files = ProjectFiles.of(flow, 3);
    String makefile = files.get("Makefile").replace("$(SEED)", "3").replaceAll("\\$\\((\\w+)\\)", "$1");
    Stream.of(Stream.of(flow.synthesise()), flow.route(3).stream(), flow.pack().stream()).flatMap(s -> s).forEach(step -> {
      String arguments = String.join(" ", step.arguments());
      assertThat(makefile).as(step.name()).contains(" " + arguments + "\n");
      assertThat(files.get("README.md")).as(step.name()).contains("    " + step.tool() + " " + arguments + "\n");
    });
    assertThat(files.get(board + ".core")).startsWith("CAPI=2:\n").contains("toplevel: board_top", "rtl/board_top.v", flow.project().constraintsFile());
    files.forEach((name, text) -> assertThat(text).as(name).doesNotContain("null").doesNotContainPattern(ABSOLUTE));
  }

  @Test
  void xilinxIsABatchProjectOfVivado() {
    Flow flow = flow("arty-a7-100t");
    assertThat(flow.route(1)).isEmpty();
    assertThat(flow.pack()).isEmpty();
    assertThat(ProjectFiles.of(flow, 1).get("vivado.tcl")).contains("set_part xc7a100tcsg324-1", "read_xdc arty-a7-100t.xdc", "synth_design -top board_top",
        "write_bitstream -force build/arty-a7-100t.bit", "exit 1");
  }

  @Test
  void fuseSocGetsPartAndSeed() {
    assertThat(ProjectFiles.of(flow("icebreaker"), 3).get("icebreaker.core")).contains("flow: icestorm", "nextpnr_options: [--up5k, --package, \"sg48\", --seed, \"3\"]",
        "yosys_synth_options: [-device, u, -spram]");
    assertThat(ProjectFiles.of(flow("ulx3s-85f"), 1).get("ulx3s-85f.core")).contains("flow: trellis",
        "nextpnr_options: [--85k, --package, \"CABGA381\", --speed, \"6\", --seed, \"1\"]");
  }
}
