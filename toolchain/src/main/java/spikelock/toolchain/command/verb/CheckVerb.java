package spikelock.toolchain.command.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.network.Network;
import spikelock.toolchain.command.describe.NetworkDescriber;
import spikelock.toolchain.command.describe.OrderedMap;
import spikelock.toolchain.command.options.ChipOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;

/** {@code check}: whether a network can be read, what was mended, and whether a chip can run it. */
@Command(name = "check", description = "can a network be read, with which repairs, and can a chip run it")
final class CheckVerb extends Verb {
  /** Tried in turn where the user names no chip. */
  private static final List<String> USUAL_CHIPS = List.of("mesh-2x2", "mesh-4x4", "mesh-8x8", "loihi-sized");

  @Parameters(index = "0", paramLabel = "FILE", description = "A .nir file, a network .yaml, or a bundled network.")
  private String file = "";

  @Mixin private final NetworkOptions options = new NetworkOptions();

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("check braille.nir", "check braille.nir --chip mesh-2x2 --reset subtract", "check braille.nir --strict",
        "check braille.nir --json", "check braille.nir; echo $?   (0 readable; 1 readable but the chip cannot run it exactly; 2 refused)");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("file", "the file as it was named");
    fields.put("neurons", "neurons, inputs not counted");
    fields.put("input_channels", "input channels");
    fields.put("outputs", "names of the outputs");
    fields.put("repairs", "a line for everything that was mended, assumed or is worth knowing");
    fields.put("settings", "dt_s, reset, integrator, loop_bias_at_zero and reasons (by setting)");
    fields.put("chip", "the chip that runs it, or the last that was tried");
    fields.put("chip_runs_it", "whether that chip runs it");
    fields.put("cores", "cores that it takes; 0 when no chip runs it");
    fields.put("chip_problems", "per chip that cannot: chip, problem, hint");
    fields.put("approximations", "what rounding to the chip's integers gives up, per population");
    return fields;
  }

  /** What became of the network on one chip. */
  private record Attempt(String chip, Optional<MapReport> report, String problem, String hint) {}

  @Override
  public Answer run(Session session) {
    Subject subject = Subject.open(file, options);
    NetworkDescription description = subject.description().orElseThrow(() -> new InputException("is an image, which was checked when it was"
        + " mapped", file, "", "check takes a network: a .nir file or a network .yaml"));
    Network network = description.network();
    List<Attempt> attempts = attempts(network, chips(description));
    Attempt last = attempts.getLast();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", file);
    fields.put("neurons", network.neurons());
    fields.put("input_channels", network.inputs());
    fields.put("outputs", network.outputs().stream().map(Network.Output::name).toList());
    fields.put("repairs", network.repairs());
    fields.put("settings", NetworkDescriber.settings(network.settings()));
    fields.put("chip", last.chip);
    fields.put("chip_runs_it", last.report.isPresent());
    fields.put("cores", last.report.map(MapReport::cores).orElse(0));
    fields.put("chip_problems", attempts.stream().filter(a -> a.report.isEmpty())
        .map(a -> OrderedMap.of("chip", a.chip, "problem", a.problem, "hint", a.hint)).toList());
    fields.put("approximations", last.report.map(MapReport::notes).orElse(List.of()));
    String text = text(network, attempts);
    return last.report.isPresent() ? Answer.done(fields, text)
        : Answer.checkFailed(fields, text, "readable, but " + last.chip + " cannot run it: " + last.problem);
  }

  private List<String> chips(NetworkDescription description) {
    return options.chipName().or(description::chip).map(List::of).orElse(USUAL_CHIPS);
  }

  /** Tries one chip after the other until one runs the network. */
  private List<Attempt> attempts(Network network, List<String> chips) {
    List<Attempt> attempts = new ArrayList<>();
    for (String chip : chips) {
      attempts.add(attempt(network, chip));
      if (attempts.getLast().report.isPresent()) {
        break;
      }
    }
    return attempts;
  }

  private Attempt attempt(Network network, String chip) {
    ChipOptions.Chosen chosen = options.chip(chip, options.weightBits()).require();
    try {
      return switch (options.fit(network, chosen, options.weightBits())) {
        case Fit<MappedNetwork>(MappedNetwork mapped) -> new Attempt(chip, Optional.of(mapped.report()), "", "");
        case Shortage<MappedNetwork> none -> refused(chip, none.problem());
      };
    } catch (InputException e) {
      // no matter of size: what the chip's cores cannot compute is an answer of this verb too
      return refused(chip, e);
    }
  }

  private static Attempt refused(String chip, InputException why) {
    return new Attempt(chip, Optional.empty(), (why.where().isEmpty() ? "" : why.where() + ": ") + why.getMessage(), why.hint());
  }

  private String text(Network network, List<Attempt> attempts) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s: readable, %,d neurons, %,d input channels%n", TextTable.printable(file),
        network.neurons(), network.inputs()));
    list(text, network.repairs().isEmpty() ? "nothing had to be mended or assumed" : "mended, assumed or worth knowing:", network.repairs());
    text.append("runs with:").append(System.lineSeparator());
    NetworkDescriber.settingLines(network.settings()).forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
    refusals(text, attempts);
    attempts.getLast().report.ifPresent(report -> success(text, attempts.getLast().chip, report));
    return text.toString().stripTrailing();
  }

  /** Chips that give the same reason share a line. */
  private static void refusals(StringBuilder text, List<Attempt> attempts) {
    Map<String, List<String>> chips = new LinkedHashMap<>();
    for (Attempt attempt : attempts) {
      if (attempt.report.isEmpty()) {
        String hint = attempt.hint.isEmpty() ? "" : System.lineSeparator() + "  " + TextTable.printable(attempt.hint);
        chips.computeIfAbsent(TextTable.printable(attempt.problem) + hint, problem -> new ArrayList<>()).add(attempt.chip);
      }
    }
    chips.forEach((problem, names) -> text.append(String.join(", ", names)).append(" cannot run it: ").append(problem)
        .append(System.lineSeparator()));
  }

  private static void success(StringBuilder text, String chip, MapReport report) {
    text.append(chip).append(" runs it on ").append(report.cores()).append(report.cores() == 1 ? " core" : " cores");
    int lag = report.lags().values().stream().mapToInt(Integer::intValue).max().orElse(0);
    text.append(lag == 0 ? "" : ", up to " + lag + (lag == 1 ? " timestep" : " timesteps") + " behind the layers' own time")
        .append(System.lineSeparator());
    if (!report.notes().isEmpty()) {
      list(text, "rounded to the chip's integers:", report.notes());
    }
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    text.append(title).append(System.lineSeparator());
    lines.forEach(line -> text.append("  - ").append(TextTable.printable(line)).append(System.lineSeparator()));
  }

  /** A NIR file on disk. */
  static Path nirFile(String name) {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new InputException("no such file", name, "", "");
    }
    return path;
  }
}
