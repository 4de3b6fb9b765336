package spikelock.boards.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Overlay;
import spikelock.hdl.project.HandWritten;

/** What is written for each board: tools accept the Verilog without a word, and every pin is there once. */
class BoardProjectTest {
  @TempDir Path folder;

  static Stream<String> names() {
    return Boards.names().stream();
  }

  private static BoardProject project(String name) {
    Board board = Boards.read(name);
    Overlay overlay = board.usualOverlay();
    return BoardProject.of(board, overlay.spec(), overlay.texts());
  }

  @Test
  void everyWrapperIsInTheProject() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("rtl"))) { // tests run in the module's folder
      files.map(f -> f.getFileName().toString()).forEach(name -> assertThat(project("icebreaker").verilog()).containsKey(name));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyPinIsConstrainedOnceAndItsSourceNamed(String name) {
    BoardProject project = project(name);
    String text = project.constraints();
    for (TopVerilog.Port port : TopVerilog.ports(project.board())) {
      List<String> lines = text.lines().filter(line -> Pattern.compile("\\b" + port.pin().location() + "\\b").matcher(line.replaceAll("\\s*(;?#|//).*", "")).find()).toList();
      assertThat(lines).as("%s of %s", port.name(), name).hasSize(1).allSatisfy(line -> assertThat(line).contains(port.name(), port.pin().source()));
    }
    double constrained = switch (project.board().part().family()) {
      case ICE40_HX, ICE40_UP -> Double.parseDouble(text.replaceAll("(?s).*set_frequency \\w+ ([0-9.]+).*", "$1"));
      case ECP5 -> Double.parseDouble(text.replaceAll("(?s).*FREQUENCY PORT \"clk\" ([0-9.]+) MHZ.*", "$1"));
      case XILINX7 -> 1000 / Double.parseDouble(text.replaceAll("(?s).*create_clock -period ([0-9.]+).*", "$1"));
      case GOWIN -> project.board().clock().sourceMhz(); // in a file of its own
    };
    boolean inside = project.board().part().family().isIce40();
    assertThat(constrained).as(name).isEqualTo(inside ? project.board().clockPlan().mhz() : project.board().clock().sourceMhz());
  }

  /** As it is simulated: nothing of the part's own. */
  @ParameterizedTest
  @MethodSource("names")
  void verilatorHasNothingToSay(String name) throws IOException, InterruptedException {
    assertThat(lint(project(name).simulated())).as(name).isEmpty();
  }

  @Test
  void verilatorWouldComplainOfAWidth() throws IOException, InterruptedException {
    Map<String, String> files = project("icebreaker").simulated();
    files.put("serial_bridge.v", files.get("serial_bridge.v").replace("reg [15:0] word", "reg [14:0] word"));
    assertThat(lint(files)).contains("WIDTH");
  }

  private String lint(Map<String, String> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("verilator", "--lint-only", "-Wall", "--top-module", TopVerilog.TOP, "waivers.vlt"));
    Files.writeString(folder.resolve("waivers.vlt"), HandWritten.waivers());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
      command.add(file.getKey());
    }
    return run(command);
  }

  @ParameterizedTest
  @MethodSource("names")
  void icarusReadsItAsPlainVerilog(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("iverilog", "-g2001", "-t", "null", "-s", TopVerilog.TOP));
    for (Map.Entry<String, String> file : project(name).simulated().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
      command.add(file.getKey());
    }
    assertThat(run(command)).as(name).isEmpty();
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, command.getFirst()))),
        "TOOL: " + command.getFirst() + " is not installed");
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + (process.waitFor() == 0 ? "" : "it fails");
  }

  /** The chip answers with the hash of its Verilog, which nothing around it changes. */
  @Test
  void theIdentityIsTheChips() {
    BoardProject one = project("icebreaker");
    BoardProject other = project("upduino3");
    assertThat(one.identity()).isEqualTo(other.identity()).isNotEqualTo(project("hx8k-breakout").identity());
    assertThat(one.verilog().get("board_top.v")).contains(String.format(".IDENTITY(32'h%08x)", one.identity()));
  }

  @Test
  void whatIsSimulatedDiffersInTheClockAlone() {
    BoardProject project = project("hx8k-breakout");
    Map<String, String> simulated = project.simulated();
    project.verilog().forEach((name, text) -> {
      if (name.equals("board_clock.v")) {
        assertThat(simulated.get(name)).isNotEqualTo(text);
      } else {
        assertThat(simulated.get(name)).as(name).isEqualTo(text);
      }
    });
    assertThat(project("upduino3").simulated().get("board_top.v")).contains("input  wire clk");
    assertThat(project("upduino3").verilog().get("board_top.v")).doesNotContain("input  wire clk");
  }
}
