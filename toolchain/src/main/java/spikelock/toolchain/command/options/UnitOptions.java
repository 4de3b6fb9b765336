package spikelock.toolchain.command.options;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.Reading;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.plan.LayersText;
import spikelock.mapper.train.plan.Sketch;
import spikelock.mapper.train.plan.UnitChoice;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** What is trained: layers and their units. */
@Under(Heading.NETWORK)
public final class UnitOptions {
  /** What snnTorch takes a NIR file's timestep to be, whatever it was trained with. */
  private static final double PLAIN_DT = 1e-4;
  private static final Pattern STEPS = Pattern.compile("([0-9.]+)dt");

  @Common
  @Option(names = "--layers", paramLabel = "LAYERS", description = {"The network, such as 64-128-10.",
      "The grammar: " + LayersText.GRAMMAR})
  private String layers = "";

  @Common
  @Option(names = "--model", paramLabel = "UNITS", description = {"Units: if, lif, cubalif, alif, relu and others.",
      "Of all layers but the last: if, lif, cubalif, alif (spiking); relu, leaky-relu, sigmoid, tanh (artificial: trained "
      + "and rounded, but they do not reach the chip yet). Default: lif."})
  String model = "";

  @Option(names = "--output-model", paramLabel = "UNITS", description = "Units of the last layer: also li, cubali (leaky integrators, read by their potential), "
      + "linear, softmax. Default: those of --model where they spike, else softmax.")
  String outputModel = "";

  @Option(names = "--tau-mem", paramLabel = "TIME", description = "Time constant of the membrane: 10ms, 0.01, or 10dt for so many timesteps. Default: 10dt.")
  String tauMem = "";

  @Option(names = "--tau-syn", paramLabel = "TIME", description = "Time constant of the synaptic filter of cubalif and cubali. Default: 5dt.")
  String tauSyn = "";

  @Option(names = "--tau-adapt", paramLabel = "TIME", description = "Time constant of the threshold of alif. Default: 50dt.")
  String tauAdapt = "";

  @Option(names = "--beta", paramLabel = "B", description = "How much a spike raises the threshold (of 1) of alif. Default: 0.2.")
  Double beta;

  @Option(names = "--learn-decay", paramLabel = "WHO", description = "Train the time constants too: one for each layer or neuron; fixed does not. Default: fixed.")
  String learnDecay = "";

  @Option(names = "--dt", paramLabel = "TIME", description = "Duration of a timestep: 1ms, 0.001. Default: --frame, else 0.1ms, which is what "
      + "snnTorch takes every NIR file's to be.")
  String dt = "";

  @Option(names = "--reset", paramLabel = "RULE", description = "What a spike does to the potential: zero, or subtract (the threshold). Default: zero.")
  String reset = "zero";

  @Option(names = "--dropout", paramLabel = "P", description = "Part of the neurons of all layers but the last that is silenced in each sample while training. "
      + "Default: 0.")
  double dropout;

  @Option(names = "--loss", paramLabel = "NAME", description = "What is made small: ce-count, ce-max, ce-last (cross-entropy on counts of spikes, greatest or last "
      + "potentials), mse-count, mse-max, mse-last. Default: ce-count of spikes, ce-max of leaky integrators, ce-last of softmax and linear, else mse-last.")
  String loss = "";

  /** The network in the grammar of {@link LayersText}; empty when it is said elsewhere. */
  public String layers() {
    return layers;
  }

  private enum Resets { ZERO, SUBTRACT }

  boolean subtracts() {
    return ReadingOptions.choice(Resets.class, "--reset", reset) == Resets.SUBTRACT;
  }

  /** Duration of a timestep in s. */
  public double dt(String frame) {
    double seconds = !dt.isEmpty() ? seconds("--dt", dt).orElseThrow() : frame.isEmpty() ? PLAIN_DT : Reading.duration(frame).doubleValue();
    if (!(seconds >= 1e-9 && seconds <= 1e3)) {
      throw new InputException("is " + seconds + " s, must be 1ns..1000s", "", "--dt", "");
    }
    return seconds;
  }

  /** What the layers say where they say nothing of their own. */
  public Sketch.Common common(double seconds) {
    UnitChoice hidden = choice(model, "--model", seconds);
    UnitKind kind = hidden.kind().orElse(UnitKind.LIF);
    UnitChoice output = outputModel.isEmpty() ? hidden.withKind(kind.spikes() ? kind : kind.artificial() ? UnitKind.SOFTMAX : kind)
        : choice(outputModel, "--output-model", seconds);
    return new Sketch.Common(hidden, output, dropout, seconds, subtracts());
  }

  private UnitChoice choice(String name, String option, double dt) {
    try {
      Optional<UnitKind> kind = name.isEmpty() ? Optional.empty() : Optional.of(UnitChoice.kind(name));
      Optional<Decay.Learn> learn = learnDecay.isEmpty() ? Optional.empty() : Optional.of(ReadingOptions.choice(Decay.Learn.class, "--learn-decay", learnDecay));
      return new UnitChoice(kind, tau("--tau-mem", tauMem, dt), tau("--tau-syn", tauSyn, dt), tau("--tau-adapt", tauAdapt, dt),
          beta == null ? OptionalDouble.empty() : OptionalDouble.of(beta), learn);
    } catch (InputException e) {
      throw e.where().isEmpty() ? new InputException(e.getMessage(), "", option, e.hint()) : e;
    }
  }

  /** What is made small, by the units of the last layer where nothing was said. */
  public Loss loss(UnitKind output) {
    if (!loss.isEmpty()) {
      Loss chosen = Loss.parse(loss);
      if (chosen.reading() == Loss.Reading.COUNT && !output.spikes()) {
        throw new InputException("counts spikes, but the last layer's units (" + output.word() + ") have none", "", "--loss", "use ce-max or ce-last");
      }
      return chosen;
    }
    return switch (output) {
      case IF, LIF, CUBA_LIF, ALIF -> Loss.CE_COUNT;
      case LI, CUBA_LI -> Loss.CE_MAX;
      case SOFTMAX, LINEAR -> Loss.CE_LAST;
      case RELU, LEAKY_RELU, SIGMOID, TANH -> Loss.MSE_LAST;
    };
  }

  /** A time constant: a duration, or a number of timesteps. */
  private static OptionalDouble tau(String option, String text, double dt) {
    Matcher steps = STEPS.matcher(text.strip());
    return steps.matches() ? OptionalDouble.of(seconds(option, steps.group(1)).orElseThrow() * dt) : seconds(option, text);
  }

  private static OptionalDouble seconds(String option, String text) {
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Seconds.of(option, text));
  }
}
