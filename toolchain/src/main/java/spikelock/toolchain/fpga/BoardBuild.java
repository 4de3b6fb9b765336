package spikelock.toolchain.fpga;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import spikelock.boards.Board;
import spikelock.boards.project.BoardProject;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.files.Sha256;
import spikelock.toolchain.process.ChildTime;
import spikelock.toolchain.process.Tool;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the project of a chip on a board and takes it as far as the tools reach: synthesis, place and route for some seeds, bitstream.
 *
 * <p>The project's folder can be moved: nothing in it names a place outside.
 */
public final class BoardBuild {
  /** What came out, a {@link BuildReport}. */
  public static final String REPORT = "report.json";

  /** The netlist that place and route reads. */
  public static final String NETLIST = Flow.NETLIST;

  private static final String PAGE = "report.html";
  private static final int LAST_LINES = 12;

  private final BoardProject project;
  private final Flow flow;
  private final FpgaTools tools;
  private final Path folder;
  private final Consumer<String> progress;
  private final ToolWarnings warnings = new ToolWarnings();
  private final List<BuildReport.ToolUse> uses = new ArrayList<>();

  /**
   * A build.
   *
   * @param folder an empty folder
   * @param progress takes a line as each step begins
   */
  public BoardBuild(BoardProject project, FpgaTools tools, Path folder, Consumer<String> progress) {
    this.project = project;
    this.flow = Flow.of(project);
    this.tools = tools;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Builds.
   *
   * @param overlay what the chip is called among the board's
   * @param seeds how many seeds of place and route are tried; the one with the fastest clock is kept
   * @throws InputException when the part has not what the chip needs
   * @throws ToolException when a tool is missing or fails, an untrustworthy timing included
   */
  public BuildReport run(String overlay, int seeds) {
    Map<String, String> texts = project.texts();
    refuse(PartFit.certainlyLacks(project.board(), project.spec(), texts), "before synthesis");
    Prediction prediction = PartFit.predict(project.board(), project.spec(), texts);
    tools.require(flow.synthesise().tool());
    flow.route(1).ifPresent(step -> tools.require(step.tool()));
    flow.pack().ifPresent(step -> tools.require(step.tool()));
    write(1);
    step(flow.synthesise(), "");
    Resources synthesised = flow.resources(cells());
    refuse(PartFit.lacks(project.board(), synthesised), "after synthesis");
    Optional<BuildReport.Routed> routed = flow.route(1).isPresent() ? Optional.of(route(seeds)) : Optional.empty();
    Optional<BuildReport.Bitstream> bitstream = routed.isPresent() ? flow.pack().map(this::pack) : Optional.empty();
    routed.ifPresent(r -> write(r.seed()));
    Board board = project.board();
    BuildReport report = new BuildReport(board.name(), board.part().name(), board.part().family().text(), project.spec().name(), overlay,
        project.chip().hash(), String.format(Locale.ROOT, "%08x", project.identity()), board.clockPlan().mhz(), board.clockPlan().text(), board.uart().baud(),
        Resources.of(board.part()), prediction, Optional.of(synthesised), routed, bitstream, uses, warnings.unexpected(), warnings.expectedOnes());
    writeText(REPORT, json(report));
    BuildPage.write(report, flow, folder, folder.resolve(PAGE));
    return report;
  }

  private void refuse(String lacking, String when) {
    if (!lacking.isEmpty()) {
      throw new InputException("the chip does not fit in the board's " + project.board().part().name() + ", as is known " + when + ": needs " + lacking, "", "",
          "choose another board (spikelock boards fit), or a smaller chip with --overlay or --chip");
    }
  }

  /** Synthesis alone: what Yosys counts. */
  public Resources synthesise() {
    write(1);
    step(flow.synthesise(), "");
    return flow.resources(cells());
  }

  /** Writes every file of the project, Makefile and README with a seed. */
  private void write(int seed) {
    ProjectFiles.of(flow, seed).forEach(this::writeText);
    create(folder.resolve(Flow.BUILD));
  }

  private BuildReport.Routed route(int seeds) {
    List<BuildReport.SeedUse> tried = new ArrayList<>();
    RouteReport best = null;
    int chosen = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      FlowStep step = flow.route(seed).orElseThrow();
      step(step, seeds == 1 ? "" : " with seed " + seed + " of " + seeds);
      RouteReport report = RouteReport.read(folder.resolve(Flow.ROUTE_REPORT));
      RouteReport.Clock clock = ChipClock.checked(report, project.board().clockPlan().mhz());
      tried.add(new BuildReport.SeedUse(seed, clock.achievedMhz()));
      if (best == null || clock.achievedMhz() > ChipClock.of(best).achievedMhz()) {
        best = report;
        chosen = seed;
        step.outputs().forEach(file -> move(file, file + ".best"));
      }
    }
    flow.route(chosen).orElseThrow().outputs().forEach(file -> move(file + ".best", file));
    List<BuildReport.ClockUse> clocks = best.clocks().stream().map(clock -> new BuildReport.ClockUse(OurNames.signal(clock.net()), clock.achievedMhz(),
        clock.constraintMhz(), clock.achievedMhz() >= clock.constraintMhz())).toList();
    String net = ChipClock.of(best).net();
    CriticalPath path = best.paths().stream().filter(p -> p.from().endsWith(" " + net) && p.to().endsWith(" " + net)).findFirst().map(CriticalPath::of)
        .orElseThrow(() -> new ToolException("place and route reports no path of the clock " + net, ""));
    return new BuildReport.Routed(chosen, flow.used(best), clocks, path, tried);
  }

  private BuildReport.Bitstream pack(FlowStep step) {
    step(step, "");
    Path file = folder.resolve(flow.bitstream());
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new BuildReport.Bitstream(flow.bitstream(), bytes.length, new Sha256().add(bytes).hex());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program; place and route that only misses its clock counts as done. */
  private void step(FlowStep step, String detail) {
    progress.accept(step.name() + detail + " (" + step.tool() + ") ...");
    List<String> command = new ArrayList<>(List.of(tools.require(step.tool())));
    command.addAll(step.arguments());
    double before = ChildTime.seconds();
    Tool.Result result = Tool.run(folder, command, step.tool());
    String log = step.log().isEmpty() ? result.output() : read(step.log());
    warnings.read(log);
    uses.add(new BuildReport.ToolUse(step.name(), step.tool(), tools.version(step.tool()), step.arguments(), Math.round(10 * (ChildTime.seconds() - before)) / 10.0));
    boolean missesClock = step.name().equals("place and route") && Files.exists(folder.resolve(Flow.ROUTE_REPORT)) && log.contains("Max frequency");
    if (result.code() != 0 && !missesClock) {
      throw new ToolException(step.tool() + " fails at " + step.name() + ": " + reason(log + "\n" + result.output()), "");
    }
  }

  /** The lines that say so, or the last ones. */
  private static String reason(String log) {
    List<String> errors = log.lines().filter(line -> line.contains("ERROR")).distinct().limit(LAST_LINES).toList();
    List<String> all = log.lines().filter(line -> !line.isBlank()).toList();
    return String.join("\n  ", errors.isEmpty() ? all.subList(Math.max(0, all.size() - LAST_LINES), all.size()) : errors);
  }

  private Map<String, Integer> cells() {
    return YosysCells.read(read(Flow.STATISTICS));
  }

  // ---- files --------------------------------------------------------------------------------------------------------------

  private static String json(BuildReport report) {
    return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).enable(SerializationFeature.INDENT_OUTPUT).build()
        .writeValueAsString(report) + "\n";
  }

  private String read(String file) {
    try {
      return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeText(String file, String text) {
    Path path = folder.resolve(file);
    create(path.getParent());
    try {
      Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void move(String from, String to) {
    try {
      Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
