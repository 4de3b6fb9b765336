package spikelock.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;

/**
 * What a chip costs on an FPGA, as Yosys maps it. A chip of one tile is mapped as a whole. Of a mesh one tile is mapped, and the chip around
 * its tiles; a tile inside the mesh, if there is one, because those at the edge lose ports.
 */
final class AreaBench {
  /** The bundled chips, smallest first. */
  static final List<String> BUNDLED = List.of("hx8k-1", "up5k-1", "core-1", "mesh-2x2", "mesh-4x4", "mesh-8x8", "loihi-sized");

  private static final DatapathChoice LIF = new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false);
  private static final Pattern TILE = Pattern.compile("cell (\\S+tile) \\\\row\\[(\\d+)\\]\\.column\\[(\\d+)\\]\\.tile");
  private static final Pattern COUNT = Pattern.compile("\\s+(\\w+)\\s+(\\d+)");

  private AreaBench() {}

  /**
   * Without it Yosys 0.23 maps to the fewest levels of LUTs of up to 7 inputs, whatever they cost: the same logic, read in another order, differs by a
   * quarter.
   */
  private static final String ECP5_OPTIONS = " -abc9";

  /**
   * One mapped part of a chip.
   *
   * @param part the chip, a tile of it, or what is around its tiles
   * @param family what it is mapped to
   */
  record Result(String chip, String part, String family, int luts, int flipFlops, int rams) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("chip", chip);
      map.put("part", part);
      map.put("family", family);
      map.put("luts", luts);
      map.put("flip_flops", flipFlops);
      map.put("rams", rams);
      return map;
    }
  }

  /**
   * Maps a chip to both families.
   *
   * @param chip a bundled chip, with the LIF datapath on every core, or the folder of an emitted project
   */
  static List<Result> of(String chip, Consumer<String> progress) {
    boolean bundled = BUNDLED.contains(chip);
    RtlProject project = bundled ? ours(chip) : RtlProject.read(Path.of(chip));
    String name = bundled ? chip : Path.of(chip).getFileName().toString();
    Path folder = temporary();
    try {
      for (Map.Entry<String, String> file : project.files().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      yosys(folder, "read_verilog -defer " + String.join(" ", project.files().keySet()) + "; hierarchy -check -top " + project.top()
          + "; write_rtlil chip.il");
      List<Result> results = new ArrayList<>();
      String tile = middle(Files.readString(folder.resolve("chip.il")));
      for (String family : List.of("ice40", "ecp5")) {
        progress.accept(name + " on " + family);
        String options = family.equals("ecp5") ? ECP5_OPTIONS : name.startsWith("up5k") ? " -spram" : "";
        String aroundOptions = family.equals("ecp5") ? ECP5_OPTIONS : "";
        if (tile.isEmpty()) {
          results.add(result(folder, name, "chip", family, "synth_" + family + options + " -top " + project.top()));
        } else {
          results.add(result(folder, name, "a tile", family, "hierarchy -top " + tile + "; synth_" + family + options + " -top " + tile));
          results.add(result(folder, name, "around the tiles", family, "blackbox *tile; synth_" + family + aroundOptions + " -top " + project.top()));
        }
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static RtlProject ours(String chip) {
    ChipSpec read = Chips.read(chip);
    ChipSpec spec = read.withDatapaths(Collections.nCopies(read.tiles(), LIF));
    return RtlProject.of(spec, PlacedCores.of(spec, Map.of()));
  }

  /** The module of the tile at column 1 of row 1, or as near as there is one; empty for a chip of one tile. */
  private static String middle(String design) {
    Map<String, String> tiles = new TreeMap<>();
    Matcher matcher = TILE.matcher(design);
    while (matcher.find()) {
      tiles.put(matcher.group(2) + "," + matcher.group(3), matcher.group(1));
    }
    return tiles.size() == 1 ? "" : Stream.of("1,1", "0,1", "1,0").filter(tiles::containsKey).map(tiles::get).findFirst().orElseThrow();
  }

  private static Result result(Path folder, String chip, String part, String family, String script) throws IOException {
    yosys(folder, "read_rtlil chip.il; " + script + "; tee -o stat.txt stat");
    Map<String, Integer> cells = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("stat.txt"))) {
      Matcher count = COUNT.matcher(line);
      if (count.matches()) {
        cells.put(count.group(1), Integer.parseInt(count.group(2)));
      }
    }
    // On ECP5 a carry cell and a distributed RAM are made of the LUTs of their slices.
    int luts = family.equals("ice40") ? sum(cells, "SB_LUT4") : sum(cells, "LUT4") + 2 * sum(cells, "CCU2C") + 4 * sum(cells, "TRELLIS_DPR16X4");
    return new Result(chip, part, family, luts, sum(cells, "SB_DFF") + sum(cells, "TRELLIS_FF"),
        sum(cells, "SB_RAM40_4K") + sum(cells, "SB_SPRAM") + sum(cells, "DP16KD"));
  }

  private static int sum(Map<String, Integer> cells, String prefix) {
    return cells.entrySet().stream().filter(c -> c.getKey().startsWith(prefix)).mapToInt(Map.Entry::getValue).sum();
  }

  private static void yosys(Path folder, String script) {
    Tool.Result result = Tool.run(folder, List.of("yosys", "-q", "-p", script), "yosys");
    if (result.code() != 0) {
      throw new ToolException("Yosys refuses the design: " + result.output(), "");
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("area-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
