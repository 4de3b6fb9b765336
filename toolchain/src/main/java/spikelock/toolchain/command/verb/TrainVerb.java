package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.plan.LayersText;
import spikelock.mapper.train.plan.Sketch;
import spikelock.toolchain.command.answer.TrainAnswer;
import spikelock.toolchain.command.options.ChipOptions;
import spikelock.toolchain.command.options.LearningOptions;
import spikelock.toolchain.command.options.SampleOptions;
import spikelock.toolchain.command.options.UnitOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;
import spikelock.toolchain.training.SplitSamples;

/** {@code train}: samples become a network that a chip runs as it was trained. */
@Command(name = "train", customSynopsis = "spikelock train [FILE.yaml] [--data FILE --layers LAYERS] [-o NETWORK] [options]",
    description = "train a network on samples, with the chip's own numbers")
final class TrainVerb extends Verb {
  private static final String FLOAT = "float";

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.yaml", description = {"A training as a file; options here win over the file's.",
      "Every option that is no output is a field, _ for -, and layers may be a list; see guide/training.md."})
  private String file = "";

  @Common(1)
  @Under(Heading.OUTPUT)
  @Writes({FileKind.NIR, FileKind.NETWORK})
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = {"Write the network: .nir, or .yaml for units that NIR lacks.",
      "Without it nothing is written."})
  private Path output;

  @Common(2)
  @Under(Heading.MAPPING)
  @Option(names = "--weight-bits", paramLabel = "2..16|float", description = {"Train with weights of so many bits, as the chip has them.",
      "float trains without rounding, and the chip's bits are taken in the end. Default: the chip's."})
  private String weightBits = "";

  @Under(Heading.OUTPUT)
  @Writes(FileKind.ARRAY)
  @Option(names = "--save-split", paramLabel = "FILE.npy", description = "Write the numbers of the samples that were held back, for --samples of run. Default: beside the "
      + "network, as NAME.test.npy.")
  private Path saveSplit;

  @Under(Heading.OUTPUT)
  @Writes(value = FileKind.ARRAYS, continues = "--resume")
  @Option(names = "--checkpoint", paramLabel = "FILE.npz", description = "Write where the training is after every --checkpoint-every epochs, and keep it. Default: beside "
      + "the network, as NAME.checkpoint.npz, at most twice a minute and when interrupted, gone when done.")
  private Path checkpoint;

  @Under(Heading.OUTPUT)
  @Option(names = "--checkpoint-every", paramLabel = "N", description = "Epochs between two checkpoints. Default: 1.")
  private int checkpointEvery = 1;

  @Under(Heading.TRAINING)
  @Option(names = "--resume", paramLabel = "FILE.npz", description = {"Go on from a checkpoint, with all options as they were.",
      "Ends with the same network as a training that was never stopped."})
  private Path resume;

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.PAGE)
  @Option(names = "--report", paramLabel = "FILE.html", description = {"Write a page about the training.",
      "Curves of loss and accuracy, what was mistaken for what, how busy each layer is."})
  private Path report;

  @Mixin private final SampleOptions data = new SampleOptions();
  @Mixin private final UnitOptions units = new UnitOptions();
  @Mixin private final LearningOptions learning = new LearningOptions();
  @Mixin private final ChipOptions chip = new ChipOptions();
  @Spec private CommandSpec spec;

  private Optional<Sketch> listed = Optional.empty();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("train --data digits.csv --label-column last --layers 64-128-10 --timesteps 25 --encode rate --weight-bits 8 -o digits.nir --report digits.html",
        "train --data x.npy --labels y.npy --layers 12-38r-7 --model cubalif --learn-decay layer --epochs 50 --patience 10 -o braille.nir",
        "train --data digits.csv --label-column last --layers 64-64-10 --model relu -o digits.yaml", "train training.yaml --seed 2 -o net.nir",
        "train training.yaml --resume net.checkpoint.npz -o net.nir");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(TrainAnswer.class);
  }

  @Override
  public Answer run(Session session) throws Exception {
    if (!file.isEmpty()) {
      return FileOptions.merged(spec, Path.of(file)).run(session);
    }
    if (units.layers().isEmpty() && listed.isEmpty()) {
      throw new InputException("says nothing about the network", "", "train", "name its layers with --layers: " + LayersText.GRAMMAR);
    }
    Sketch sketch = listed.isPresent() ? listed.get() : LayersText.parse(units.layers());
    double dt = units.dt(data.frame());
    Sketch.Common common = units.common(dt);
    NetworkPlan plan = sketch.plan(name(), common);
    Loss loss = units.loss(plan.output().unit().kind());
    learning.options(loss, 1); // complains before anything is read
    TrainJob.Places places = new TrainJob.Places(Optional.ofNullable(output), Optional.ofNullable(saveSplit), Optional.ofNullable(checkpoint),
        checkpointEvery, Optional.ofNullable(resume), Optional.ofNullable(report));
    places.check(plan);
    boolean artificial = !plan.reachesChip();
    data.complete(session, artificial);
    InputShape shape = new InputShape(List.of(new InputShape.Part("input", plan.inputShape())), OptionalDouble.of(dt));
    SplitSamples samples = data.read(session, shape, artificial, learning.stopsEarly(), learning.seed());
    TrainOptions options = learning.options(loss, samples.split().train().length);
    TrainJob job = new TrainJob(session, plan, samples, options, weights(), chip);
    return job.run(places, data);
  }

  /** The layers of a training's file. */
  void use(Sketch layers) {
    listed = Optional.of(layers);
  }

  private String name() {
    String name = output == null ? "trained" : output.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return name.isEmpty() ? "trained" : name;
  }

  private TrainJob.Weights weights() {
    if (weightBits.isEmpty() || weightBits.equals(FLOAT)) {
      return new TrainJob.Weights(OptionalInt.empty(), weightBits.isEmpty());
    }
    try {
      return new TrainJob.Weights(OptionalInt.of(Integer.parseInt(weightBits)), true);
    } catch (NumberFormatException e) {
      throw new InputException("\"" + weightBits + "\" is no number of bits", "", "--weight-bits", "write 2..16, or float");
    }
  }
}
