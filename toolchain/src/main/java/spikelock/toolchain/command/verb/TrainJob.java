package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.Npy;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.stimulus.InputValues;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.quantise.RowSteps;
import spikelock.mapper.train.ChipRule;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.Trainer;
import spikelock.mapper.train.WeightRounding;
import spikelock.mapper.train.file.TrainedFile;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.toolchain.command.answer.TrainAnswer;
import spikelock.toolchain.command.options.ChipOptions;
import spikelock.toolchain.command.options.SampleOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.ExitCode;
import spikelock.toolchain.console.Failure;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.report.TrainingPage;
import spikelock.toolchain.run.Readout;
import spikelock.toolchain.training.ChipCheck;
import spikelock.toolchain.training.Epochs;
import spikelock.toolchain.training.SplitSamples;
import spikelock.toolchain.training.TrainSettings;
import spikelock.toolchain.training.TrainedOutput;
import spikelock.toolchain.training.TrainingReport;

/** One training, from samples to a network that was checked on the chip. */
final class TrainJob {
  private static final String DEFAULT_CHIP = "mesh-2x2";

  private final Session session;
  private final NetworkPlan plan;
  private final SplitSamples samples;
  private final TrainOptions options;
  private final Weights weights;
  private final ChipOptions chip;
  private final ChipOptions.Chosen chosen;
  private final MapOptions mapping;
  private final Parameters parameters;
  private final float[] values;
  private final Optional<ChipRule> rule;

  /**
   * How weights are rounded.
   *
   * @param bits empty for as many as the chip has
   * @param trained whether they are rounded while training, too
   */
  record Weights(OptionalInt bits, boolean trained) {}

  /**
   * What is written and read.
   *
   * @param every epochs between checkpoints
   */
  record Places(Optional<Path> network, Optional<Path> split, Optional<Path> checkpoint, int every, Optional<Path> resume,
      Optional<Path> report) {

    /** A file beside the network, of its name and another ending. */
    private Optional<Path> beside(String ending) {
      return network.map(n -> n.resolveSibling(String.valueOf(n.getFileName()).replaceFirst("\\.[^.]*$", "") + ending));
    }

    /** @throws InputException when something could not be written */
    void check(NetworkPlan plan) {
      network.ifPresent(file -> TrainedFile.check(file, plan));
      Stream.of(network, split, checkpoint).flatMap(Optional::stream).forEach(file -> {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
          throw new InputException(Files.isDirectory(file) ? "is a folder, not a file" : "its folder does not exist", file.toString(), "", "");
        }
      });
    }

    Optional<Path> splitFile() {
      return split.or(() -> beside(".test.npy"));
    }

    Optional<Path> scaleFile() {
      return beside(".scale.npy");
    }

    Optional<Path> checkpointFile() {
      return checkpoint.or(() -> beside(".checkpoint.npz"));
    }
  }

  /**
   * Looks whether it can be done: nothing is trained before.
   *
   * @throws InputException when the network does not fit the chip, or its packets cannot carry a value of the samples
   */
  TrainJob(Session session, NetworkPlan plan, SplitSamples samples, TrainOptions options, Weights weights, ChipOptions chip) {
    this.session = session;
    this.plan = plan;
    this.samples = samples;
    this.options = options;
    this.weights = weights;
    this.chip = chip;
    fitPayloads();
    chosen = chip.chip(chipName(), weights.bits()).require();
    if (plan.reachesChip()) {
      samples.requireOn(InputValues.of(chosen.spec()));
    }
    mapping = chip.mapping(weights.bits());
    parameters = new Parameters(plan);
    values = parameters.initial(options.seed(), samples.training().rms());
    rule = plan.reachesChip() ? Optional.of(ChipRule.of(parameters, values, chosen.spec(), chosen.texts(), mapping).require()) : Optional.empty();
    if (!samples.classes().isEmpty()) {
      session.note("note: classes are numbered by name: " + IntStream.range(0, samples.classes().size()).mapToObj(c -> c + " " + samples.classes().get(c))
          .collect(Collectors.joining(", ")));
    }
    int[] missing = samples.missingClasses();
    if (missing.length > 0) {
      session.note("note: no sample has the class" + (missing.length > 1 ? "es " : " ") + Arrays.toString(missing).replaceAll("[\\[\\]]", ""));
    }
  }

  String chipName() {
    return chip.name().orElse(DEFAULT_CHIP);
  }

  /** Gives the chip payloads where the samples need them. */
  private void fitPayloads() {
    if (!plan.reachesChip() || chip.hasPayloadBits()) {
      return;
    }
    float greatest = 1;
    for (Sample sample : samples.set().samples()) {
      for (float value : sample.value()) {
        greatest = Math.max(greatest, value < 0 ? 1 - value : value);
      }
    }
    int needed = greatest == 1 ? 0 : Math.max(2, 33 - Integer.numberOfLeadingZeros((int) greatest));
    int carried = chip.chip(chipName(), weights.bits()).require().spec().packet().payloadBits();
    if (needed > carried && needed <= 16) {
      chip.givePayloads(needed);
      session.note("note: the samples are values, not only spikes: the chip gets payloads of " + needed + " bits (--payload-bits " + needed + ")");
    }
  }

  Answer run(Places places, SampleOptions data) throws InterruptedException {
    List<String> settings = TrainSettings.of(plan, options, samples, rounding());
    try (Trainer trainer = new Trainer(parameters, values, samples.set(), samples.split(), quantisation(), options)) {
      Epochs epochs = new Epochs(trainer, options.epochs(), settings, new Epochs.Keeping(places.checkpointFile(),
          places.checkpoint().isPresent() ? Math.max(1, places.every()) : 0));
      places.resume().ifPresent(file -> epochs.resume(file, parameters.count()));
      session.note(String.format(Locale.ROOT, "%s: %,d parameters, seed %d; %d samples to train on, %d to validate, %d to test", plan.name(),
          parameters.count(), options.seed(), samples.split().train().length, samples.split().validation().length, samples.split().test().length));
      session.finishWhenInterrupted();
      epochs.run(session);
      if (epochs.history().isEmpty()) {
        throw new InterruptedException("before the first epoch was over");
      }
      return finish(trainer, epochs, places, data);
    }
  }

  private String rounding() {
    return !weights.trained() ? "float" : chosen.spec().name() + " " + TrainSettings.hash(chosen.spec() + " " + chosen.texts()) + " " + mapping;
  }

  /** How parameters become what is trained. */
  private Trainer.Quantisation quantisation() {
    return rule.isPresent() && weights.trained() ? rule.get()::snapshot : v -> Snapshot.floats(parameters, kept(v));
  }

  /** What of parameters goes into a file: of units that do not reach the chip the rounded weights, as nobody else rounds them. */
  private float[] kept(float[] trained) {
    return rule.isPresent() || !weights.trained() ? trained
        : new WeightRounding(parameters, new RowSteps(mapping.weights().bitsOn(chosen.spec()).require(), chosen.spec().core().synapses().exponentBits()),
            mapping.weights().scale()).rounded(trained);
  }

  private Answer finish(Trainer trainer, Epochs epochs, Places places, SampleOptions data) throws InterruptedException {
    int[] test = samples.split().test();
    Trainer.Evaluation evaluation = trainer.evaluate(test);
    Map<String, String> words = new LinkedHashMap<>();
    words.put("seed", Long.toString(options.seed()));
    words.put("weight_bits", weights.trained() ? Integer.toString(mapping.weights().bitsOn(chosen.spec()).require()) : "float");
    TrainedOutput written = TrainedOutput.write(session.outputs(), places.network(), parameters, kept(trainer.best()), words,
        samples.classes());
    Optional<Path> split = test.length > 0 && data.holdsBack() ? places.splitFile() : Optional.empty();
    split.ifPresent(path -> write(path, NdArray.of(samples.testNumbers())));
    Optional<Path> scale = data.measured().flatMap(ranges -> places.scaleFile());
    scale.ifPresent(path -> write(path, data.measured().orElseThrow().array()));
    boolean interrupted = epochs.isInterrupted();
    Optional<ChipCheck> check = Optional.empty();
    if (rule.isPresent() && test.length > 0 && !interrupted) {
      try {
        check = Optional.of(check(trainer, written));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (places.checkpoint().isEmpty() && !epochs.isInterrupted()) {
      places.checkpointFile().ifPresent(TrainJob::remove);
    }
    int[] labels = IntStream.of(test).map(s -> samples.set().samples().get(s).label()).toArray();
    List<String> classes = samples.classes().isEmpty() ? IntStream.range(0, samples.set().classes()).mapToObj(Integer::toString).toList()
        : samples.classes();
    TrainingReport report = new TrainingReport(plan, options, parameters.count(), classes, epochs.history(), trainer.bestEpoch(), samples, labels,
        evaluation, check, interrupted);
    places.report().ifPresent(path -> TrainingPage.of(report).write(session.outputs().file(path, FileKind.PAGE)));
    List<String> commands = TrainCommands.of(places.network(), rule.isPresent(), test.length > 0, split, scale, weights, chip, options.passes().loss(), data);
    TrainAnswer answer = TrainAnswer.of(report, new TrainAnswer.Written(written.files(), split, scale,
        epochs.isInterrupted() ? places.checkpointFile() : places.checkpoint(), places.report()), chosen.spec().name(), words.get("weight_bits"), commands);
    Answer done = Answer.done(answer, answer.text(plan.reachesChip()));
    return interrupted ? done.failing(interruption(answer)) : done;
  }

  private static Failure interruption(TrainAnswer answer) {
    return new Failure(ExitCode.INTERRUPTED, "interrupted after epoch " + answer.history().size()
        + (answer.network().isEmpty() ? "" : "; the network so far is in " + answer.network()), "", "",
        answer.checkpoint().isEmpty() ? "" : "to go on, give the same options and --resume " + answer.checkpoint());
  }

  /** The chip answers to every test sample what was trained. */
  private ChipCheck check(Trainer trainer, TrainedOutput written) throws InterruptedException {
    ChipImage image = Mapper.fit(written.network(), chosen.spec(), chosen.texts(), mapping).require().image();
    Readout readout = Readout.parse(readout(options.passes().loss()));
    int[] trained = trainer.evaluate(rule.orElseThrow().snapshot(trainer.best()), samples.split().test()).answers();
    long timesteps = ChipCheck.timesteps(image, samples.testInput(), samples.testNumbers());
    try (Progress progress = session.progress("checking on the chip", timesteps)) {
      ChipCheck check = ChipCheck.run(image, samples.testInput(), samples.testNumbers(), readout, options.threads(), progress::at);
      check.requireEqual(trained);
      return check;
    }
  }

  /** How {@code run} reads what a loss looked at. */
  static String readout(Loss loss) {
    return loss.reading().name().toLowerCase(Locale.ROOT);
  }

  private void write(Path file, NdArray array) {
    AtomicOutput.write(session.outputs().file(file, FileKind.ARRAY), out -> Npy.write(out, array));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
