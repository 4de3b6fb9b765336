package spikelock.toolchain.netlist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import spikelock.boards.Board;
import spikelock.boards.Family;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.link.LinkTarget;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.fpga.FpgaTools;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.serial.SerialLink;
import spikelock.toolchain.serial.SimulatedBoard;
import spikelock.toolchain.verilator.VerilatedLibrary;
import spikelock.toolchain.verilator.VerilatorBuild;

/**
 * A whole board as cells of its part, ready to be simulated.
 *
 * @param built the build that it is of
 * @param file what was read, within the build's folder
 * @param sha256 of that file: of a bitstream, that of the file that is flashed
 * @param sources Verilog by file name
 * @param replaced what stands for each cell that makes a clock, for people
 */
public record GateLevel(Stage stage, BuiltBoard built, String file, String sha256, Map<String, String> sources, List<String> replaced) {
  public GateLevel {
    sources = Map.copyOf(sources);
    replaced = List.copyOf(replaced);
  }

  /**
   * A stage of a build.
   *
   * @param build the folder that {@code build -o} wrote; nothing: it is built, and kept in the cache folder
   * @param progress takes a line as each step of a build begins
   * @throws InputException when that of the board cannot be simulated, before anything is built; when the build is of another board or chip, has not
   *     come so far, its files are not as it left them, or what is in them cannot be read back whole
   * @throws ToolException when a tool is missing or fails
   */
  public static GateLevel of(Stage stage, BoardProject project, Optional<Path> build, FpgaTools tools, Consumer<String> progress) {
    requireSimulated(stage, project.board());
    BuiltBoard built = build.map(folder -> BuiltBoard.read(project, folder)).orElseGet(() -> BuiltBoard.cached(project, stage, tools, progress));
    Path read = stage == Stage.NETLIST ? built.netlist() : built.bitstream();
    String design = inScratch(folder -> stage == Stage.NETLIST ? netlist(read, folder, tools) : bitstream(built, read, folder, tools));
    CellModels models = CellModels.ice40(design, tools);
    return new GateLevel(stage, built, built.folder().relativize(read).toString(), BuiltBoard.sha256(read),
        Map.of("cells.v", models.text(), TopVerilog.TOP + ".v", design), models.replaced());
  }

  private static void requireSimulated(Stage stage, Board board) {
    Family family = board.part().family();
    if (!family.isIce40()) {
      String why = stage == Stage.NETLIST ? "netlists of " + family.text() + " cannot be simulated: Yosys' models of its block RAMs have ports and do nothing"
          : "bitstreams of " + family.text() + " cannot be read back";
      throw new InputException(why, "", "--board", "compare with the Verilog: --against rtl");
    }
    if (board.clock().pin().isEmpty()) {
      throw new InputException("the clock of " + board.name() + " is made by an oscillator within its part, which cannot be simulated", "", "--board",
          "compare with the Verilog: --against rtl");
    }
  }

  private interface Work {
    String in(Path folder) throws IOException;
  }

  private static String inScratch(Work work) {
    try {
      Path folder = Files.createTempDirectory(Cache.folder("boards"), "read-");
      try {
        return work.in(folder);
      } finally {
        Cache.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Wires are split into bits, because Verilator takes a vector that is half of a loop for a loop. */
  private static String netlist(Path json, Path folder, FpgaTools tools) throws IOException {
    Files.copy(json, folder.resolve("synth.json"));
    run(folder, tools, "yosys", "-q", "-p", "read_json synth.json; splitnets; write_verilog -noattr netlist.v");
    return Files.readString(folder.resolve("netlist.v"));
  }

  private static String bitstream(BuiltBoard built, Path bin, Path folder, FpgaTools tools) throws IOException {
    Board board = built.project().board();
    Files.copy(bin, folder.resolve("board.bin"));
    Files.copy(built.constraints(), folder.resolve("board.pcf"));
    run(folder, tools, "iceunpack", "board.bin", "board.asc");
    Optional<String> block = HardBlocks.used(Files.readString(folder.resolve("board.asc")));
    if (block.isPresent()) {
      throw new InputException("the bitstream has a large RAM or a multiplier configured (" + block.get() + "), which icebox_vlog leaves out without a word: it cannot be"
          + " read back whole", bin.toString(), "", "compare with the netlist, which has them: --against netlist");
    }
    run(folder, tools, "icebox_vlog", "-s", "-d", board.part().packageName(), "-p", "board.pcf", "-n", TopVerilog.TOP, "board.asc");
    return BitstreamVerilog.repaired(Files.readString(folder.resolve("icebox_vlog.out")));
  }

  private static void run(Path folder, FpgaTools tools, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(tools.require(program)));
    command.addAll(List.of(arguments));
    Tool.Result result = Tool.run(folder, command, program);
    Files.writeString(folder.resolve(program + ".out"), result.output());
    if (result.code() != 0) {
      throw new ToolException(program + " fails: " + result.output().lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse(""), "");
    }
  }

  /**
   * Simulates it, and loads an image through its serial pins.
   *
   * @throws ToolException when Verilator or a compiler is missing, or nothing answers
   */
  public Target open(ChipImage image, RtlOptions options) {
    Board board = built.project().board();
    options.progress().accept(String.format(Locale.ROOT, "the %s of %s is compiled for simulation", stage.text(), board.name()));
    VerilatedLibrary library = VerilatorBuild.of(TopVerilog.TOP).sources(new TreeMap<>(sources)).flag("--flatten").flag("-Wno-lint").flag(CellModels.FLAG)
        .profile(options.profile()).progress(options.progress()).build();
    return LinkTarget.open(image, SerialLink.open(stage.text(), image.spec(), SimulatedBoard.pins(options.isolated().isPresent()
        ? library.openIsolated(options.binding(), options.seed(), options.isolated().get()) : library.open(options.binding(), options.seed()), board),
        OptionalInt.of(built.project().identity()), options.mostCycles()));
  }
}
