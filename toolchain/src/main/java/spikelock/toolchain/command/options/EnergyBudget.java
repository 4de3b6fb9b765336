package spikelock.toolchain.command.options;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Dimension;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.toolchain.command.answer.CosimAnswer;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.estimate.CountedRun;

/** How much a sample may cost. */
@Under(Heading.RUNNING)
public final class EnergyBudget {
  private static final Pattern ENERGY = Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?) ?([a-zA-Z]+)");

  @Option(names = "--energy-budget", paramLabel = "E", description = "Fail (exit code 1) when a sample costs more on average, such as 2.5uJ.")
  private String budget = "";

  @Option(names = "--energy-profile", paramLabel = "P", description = "What it costs by: a bundled profile or a file (see profiles). Default: generic-45nm.")
  private String profile = "generic-45nm";

  /** Refuses what cannot be meant, before anything is run. */
  public void check() {
    joules();
    if (!budget.isEmpty()) {
      Profiles.read(profile);
    }
  }

  private OptionalDouble joules() {
    if (budget.isEmpty()) {
      return OptionalDouble.empty();
    }
    Matcher matcher = ENERGY.matcher(budget);
    OptionalDouble factor = matcher.matches() ? Dimension.ENERGY.factor(matcher.group(2)) : OptionalDouble.empty();
    if (factor.isEmpty()) {
      throw new InputException("is \"" + budget + "\", must be an energy", "", "--energy-budget", "a number and fJ, pJ, nJ, uJ, mJ or J, such as 2.5uJ");
    }
    return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor.getAsDouble());
  }

  /** What the samples cost, beside the budget; empty without one. */
  public Optional<CosimAnswer.Energy> of(ChipImage image, Stimulus stimulus) throws InterruptedException {
    OptionalDouble most = joules();
    if (most.isEmpty()) {
      return Optional.empty();
    }
    CostProfile by = Profiles.read(profile);
    double perSample = CountedRun.of(image, stimulus, List.of(by), Runtime.getRuntime().availableProcessors(), done -> { }).price(by).perSampleJ();
    return Optional.of(new CosimAnswer.Energy(by.name(), by.timing().fidelity(), perSample, most.getAsDouble(), perSample <= most.getAsDouble()));
  }
}
