package spikelock.tests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Family;
import spikelock.boards.project.BoardProject;
import spikelock.emulator.chip.ChipSpec;
import spikelock.toolchain.fpga.BoardBuild;
import spikelock.toolchain.fpga.BuildReport;
import spikelock.toolchain.fpga.FpgaTools;
import spikelock.toolchain.fpga.Measured;
import spikelock.toolchain.fpga.Resources;
import spikelock.toolchain.process.Cache;

/** What chips take on a board of each family: the lines of {@code measured.csv}, which predictions are made of. */
final class FitBench {
  /** A chip that is measured; routed where it fits the family's board and an open tool is known. */
  private record Row(Family family, String chip, String model, boolean routed) {}

  private static final Map<Family, String> BOARDS = Map.of(Family.ICE40_HX, "hx8k-breakout", Family.ICE40_UP, "icebreaker", Family.ECP5, "ulx3s-25f",
      Family.XILINX7, "arty-a7-35t", Family.GOWIN, "tangnano9k");

  private static final List<Row> ROWS = List.of(
      new Row(Family.ICE40_HX, "hx8k-1", "IF", true), new Row(Family.ICE40_HX, "hx8k-1", "LIF", true), new Row(Family.ICE40_HX, "hx8k-1", "CubaLIF", true),
      new Row(Family.ICE40_HX, "up5k-1", "LIF", false), new Row(Family.ICE40_HX, "core-1", "LIF", false),
      new Row(Family.ICE40_UP, "up5k-1", "IF", true), new Row(Family.ICE40_UP, "up5k-1", "LIF", true), new Row(Family.ICE40_UP, "hx8k-1", "LIF", false),
      new Row(Family.ICE40_UP, "hx8k-1", "CubaLIF", false), new Row(Family.ICE40_UP, "core-1", "LIF", false),
      new Row(Family.ECP5, "core-1", "IF", true), new Row(Family.ECP5, "core-1", "LIF", true), new Row(Family.ECP5, "core-1", "CubaLIF", true),
      new Row(Family.ECP5, "hx8k-1", "LIF", false), new Row(Family.ECP5, "mesh-2x2", "LIF", false),
      new Row(Family.XILINX7, "core-1", "IF", false), new Row(Family.XILINX7, "core-1", "LIF", false), new Row(Family.XILINX7, "core-1", "CubaLIF", false),
      new Row(Family.XILINX7, "hx8k-1", "LIF", false), new Row(Family.XILINX7, "mesh-2x2", "LIF", false),
      new Row(Family.GOWIN, "hx8k-1", "IF", false), new Row(Family.GOWIN, "hx8k-1", "LIF", true), new Row(Family.GOWIN, "hx8k-1", "CubaLIF", false),
      new Row(Family.GOWIN, "core-1", "LIF", false));

  private FitBench() {}

  /** @param families names of those wanted; none: all */
  static void write(List<String> families, PrintStream out, Consumer<String> progress) {
    out.println("family,chip,model,logic,flip_flops,block_rams,large_rams,dsps,routed_logic,mhz");
    for (Row row : ROWS) {
      if (families.isEmpty() || families.contains(row.family.text())) {
        progress.accept(row.model + " on " + row.chip + " for " + row.family.text());
        out.println(line(row));
        out.flush();
      }
    }
  }

  private static String line(Row row) {
    Board board = Boards.read(BOARDS.get(row.family));
    ChipSpec spec = Measured.spec(row.family, row.chip, row.model);
    Path folder = temporary();
    try {
      BoardBuild build = new BoardBuild(BoardProject.of(board, spec, Map.of()), new FpgaTools(), folder, step -> { });
      Optional<BuildReport> report = row.routed ? Optional.of(build.run("", 1)) : Optional.empty();
      Resources synthesis = report.flatMap(BuildReport::synthesis).orElseGet(build::synthesise);
      Optional<BuildReport.Routed> routed = report.flatMap(BuildReport::routed);
      return String.join(",", row.family.text(), row.chip, row.model, "" + synthesis.logic(), "" + synthesis.flipFlops(), "" + synthesis.blockRams(),
          "" + synthesis.largeRams(), "" + synthesis.dsps(), routed.map(r -> "" + r.used().logic()).orElse(""),
          routed.map(r -> String.format(Locale.ROOT, "%.1f", r.clocks().getFirst().achievedMhz())).orElse(""));
    } finally {
      Cache.delete(folder);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("fit-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
