package spikelock.mapper.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.LoihiNeuron;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/**
 * Rounds the spiking NIR neurons of a network to Loihi's integers (nir.md 6.5), so that reference and chip compute what Lava would:
 * decays of 1/4096, weights of 8 bits with one scale and exponent for each population, a threshold of 17 bits, a bias with mantissa
 * and exponent. A v_reset other than 0 becomes a shift of the potential. Populations that never spike stay as they are.
 */
public final class LoihiIntegers {
  private static final int MOST_WEIGHT = 127;
  private static final int MOST_EXPONENT = 3;
  private static final double CURRENT_RANGE = 1 << 17;
  /** How far from a whole number a weight is taken to be one. */
  private static final double EXACT = 1e-4;
  /** How many neurons a note names. */
  private static final int NAMED = 3;

  private final Network network;
  private final RunSettings settings;
  private final Population[] populations;
  private final Projection[] projections;
  private final List<String> notes = new ArrayList<>();

  private LoihiIntegers(Network network) {
    this.network = network;
    this.settings = network.settings();
    this.populations = network.populations().toArray(Population[]::new);
    this.projections = network.projections().toArray(Projection[]::new);
  }

  /**
   * The network in integers, with a line in {@link Network#repairs} for each population.
   *
   * @throws InputException naming the population, when its neurons do what Loihi's cannot
   */
  public static Network of(Network network) {
    return new LoihiIntegers(network).run();
  }

  private Network run() {
    for (int p = 0; p < populations.length; p++) {
      if (populations[p].model() instanceof NeuronModel.Nir nir && nir.kind().spikes()) {
        require(populations[p].name(), nir);
        round(p, nir);
      }
    }
    List<String> repairs = new ArrayList<>(network.repairs());
    repairs.addAll(notes);
    return new Network(network.name(), List.of(populations), List.of(projections), network.outputs(), settings, repairs, network.oneScale());
  }

  private void require(String name, NeuronModel.Nir nir) {
    NeuronRule rule = settings.rule(nir);
    String cannot = rule.reset() != Reset.ZERO && rule.reset() != Reset.VALUE && nir.kind() != Kind.THRESHOLD
        ? "the reset " + RunSettings.word(rule.reset())
        : rule.multiSpike() ? "several spikes in a timestep"
        : rule.spikeAt() == SpikeAt.REACHED ? "a spike at the threshold itself"
        : rule.minV().holds(nir.kind()) ? "a least potential"
        : Arrays.stream(nir.refractory()).anyMatch(r -> r > 0) ? "a refractory time"
        : nir.kind().adapts() ? "an adaptive threshold" : "";
    if (!cannot.isEmpty()) {
      throw new InputException("Loihi's integers have no place for " + cannot, "", name,
          "leave out the option that asks for it, or --like lava");
    }
  }

  private void round(int p, NeuronModel.Nir nir) {
    String name = populations[p].name();
    Discrete[] neurons = discrete(p, nir);
    double mantissas = scale(p, neurons);
    int weightExp = weightExp(p, neurons, mantissas);
    double scale = mantissas * (1 << weightExp);
    int size = neurons.length;
    int[] iDecay = new int[size];
    int[] vDecay = new int[size];
    int[] vth = new int[size];
    int[] v = new int[size];
    int[] u = new int[size];
    double[] bias = new double[size];
    for (int i = 0; i < size; i++) {
      Discrete d = neurons[i];
      double shift = d.reset();
      iDecay[i] = (int) Math.rint(LoihiNeuron.UNIT * (1 - d.decayU()));
      vDecay[i] = (int) Math.rint(LoihiNeuron.UNIT * (1 - d.decayV()));
      double threshold = Math.rint(scale * (d.threshold() - shift));
      if (!(threshold >= 0)) {
        throw new InputException("the threshold " + d.threshold() + " is below " + (shift == 0 ? "0" : "the reset " + shift) + " (neuron " + i
            + "), which Loihi's cannot be", "", name, "");
      }
      vth[i] = (int) Math.min(LoihiNeuron.MOST_VTH, threshold);
      bias[i] = scale * (constant(d, name) - (1 - d.decayV()) * shift);
      v[i] = raw(scale * (d.initialV() - shift));
      u[i] = raw(scale * d.initialU());
    }
    double most = Arrays.stream(bias).map(Math::abs).max().orElse(0);
    int exponent = most > LoihiNeuron.MOST_BIAS ? LoihiNeuron.BIAS_EXP + 1 : LoihiNeuron.BIAS_EXP;
    int[] mantissa = Arrays.stream(bias).mapToInt(b -> (int) Math.rint(b / (1 << exponent - LoihiNeuron.BIAS_EXP))).toArray();
    LoihiNeuron neuron = new LoihiNeuron(one(iDecay), one(vDecay), one(mantissa), exponent, one(vth));
    populations[p] = new Population(name, populations[p].shape(), neuron.model(Map.of("u", one(u), "v", one(v))));
    note(name, scale, neurons, vth, loss(p, neurons, mantissas), current(p, neurons, mantissas) * (1 << weightExp));
    weights(p, neurons, mantissas, weightExp);
  }

  /** What a constant input comes to: a bias of Loihi's acts on the potential at once, not through the synaptic filter. */
  private static double constant(Discrete d, String name) {
    if (d.biasU() != 0 && d.decayU() >= 1) {
      throw new InputException("its synaptic current grows without end under a bias, which Loihi's integers cannot hold", "", name, "");
    }
    return d.biasV() + (d.biasU() == 0 ? 0 : d.biasU() / (1 - d.decayU()));
  }

  private Discrete[] discrete(int p, NeuronModel.Nir nir) {
    double[] input = new double[populations[p].size()];
    for (Projection projection : projections) {
      if (projection.target() != p) {
        continue;
      }
      if (projection.loop() && projection.bias().length > 0 && !settings.loopBiasAtZero()) {
        throw new InputException("Loihi's integers have no place for a loop's bias that does not act at the first timestep", "",
            "projection " + projection.name(), "leave out --loop-bias-at-0 no");
      }
      for (int i = 0; i < projection.bias().length; i++) {
        input[i] += projection.bias()[i];
      }
      if (network.populations().get(projection.source()).model().isGraded()) {
        throw new InputException("carries the potential of " + populations[projection.source()].name() + ", Loihi's neurons take spikes", "",
            "projection " + projection.name(), "");
      }
    }
    Discrete.untimely(nir, settings).ifPresent(problem -> {
      throw new InputException(problem.message(), "", populations[p].name(), problem.hint());
    });
    return Discrete.of(nir, settings, input, new double[input.length]);
  }

  /** As large as weights, thresholds and biases allow. */
  private double scale(int p, Discrete[] neurons) {
    double[] greatest = {0};
    visit(p, neurons, (target, weight) -> greatest[0] = Math.max(greatest[0], Math.abs(weight)));
    double scale = greatest[0] == 0 ? LoihiNeuron.MOST_VTH : MOST_WEIGHT / greatest[0];
    for (Discrete d : neurons) {
      scale = limited(scale, LoihiNeuron.MOST_VTH, d.threshold() - d.reset());
      scale = limited(scale, 2.0 * LoihiNeuron.MOST_BIAS, constant(d, populations[p].name()) - (1 - d.decayV()) * d.reset());
    }
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new InputException("its weights, thresholds or biases are not finite", "", populations[p].name(), "");
    }
    return scale;
  }

  /**
   * The exponent of the weights: each is 8 bits times 2 to its power, so that thresholds and biases have finer steps; as large as is
   * possible without a current that can wrap.
   */
  private int weightExp(int p, Discrete[] neurons, double mantissas) {
    double current = current(p, neurons, mantissas);
    int exponent = 0;
    while (exponent < MOST_EXPONENT && current * (2 << exponent) < CURRENT_RANGE
        && neuronsFit(neurons, mantissas * (2 << exponent), populations[p].name())) {
      exponent++;
    }
    return exponent;
  }

  private static boolean neuronsFit(Discrete[] neurons, double scale, String name) {
    boolean fit = true;
    for (Discrete d : neurons) {
      fit &= limited(scale, LoihiNeuron.MOST_VTH, d.threshold() - d.reset()) == scale && limited(scale, 2.0 * LoihiNeuron.MOST_BIAS,
          constant(d, name) - (1 - d.decayV()) * d.reset()) == scale;
    }
    return fit;
  }

  /** The greatest current that a neuron's rounded weights can drive it to, in units of a weight's mantissa. */
  private double current(int p, Discrete[] neurons, double mantissas) {
    double[] sums = new double[neurons.length];
    visit(p, neurons, (target, weight) -> sums[target] += Math.abs(Math.rint(weight * mantissas)));
    double greatest = 0;
    for (int i = 0; i < sums.length; i++) {
      greatest = Math.max(greatest, sums[i] / Math.max(1.0 / LoihiNeuron.UNIT, 1 - neurons[i].decayU()));
    }
    return greatest;
  }

  private static double limited(double scale, double most, double value) {
    return scale * Math.abs(value) > most ? most / Math.abs(value) : scale;
  }

  private interface Weights {
    void weight(int target, double effective);
  }

  private void visit(int p, Discrete[] neurons, Weights visitor) {
    for (Projection projection : projections) {
      if (projection.target() == p) {
        for (int source = 0; source < projection.connectivity().sources(); source++) {
          projection.connectivity().forEach(source, (target, weight, delay) ->
              visitor.weight(target, weight * neurons[target].gain()));
        }
      }
    }
  }

  private WeightLoss loss(int p, Discrete[] neurons, double mantissas) {
    WeightLosses losses = new WeightLosses(neurons.length);
    visit(p, neurons, (target, weight) -> {
      double exact = weight * mantissas;
      double off = Math.rint(exact) - exact;
      losses.add(target, exact, Math.abs(off) <= EXACT ? 0 : off, Math.rint(exact) == 0, false);
    });
    return losses.loss(new double[] {mantissas});
  }

  /** Rounds the weights into the population. */
  private void weights(int p, Discrete[] neurons, double mantissas, int weightExp) {
    for (int i = 0; i < projections.length; i++) {
      Projection old = projections[i];
      if (old.target() == p) {
        projections[i] = new Projection(old.name(), old.source(), p, old.input(), rounded(old.connectivity(), neurons, mantissas, 1 << weightExp), old.delay(),
            new float[0], old.loop());
      }
    }
  }

  private static Connectivity rounded(Connectivity synapses, Discrete[] neurons, double mantissas, int unit) {
    return switch (synapses) {
      case Connectivity.Dense dense -> {
        float[] weights = dense.weights().clone();
        for (int i = 0; i < weights.length; i++) {
          weights[i] = rounded(weights[i], neurons[i / dense.sources()], mantissas, unit);
        }
        yield new Connectivity.Dense(dense.sources(), dense.targets(), weights);
      }
      case Connectivity.Sparse sparse -> {
        float[] weights = sparse.weight().clone();
        for (int i = 0; i < weights.length; i++) {
          weights[i] = rounded(weights[i], neurons[sparse.target()[i]], mantissas, unit);
        }
        yield new Connectivity.Sparse(sparse.sources(), sparse.targets(), sparse.rowStart(), sparse.target(), weights, sparse.delay());
      }
      case Connectivity.Diagonal diagonal -> {
        float[] weights = diagonal.weights().clone();
        for (int i = 0; i < weights.length; i++) {
          weights[i] = rounded(weights[i], neurons[i], mantissas, unit);
        }
        yield new Connectivity.Diagonal(weights);
      }
    };
  }

  private static float rounded(float weight, Discrete neuron, double mantissas, int unit) {
    return (float) Math.rint(weight * neuron.gain() * mantissas) * unit;
  }

  private void note(String name, double scale, Discrete[] neurons, int[] vth, WeightLoss loss, double current) {
    StringBuilder note = new StringBuilder(String.format(Locale.ROOT, "'%s' in Loihi's integers: scale %.4g, %s", name, scale,
        loss.worst().isEmpty() ? "weights exact" : weights(name, loss)));
    if (current >= CURRENT_RANGE) {
      note.append(String.format(Locale.ROOT, "; its current can reach %.0f, and wraps beyond %.0f", current, CURRENT_RANGE));
    }
    if (Arrays.stream(neurons).anyMatch(d -> d.biasU() != 0)) {
      note.append("; its bias acts on the potential at once, not through the synaptic filter");
    }
    for (int i = 0; i < neurons.length; i++) {
      double leak = 1 - neurons[i].decayV();
      if (leak > 0 && vth[i] * (double) LoihiNeuron.WEIGHT < 16 / leak) {
        note.append("; the threshold of neuron ").append(i).append(" is ").append(vth[i]).append(", so low that the decay's rounding shows");
        break;
      }
    }
    notes.add(note.toString());
  }

  /** The least signal-to-noise ratio of any neuron first: over all of them a strong one hides what the others lose. */
  private static String weights(String name, WeightLoss loss) {
    StringBuilder text = new StringBuilder("weights at ");
    int named = Math.min(NAMED, loss.worst().size());
    for (NeuronLoss neuron : loss.worst().subList(0, named)) {
      text.append(String.format(Locale.ROOT, "%.1f dB into %s[%d], ", neuron.signalToNoise(), name, neuron.neuron()));
    }
    text.append(named == loss.worst().size() ? "exact into all others; " : "better into all others; ").append(loss.zeros());
    return loss.isSerious() ? text + ": Loihi's integers have one scale for a population, so leave out --like lava, or map weak neurons apart"
        : text.toString();
  }

  private static int raw(double value) {
    double most = (1 << 23) - 1;
    return (int) Math.max(-most, Math.min(most, Math.rint(value * LoihiNeuron.WEIGHT)));
  }

  private static int[] one(int[] values) {
    return values.length > 0 && Arrays.stream(values).allMatch(v -> v == values[0]) ? new int[] {values[0]} : values;
  }
}
