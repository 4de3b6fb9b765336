package spikelock.hdl.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.PlacedCores;

/** Three tools accept every chip without a word, and memories become block RAM. */
class ChipVerilogTest {
  @TempDir Path folder;

  static Stream<ChipSpec> chips() {
    return Chips.all().stream();
  }

  @Test
  void everyHandWrittenFileIsInTheProject() throws IOException {
    Path rtl = Path.of("rtl"); // tests run in the module's folder
    try (Stream<Path> files = Files.list(rtl)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(HandWritten.files().keySet());
    }
    HandWritten.files().forEach((name, text) -> assertThat(text).as(name).contains("module " + name.replace(".v", "")));
  }

  @ParameterizedTest
  @MethodSource("chips")
  void verilatorHasNothingToSay(ChipSpec spec) throws IOException, InterruptedException {
    Tools.need("verilator");
    Tools.Result lint = lint(Tools.write(folder, spec));
    assertThat(lint).as(spec.name()).isEqualTo(new Tools.Result(0, ""));
  }

  @Test
  void verilatorWouldComplainOfAWidth() throws IOException, InterruptedException {
    Tools.need("verilator");
    List<String> files = Tools.write(folder, Chips.hx8k());
    Path mesh = folder.resolve("mesh.v");
    Files.writeString(mesh, Files.readString(mesh).replace("31:0] cycles", "30:0] cycles"));
    assertThat(lint(files).output()).contains("WIDTH");
  }

  private Tools.Result lint(List<String> files) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("waivers.vlt"), HandWritten.waivers());
    return Tools.run(folder, Tools.command(List.of("verilator", "--lint-only", "-Wall", "--top-module", "chip", "waivers.vlt"), files));
  }

  @Test
  void rulesAreWaivedInOneFileAlone() {
    HandWritten.files().forEach((name, text) -> assertThat(text).as(name).doesNotContain("lint_off"));
    assertThat(HandWritten.waivers()).contains("lint_off -rule WIDTH -file \"*config_port.v\"");
  }

  @ParameterizedTest
  @MethodSource("chips")
  void noFileDeclaresAWireByMistake(ChipSpec spec) {
    ChipVerilog.files(spec, PlacedCores.of(spec, Chips.TEXTS)).forEach((name, text) -> assertThat(text).as(name)
        .containsPattern("`resetall\n`default_nettype none\nmodule " + name.replace(".v", "") + "\\b").endsWith("endmodule\n`resetall\n"));
  }

  @ParameterizedTest
  @MethodSource("chips")
  void icarusElaborates(ChipSpec spec) throws IOException, InterruptedException {
    Tools.need("iverilog");
    List<String> files = Tools.write(folder, spec);
    Tools.Result result = Tools.run(folder, Tools.command(List.of("iverilog", "-g2001", "-Wall", "-o", "chip.vvp", "-s", "chip"), files));
    assertThat(result).as(spec.name()).isEqualTo(new Tools.Result(0, ""));
  }

  @ParameterizedTest
  @MethodSource("chips")
  void yosysElaborates(ChipSpec spec) throws IOException, InterruptedException {
    Tools.need("yosys");
    List<String> files = Tools.write(folder, spec);
    Tools.Result result = yosys("hierarchy -check -top chip; proc; check -assert", files);
    assertThat(result).as(spec.name()).isEqualTo(new Tools.Result(0, ""));
  }

  private Tools.Result yosys(String script, List<String> files) throws IOException, InterruptedException {
    return Tools.run(folder, List.of("yosys", "-q", "-p", "read_verilog -defer " + String.join(" ", files) + "; " + script));
  }

  @Test
  void memoriesOfAnUp5kAreItsBlocks() throws IOException, InterruptedException {
    BlockRams plan = BlockRams.ice40(Chips.up5k(), PlacedCores.of(Chips.up5k(), Map.of()), true);
    assertThat(plan).isEqualTo(new BlockRams(22, 1));
    Map<String, Integer> cells = synthesise(Chips.up5k(), "synth_ice40 -spram -top chip");
    assertThat(cells).containsEntry("SB_RAM40_4K", plan.blocks()).containsEntry("SB_SPRAM256KA", plan.large());
    assertThat(flipFlops(cells, "SB_DFF")).isBetween(500, 1500);
  }

  @Test
  void memoriesOfAnHx8kAreItsBlocks() throws IOException, InterruptedException {
    BlockRams plan = BlockRams.ice40(Chips.hx8k(), PlacedCores.of(Chips.hx8k(), Map.of()), false);
    assertThat(plan).as("an HX8K has 32").isEqualTo(new BlockRams(31, 0));
    Map<String, Integer> cells = synthesise(Chips.hx8k(), "synth_ice40 -top chip");
    assertThat(cells).containsEntry("SB_RAM40_4K", plan.blocks()).doesNotContainKey("SB_SPRAM256KA");
    assertThat(flipFlops(cells, "SB_DFF")).isBetween(500, 1500);
  }

  @Test
  void memoriesOfAnEcp5AreItsBlocks() throws IOException, InterruptedException {
    for (ChipSpec spec : List.of(Chips.hx8k(), Chips.up5k())) {
      BlockRams plan = BlockRams.ecp5(spec, PlacedCores.of(spec, Map.of()));
      Map<String, Integer> cells = synthesise(spec, "synth_ecp5 -top chip");
      assertThat(cells).as(spec.name()).containsEntry("DP16KD", plan.blocks());
      assertThat(flipFlops(cells, "TRELLIS_FF")).isBetween(500, 1500);
    }
  }

  @Test
  void memoriesOfAChipWithPayloadsAreItsBlocks() throws IOException, InterruptedException {
    ChipSpec spec = Chips.gradedHx8k();
    BlockRams plan = BlockRams.ice40(spec, PlacedCores.of(spec, Map.of()), false);
    assertThat(synthesise(spec, "synth_ice40 -top chip")).containsEntry("SB_RAM40_4K", plan.blocks());
  }

  @Test
  void theWalkMultipliesOnlyWhereThereArePayloads() throws IOException, InterruptedException {
    Tools.need("yosys");
    for (ChipSpec spec : List.of(Chips.hx8k(), Chips.gradedHx8k())) {
      List<String> files = Tools.write(folder, spec);
      Tools.Result result = yosys("hierarchy -check -top chip; proc; opt_expr; select -assert-"
          + (spec.packet().payloadBits() == 0 ? "none" : "count " + spec.core().synapses().lanes()) + " *synapse_unpacker*/t:$mul", files);
      assertThat(result).as(spec.name()).isEqualTo(new Tools.Result(0, ""));
    }
  }

  private static int flipFlops(Map<String, Integer> cells, String prefix) {
    return cells.entrySet().stream().filter(c -> c.getKey().startsWith(prefix)).mapToInt(Map.Entry::getValue).sum();
  }

  /** Cells of the flattened chip by type. */
  private Map<String, Integer> synthesise(ChipSpec spec, String command) throws IOException, InterruptedException {
    Tools.need("yosys");
    List<String> files = Tools.write(folder, spec);
    Tools.Result result = yosys(command + "; tee -o stat.txt stat", files);
    assertThat(result.code()).as(result.output()).isZero();
    Map<String, Integer> cells = new java.util.TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("stat.txt"))) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 2 && words[1].matches("\\d+")) {
        cells.put(words[0], Integer.parseInt(words[1]));
      }
      if (line.contains("Number of memories:")) {
        assertThat(words[3]).as("memories that became nothing").isEqualTo("0");
      }
    }
    return cells;
  }
}
