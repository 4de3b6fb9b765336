package spikelock.toolchain.netlist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import spikelock.boards.project.BoardProject;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.files.Sha256;
import spikelock.toolchain.fpga.BoardBuild;
import spikelock.toolchain.fpga.FpgaTools;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.process.SealedFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder that {@link BoardBuild} wrote.
 *
 * @param project the board and the chip that were built
 * @param folder as {@code build -o} leaves it; of the cache when nobody named one
 */
public record BuiltBoard(BoardProject project, Path folder) {
  private static final String CACHE = "boards";
  private static final long CACHE_BYTES = 1L << 29;
  private static final int KEY_BYTES = 12;

  /**
   * A folder that a user names.
   *
   * @throws InputException when it is no build, or one of another board or chip
   */
  static BuiltBoard read(BoardProject project, Path folder) {
    BuiltBoard built = new BuiltBoard(project, folder);
    JsonNode report = built.report();
    String board = report.path("board").asString("");
    if (!board.equals(project.board().name())) {
      throw new InputException("is a build for " + (board.isEmpty() ? "no board" : board) + ", not for " + project.board().name(),
          folder.resolve(BoardBuild.REPORT).toString(), "board", "give the folder that build -o wrote, and its board");
    }
    String identity = String.format(Locale.ROOT, "%08x", project.identity());
    if (!report.path("rtl_hash").asString("").equals(project.chip().hash()) || !report.path("identity").asString("").equals(identity)) {
      throw new InputException("was built from other Verilog than that of the image's chip: it is " + report.path("identity").asString("") + ", that is " + identity,
          folder.resolve(BoardBuild.REPORT).toString(), "identity", "build it again, or leave --build out");
    }
    return built;
  }

  /**
   * A build of the cache folder, made when it is not there.
   *
   * @param stage how far it must have come: a netlist needs no place and route
   * @throws ToolException when a tool is missing or fails
   */
  static BuiltBoard cached(BoardProject project, Stage stage, FpgaTools tools, Consumer<String> progress) {
    Path cache = Cache.folder(CACHE);
    Path place = cache.resolve(key(project, stage, tools));
    try {
      if (!SealedFolder.isSound(place)) {
        Path work = SealedFolder.begin(place);
        try {
          BoardBuild build = new BoardBuild(project, tools, work, progress);
          if (stage == Stage.NETLIST) {
            build.synthesise();
          } else {
            build.run("", 1);
          }
          SealedFolder.put(work, place);
        } finally {
          Cache.delete(work);
        }
        Cache.evict(cache, BoardBuild.NETLIST, CACHE_BYTES, place);
      }
      Cache.touch(place.resolve(BoardBuild.NETLIST));
    } catch (IOException e) {
      throw Cache.unusable(cache, e);
    }
    return new BuiltBoard(project, place);
  }

  private static String key(BoardProject project, Stage stage, FpgaTools tools) {
    Sha256 key = new Sha256();
    new TreeMap<>(project.verilog()).forEach((name, text) -> key.add(name + '\0' + text + '\0'));
    String programs = stage == Stage.NETLIST ? tools.version("yosys") : tools.version("yosys") + tools.version("nextpnr-ice40");
    return key.add(project.board().part() + project.constraints() + stage + programs).hex(KEY_BYTES);
  }

  /** The netlist that place and route reads. */
  Path netlist() {
    return require(folder.resolve(BoardBuild.NETLIST));
  }

  /** Pins and clocks. */
  Path constraints() {
    return require(folder.resolve(project.constraintsFile()));
  }

  /**
   * The file that is flashed.
   *
   * @throws InputException when it is not the one that the build's report names
   */
  Path bitstream() {
    JsonNode made = report().path("bitstream");
    if (made.path("file").asString("").isEmpty()) {
      throw new InputException("the build has no bitstream", folder.resolve(BoardBuild.REPORT).toString(), "bitstream",
          "compare with the netlist: --against netlist");
    }
    Path file = require(folder.resolve(made.path("file").asString()));
    if (!sha256(file).equals(made.path("sha256").asString(""))) {
      throw new InputException("is not the file that " + BoardBuild.REPORT + " tells of: its SHA-256 is " + sha256(file), file.toString(), "", "build it again");
    }
    return file;
  }

  static String sha256(Path file) {
    try {
      return new Sha256().add(Files.readAllBytes(file)).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode report() {
    Path file = require(folder.resolve(BoardBuild.REPORT));
    try {
      return new JsonMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (JacksonException | IOException e) {
      throw new InputException("cannot be read: " + e.getMessage().lines().findFirst().orElse(""), file.toString(), "", "build it again");
    }
  }

  private static Path require(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("is missing", file.toString(), "", "give the folder that build -o wrote");
    }
    return file;
  }
}
