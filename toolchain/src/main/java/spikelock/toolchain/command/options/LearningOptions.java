package spikelock.toolchain.command.options;

import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** How a network is trained. */
@Under(Heading.TRAINING)
public final class LearningOptions {
  private static final double ADAM_RATE = 5e-3;
  private static final double SGD_RATE = 0.1;
  private static final double ADAMW_DECAY = 0.01;
  private static final int USUAL_BATCH = 64;
  private static final int USUAL_STEPS = 20;

  @Common
  @Option(names = "--epochs", paramLabel = "N", description = "How often every training sample is seen. Default: 30.")
  int epochs = 30;

  @Option(names = "--batch", paramLabel = "N", description = "Samples of a step. Default: 64, and fewer where that would be under 20 steps an epoch.")
  Integer batch;

  @Option(names = "--optimiser", paramLabel = "NAME", description = "adam, adamw or sgd. Default: adam.")
  String optimiser = "adam";

  @Option(names = "--lr", paramLabel = "RATE", description = {"Learning rate.",
      "Default: 0.005 for adam and adamw, 0.1 for sgd."})
  Double rate;

  @Option(names = "--momentum", paramLabel = "M", description = "Of sgd, and the first factor of adam. Default: 0.9.")
  double momentum = 0.9;

  @Option(names = "--weight-decay", paramLabel = "D", description = "Of adamw: what a step takes off a weight, times the rate. Default: 0.01.")
  Double weightDecay;

  @Option(names = "--schedule", paramLabel = "NAME", description = "How the rate changes over the training: constant, cosine, step, linear. Default: cosine.")
  String schedule = "cosine";

  @Option(names = "--clip", paramLabel = "NORM", description = "Shorten gradients that are longer than this. Default: 0, for none.")
  double clip;

  @Option(names = "--surrogate", paramLabel = "NAME", description = "What stands for the slope of a spike: fast-sigmoid, arctan, triangle. Default: fast-sigmoid.")
  String surrogate = "fast-sigmoid";

  @Option(names = "--surrogate-slope", paramLabel = "K", description = "How steep it is. Default: 10; 2 for arctan, 1 for triangle.")
  Float slope;

  @Common
  @Option(names = "--patience", paramLabel = "N", description = {"Stop after so many epochs that were no better.",
      "Without a better validation loss, that is. Default: 0, for never."})
  private int patience;

  @Option(names = "--rate-weight", paramLabel = "W", description = "Weight of (spikes a timestep - rate-target)^2 of the hidden layers in the loss. Default: 0.")
  double rateWeight;

  @Option(names = "--rate-target", paramLabel = "R", description = "Wanted spikes of a hidden neuron in a timestep. Default: 0.1.")
  double rateTarget = 0.1;

  @Option(names = "--operations-weight", paramLabel = "W", description = "Weight of the part of all synapses that is used in a timestep, as the chip counts it, in the "
      + "loss: fewer synaptic operations for a little accuracy. Default: 0.")
  double operationsWeight;

  @Common
  @Option(names = "--seed", paramLabel = "N", description = "Of first weights, order of samples, dropout and split. Default: 1.")
  private long seed = 1;

  @Under(Heading.RUNNING)
  @Option(names = "--threads", paramLabel = "N", description = "Threads that share a batch. Default: the processors; the results are the same for any number.")
  int threads = Runtime.getRuntime().availableProcessors();

  /** Whether training ends before all epochs are over when it gets no better. */
  public boolean stopsEarly() {
    return patience > 0;
  }

  public long seed() {
    return seed;
  }

  private enum Optimisers { ADAM, ADAMW, SGD }

  private static void within(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InputException("is " + plain(value) + ", must be " + plain(least) + ".." + plain(most), "", option, "");
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  private Rule rule() {
    return switch (ReadingOptions.choice(Optimisers.class, "--optimiser", optimiser)) {
      case SGD -> new Rule.Sgd(momentum);
      case ADAM -> new Rule.Adam(momentum, Rule.Adam.DEFAULT.second(), Rule.Adam.DEFAULT.epsilon(), weightDecay == null ? 0 : weightDecay);
      case ADAMW -> new Rule.Adam(momentum, Rule.Adam.DEFAULT.second(), Rule.Adam.DEFAULT.epsilon(), weightDecay == null ? ADAMW_DECAY : weightDecay);
    };
  }

  private Surrogate surrogate() {
    Surrogate.Form form = ReadingOptions.choice(Surrogate.Form.class, "--surrogate", surrogate);
    float usual = switch (form) {
      case FAST_SIGMOID -> 10;
      case ARCTAN -> 2;
      case TRIANGLE -> 1;
    };
    return new Surrogate(form, slope == null ? usual : slope);
  }

  /**
   * The options.
   *
   * @param samples that are trained on
   * @throws InputException when a number is out of range or a name unknown
   */
  public TrainOptions options(Loss loss, int samples) {
    int together = batch == null ? Math.clamp(samples / USUAL_STEPS, 4, USUAL_BATCH) : batch;
    Rule rule = rule();
    double used = rate != null ? rate : rule instanceof Rule.Sgd ? SGD_RATE : ADAM_RATE;
    within("--epochs", epochs, 1, 1_000_000);
    within("--batch", together, 1, 1_000_000);
    within("--lr", used, 1e-12, 1e3);
    within("--momentum", momentum, 0, 0.9999);
    within("--weight-decay", weightDecay == null ? 0 : weightDecay, 0, 1e3);
    within("--clip", clip, 0, 1e9);
    within("--surrogate-slope", slope == null ? 1 : slope, 1e-3, 1e4);
    within("--patience", patience, 0, 1_000_000);
    within("--rate-weight", rateWeight, 0, 1e6);
    within("--rate-target", rateTarget, 0, 1);
    within("--operations-weight", operationsWeight, 0, 1e6);
    within("--threads", threads, 1, 1024);
    if (rule instanceof Rule.Sgd && weightDecay != null) {
      throw new InputException("is for adam and adamw", "", "--weight-decay", "use --optimiser adamw");
    }
    PassOptions passes = new PassOptions(loss, surrogate(), true, false, rateWeight, rateTarget, operationsWeight);
    return new TrainOptions(epochs, together, rule, used, Schedule.parse(schedule), clip, patience, passes, seed, threads);
  }
}
