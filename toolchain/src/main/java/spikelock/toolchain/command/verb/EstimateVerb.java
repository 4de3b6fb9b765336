package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.neurobench.NeuroBench;
import spikelock.toolchain.command.answer.EstimateAnswer;
import spikelock.toolchain.command.answer.RunAnswer;
import spikelock.toolchain.command.answer.SanafeAnswer;
import spikelock.toolchain.command.options.ChipOptions;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;
import spikelock.toolchain.estimate.Advice;
import spikelock.toolchain.estimate.Advisor;
import spikelock.toolchain.estimate.CostPage;
import spikelock.toolchain.estimate.CountedRun;
import spikelock.toolchain.sanafe.SanafeRun;

/** {@code estimate}: what a network costs in energy, time and power, by one profile or several. */
@Command(name = "estimate", customSynopsis = "spikelock estimate IMAGE|NETWORK [--input FILE] [--profile P[,P...]] [options]",
    description = "energy, latency and power of a network, by published constants")
final class EstimateVerb extends Verb {
  @Parameters(index = "0", paramLabel = "IMAGE|NETWORK", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Common(1)
  @Under(Heading.RUNNING)
  @Option(names = "--profile", paramLabel = "P[,P...]", split = ",", description = {"What events cost: bundled names (see profiles) or files.",
      "A network is mapped on the first profile's own chip unless --chip names another. Default: every bundled profile that fits the chip."})
  private List<String> profiles = new ArrayList<>();

  @Common(2)
  @Under(Heading.RUNNING)
  @Option(names = "--rate", paramLabel = "N/s", description = {"Also the power at so many samples a second.",
      "Static power, clock and host included between them."})
  private String rate = "";

  @Under(Heading.RUNNING)
  @Option(names = "--threads", paramLabel = "N", description = "Threads of the emulator; the results are the same for any number. Default: the processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Common(1)
  @Under(Heading.OUTPUT)
  @Writes(FileKind.PAGE)
  @Option(names = "--report", paramLabel = "FILE", description = "Write a page: energy breakdown, floor plan, latency, every constant.")
  private Path report;

  @Common(3)
  @Under(Heading.RUNNING)
  @Option(names = "--advise", description = {"Also try what would lower the three greatest costs.",
      "A sparser layer, fewer bits, more cores, another placement: each is mapped, run and priced. --report does so too. For networks, not images."})
  private boolean advise;

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Override
  public Group group() {
    return Group.CHECK;
  }

  @Override
  public List<String> examples() {
    return List.of("estimate orientation", "estimate braille.nir --profile loihi-davies2018,loihi-sanafe2025 --input x.npy --rate 30/s",
        "estimate braille.slk --input x.npy --profile my-chip.yaml --report cost.html --json", "estimate dvs.yaml --chip loihi.yaml --timesteps 128");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(EstimateAnswer.class, SanafeAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    if (threads < 1) {
      throw new InputException("is " + threads + ", must be at least 1", "", "--threads", "");
    }
    if (SanafeRun.isNetwork(file)) {
      return sanafe(session);
    }
    OptionalDouble perSecond = rate();
    List<CostProfile> named = profiles.stream().map(Profiles::read).toList();
    named.stream().flatMap(profile -> profile.chips().stream()).filter(Chips.names()::contains).findFirst().ifPresent(chip -> prefer(session, chip));
    Subject subject = Subject.open(file, network);
    ChipImage image = subject.image(session, network);
    List<CostProfile> chosen = named.isEmpty() ? Profiles.of(image.spec()) : named;
    if (chosen.isEmpty()) {
      throw new InputException("no bundled profile prices the chip " + image.spec().name(), file, "--profile", "name one of " + String.join(", ", Profiles.names()));
    }
    InputOptions.Data data = input.read(session, subject, image);
    long timesteps = data.stimulus().totalTimesteps();
    CountedRun run;
    try (Progress progress = session.progress("running and counting", timesteps)) {
      run = CountedRun.of(image, data.stimulus(), chosen, threads, progress::at);
    }
    List<Estimate> estimates = chosen.stream().map(run::price).toList();
    List<Advice> advice = advise || report != null ? advice(session, subject, data, run, estimates.getFirst()) : List.of();
    if (report != null) {
      CostPage.of(subject.name(), run, estimates, advice).write(session.outputs().file(report, FileKind.PAGE));
    }
    return answer(run, estimates, advice, neurobench(session, subject, data), data, perSecond);
  }

  /** Hardware-independent counts of the network in floats; an image does not have it any more. */
  private Optional<Map<String, Double>> neurobench(Session session, Subject subject, InputOptions.Data data) {
    if (subject.description().isEmpty() || data.stimulus().samples() == 0) {
      return Optional.empty();
    }
    NetworkDescription description = subject.description().get();
    try {
      NeuroBench counts = NeuroBench.of(description.network(), description.nir(), network.runOptions(), data.stimulus(), data.stimulus().samples());
      counts.footprint().assumed().forEach(line -> session.detail("note: footprint: " + line));
      return Optional.of(counts.values());
    } catch (InputException e) {
      session.note("note: no NeuroBench counts, the network does not run in floats: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A network of SANA-FE is mapped already, on a chip with costs of its own. */
  private Answer sanafe(Session session) throws InterruptedException {
    String given = !profiles.isEmpty() ? "--profile" : report != null ? "--report" : advise ? "--advise" : !rate.isEmpty() ? "--rate" : input.isGiven() ? "--input" : "";
    if (!given.isEmpty()) {
      throw new InputException("has no effect on a network of SANA-FE, whose chip file has the costs", "", given, "leave it out");
    }
    SanafeRun run;
    try (Progress progress = session.progress("running", SanafeRun.timesteps(input.timesteps()))) {
      run = SanafeRun.of(Path.of(file), network.chipName(), input.timesteps(), SanafeRun.Keep.NOTHING, progress::at);
    }
    SanafeAnswer answer = SanafeAnswer.estimate(run);
    return Answer.done(answer, answer.text());
  }

  private List<Advice> advice(Session session, Subject subject, InputOptions.Data data, CountedRun run, Estimate first) throws InterruptedException {
    if (subject.description().isEmpty()) {
      session.note("note: nothing is advised for an image: give the network to have changes of it tried");
      return List.of();
    }
    ChipOptions.Chosen chip = Subject.chip(subject.description().get(), network, network.weightBits()).require();
    Advisor advisor = new Advisor(subject.description().get().network(), chip.spec(), chip.texts(), network.mapping(network.weightBits()), data.stimulus(), data.labels(),
        first.profile(), threads);
    try (Progress progress = session.progress("trying what would cost less", Advisor.most())) {
      return advisor.advice(run, first, progress::at);
    }
  }

  /** An image and a chip that the user named stay as they are. */
  private void prefer(Session session, String chip) {
    if (!file.endsWith(".slk") && network.chipName().isEmpty()) {
      network.preferChip(chip);
      session.detail("note: mapped on " + chip + ", which the profile prices (--chip)");
    }
  }

  private OptionalDouble rate() {
    if (rate.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(rate.endsWith("/s") ? rate.substring(0, rate.length() - 2) : rate);
      if (value > 0 && Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InputException("is \"" + rate + "\", must be samples a second, above 0", "", "--rate", "such as 30/s");
  }

  private Answer answer(CountedRun run, List<Estimate> estimates, List<Advice> advice, Optional<Map<String, Double>> neurobench, InputOptions.Data data,
      OptionalDouble perSecond) {
    ChipImage image = run.image();
    ChipSpec spec = image.spec();
    EventCounts counts = run.counts();
    List<EstimateAnswer.Priced> priced = estimates.stream().map(e -> EstimateAnswer.priced(e, spec.clock(), perSecond, warnings(e, spec, perSecond))).toList();
    Latency own = run.ownLatency();
    Optional<Double> accuracy = data.labels().map(labels -> RunAnswer.accuracy(run.outcome().predictions(), labels));
    List<Integer> sizes = image.populations().stream().filter(p -> p.tile().length > 0).map(Population::size).toList();
    EstimateAnswer found = new EstimateAnswer(spec.name(), data.stimulus().samples(), counts.timesteps(), accuracy, EstimateAnswer.counts(counts), neurobench,
        EstimateAnswer.layers(counts, sizes, estimates), new EstimateAnswer.OwnRtl(counts.cycles(), Latency.mean(own.timesteps()), Latency.mean(own.samples()),
        spec.clock().toString(), own.boundBy().text()), priced, EstimateAnswer.advice(advice), report == null ? "" : report.toString());
    return Answer.done(found, found.text(perSecond));
  }

  private static List<String> warnings(Estimate estimate, ChipSpec spec, OptionalDouble perSecond) {
    List<String> warnings = new ArrayList<>();
    if (!estimate.profile().prices(spec)) {
      warnings.add("it prices " + String.join(", ", estimate.profile().chips()) + ", and the counts are of " + spec.name() + ": other cores, other packets");
    }
    if (perSecond.isPresent() && estimate.latency().isPresent()) {
      double seconds = Latency.mean(estimate.latency().get().samples());
      if (seconds * perSecond.getAsDouble() > 1) {
        warnings.add(String.format(Locale.ROOT, "it cannot keep up with %.4g samples a second: a sample takes %.3g s", perSecond.getAsDouble(), seconds));
      }
    }
    return warnings;
  }
}
