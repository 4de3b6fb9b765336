package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Misfit;
import spikelock.mapper.network.Network;
import spikelock.toolchain.command.answer.CheckAnswer;
import spikelock.toolchain.command.answer.Rounding;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.command.options.ChipOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
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
  public List<Class<? extends Record>> answers() {
    return List.of(CheckAnswer.class);
  }

  /** What became of the network on the chips that were tried. */
  private record Attempts(List<CheckAnswer.Refusal> refused, String last, Optional<MapReport> report) {}

  @Override
  public Answer run(Session session) {
    Subject subject = Subject.open(file, options);
    NetworkDescription description = subject.description().orElseThrow(() -> new InputException("is an image, which was checked when it was"
        + " mapped", file, "", "check takes a network: a .nir file or a network .yaml"));
    Network network = description.network();
    Attempts attempts = attempts(network, chips(description));
    CheckAnswer found = new CheckAnswer(file, network.neurons(), network.inputs(), network.outputs().stream().map(Network.Output::name).toList(),
        network.repairs(), Settings.of(network.settings()), attempts.last, attempts.report.isPresent(), attempts.report.map(MapReport::cores).orElse(0),
        attempts.refused, attempts.report.map(MapReport::notes).orElse(List.of()),
        attempts.report.map(Rounding::of).orElse(Map.of()), attempts.report.map(MapReport::warnings).orElse(List.of()));
    String text = found.text(attempts.report.stream().flatMap(report -> report.lags().values().stream()).mapToInt(Integer::intValue).max().orElse(0));
    return found.chipRunsIt() ? Answer.done(found, text)
        : Answer.checkFailed(found, text, "readable, but " + found.chip() + " cannot run it: " + found.chipProblems().getLast().problem());
  }

  private List<String> chips(NetworkDescription description) {
    return options.chipName().or(description::chip).map(List::of).orElse(USUAL_CHIPS);
  }

  /** Tries one chip after the other until one runs the network. */
  private Attempts attempts(Network network, List<String> chips) {
    List<CheckAnswer.Refusal> refused = new ArrayList<>();
    for (String chip : chips) {
      ChipOptions.Chosen chosen = options.chip(chip, options.weightBits()).require();
      switch (options.fit(network, chosen, options.weightBits())) {
        case Fit<MappedNetwork>(MappedNetwork mapped) -> {
          return new Attempts(refused, chip, Optional.of(mapped.report()));
        }
        case Misfit<MappedNetwork> none -> refused.add(refusal(chip, none.problem()));
      }
    }
    return new Attempts(refused, chips.getLast(), Optional.empty());
  }

  private static CheckAnswer.Refusal refusal(String chip, InputException why) {
    return new CheckAnswer.Refusal(chip, (why.where().isEmpty() ? "" : why.where() + ": ") + why.getMessage(), why.hint());
  }
}
