package spikelock.mapper.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fit.Unable;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;

/**
 * Rounds a network to the chip's integers. Every NIR population has one scale: its weights (times the neuron's gain), thresholds,
 * resets and biases are multiplied with it. It is as large as the weights' width and exponents allow, and smaller where a
 * threshold or state would use more than a quarter of its field. Decay factors are rounded to 1/4096.
 */
public final class Quantiser {
  /** The part of the potential's range that thresholds, resets and biases may use; the rest is headroom. */
  private static final double STATE_SHARE = 0.25;
  /** The part of all inputs that is taken to spike at once, for the range that a potential needs. */
  private static final double ACTIVITY = 0.25;
  /** Timesteps over which a potential that does not leak is taken to integrate. */
  private static final double LONGEST_MEMORY = 256;
  /** How much of the weights' width a potential without a threshold may cost. */
  private static final double LEAST_SHARE = 0.125;

  private final Network network;
  private final ChipSpec spec;
  private final DatapathPlan plan;
  private final int weightBits;
  private final WeightRule.Scale scaleRule;
  private final Map<String, Models.Preset> presets = Models.presets();
  private final FixedProjection[] projections;
  private final List<PopulationReport> reports = new ArrayList<>();
  private Optional<Shortage<Quantised>> tooWide = Optional.empty();

  private Quantiser(Network network, ChipSpec spec, DatapathPlan plan, int weightBits, WeightRule.Scale scaleRule) {
    this.network = network;
    this.spec = spec;
    this.plan = plan;
    this.weightBits = weightBits;
    this.scaleRule = scaleRule;
    this.projections = new FixedProjection[network.projections().size()];
  }

  /**
   * Rounds.
   *
   * @return the integers, the row whose weights the chip has too few bits for, or a projection that the chip cannot have
   * @throws InputException when the network contradicts itself, or a native population's weights are no integers
   */
  public static Fitting<Quantised> quantise(Network network, ChipSpec spec, DatapathPlan plan, WeightRule rule) {
    return rule.bitsOn(spec).then(bits -> new Quantiser(network, spec, plan, bits, rule.scale()).run());
  }

  private Fitting<Quantised> run() {
    for (Projection projection : network.projections()) {
      check(projection);
      Optional<Unable<Quantised>> unable = unable(projection);
      if (unable.isPresent()) {
        return unable.get();
      }
    }
    List<FixedPopulation> populations = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.populations().get(p);
      populations.add(switch (population.model()) {
        case NeuronModel.Input i -> FixedPopulation.input(population.name(), population.shape());
        case NeuronModel.Nir nir -> nir(p, nir);
        case NeuronModel.Artificial units -> throw new IllegalStateException(population.name() + " has no datapath");
        case NeuronModel.Native own -> own(p, own);
      });
    }
    for (Network.Output output : network.outputs()) {
      if (network.populations().get(output.population()).isInput()) {
        throw new InputException("is wired to an input, no neuron answers", "", "output " + output.name(), "");
      }
    }
    if (tooWide.isPresent()) {
      return tooWide.get();
    }
    return new Fit<>(new Quantised(new FixedNetwork(network.name(), spec.core().synapses().weightBits(),
        spec.core().accumulatorBits(), spec.packet().payloadBits(), populations, List.of(projections), network.outputs(), plan.texts()), reports));
  }

  private void check(Projection projection) {
    Population source = network.populations().get(projection.source());
    Population target = network.populations().get(projection.target());
    Connectivity connectivity = projection.connectivity();
    if (target.isInput()) {
      throw new InputException("leads into the input " + target.name(), "", "projection " + projection.name(), "");
    }
    if (connectivity.sources() != source.size() || connectivity.targets() != target.size()) {
      throw new InputException("connects " + connectivity.sources() + " to " + connectivity.targets() + ", but "
          + source.name() + " has " + source.size() + " and " + target.name() + " " + target.size(), "",
          "projection " + projection.name(), "");
    }
    if (projection.bias().length != 0 && projection.bias().length != target.size()) {
      throw new InputException("has " + projection.bias().length + " biases for " + target.size() + " neurons", "",
          "projection " + projection.name(), "");
    }
  }

  /** What the chip cannot send. */
  private Optional<Unable<Quantised>> unable(Projection projection) {
    Population source = network.populations().get(projection.source());
    return source.model().isGraded()
        ? Optional.of(new Unable<>("projection " + projection.name(), "carries the potential of " + source.name()
            + (source.model() instanceof NeuronModel.Nir nir ? " (" + DatapathPlan.presetName(nir.kind()) + ")" : "")
            + ", which never spikes; the chip sends spikes only",
            "give " + source.name() + " a threshold, or end the network there"))
        : Optional.empty();
  }

  private List<Integer> into(int population) {
    List<Integer> into = new ArrayList<>();
    for (int i = 0; i < projections.length; i++) {
      if (network.projections().get(i).target() == population) {
        into.add(i);
      }
    }
    return into;
  }

  // ---- populations of NIR neurons ----

  private FixedPopulation nir(int p, NeuronModel.Nir nir) {
    Population population = network.populations().get(p);
    DatapathPlan.Assigned assigned = plan.populations().get(p);
    Datapath datapath = FixedNetwork.datapath(assigned.datapath(), assigned.constants(), plan.texts(),
        spec.core().accumulatorBits(), spec.packet().payloadBits());
    Discrete[] neurons = discrete(population, nir, into(p));
    double[] gain = gains(neurons);
    List<String> notes = new ArrayList<>();
    double scale = scaleRule.round(scale(population, datapath, neurons, gain, into(p), notes));
    ParameterRounding rounding = new ParameterRounding(datapath, held(assigned.wanted()));
    rounding.nir(neurons, scale);
    RowRounding rows = new RowRounding(weightBits, spec.core().synapses().exponentBits(), false, gain, scale, population.name(),
        population.size(), datapath.inputs().size());
    round(p, rows, datapath);
    if (followsCurrent(nir)) {
      notes.add("the integrator exact is approximated: the potential sees the current at the end of the timestep");
    }
    if (into(p).stream().anyMatch(i -> late(network.projections().get(i)))) {
      notes.add("the loop's bias is kept out of the first timestep by the initial state, rounded to one unit");
    }
    if (rounding.saturations > 0) {
      notes.add(rounding.saturations + " parameters did not fit and were cut off");
    }
    report(population, rows, rounding, scale, notes);
    return new FixedPopulation(population.name(), population.shape(), DatapathPlan.presetName(nir.kind()),
        assigned.datapath(), assigned.constants(), rounding.parameters, rounding.initial, 0, scale,
        fieldScales(datapath, neurons, scale));
  }

  /** Whether the exact integrator lets the potential follow a current that decays within the timestep. */
  private boolean followsCurrent(NeuronModel.Nir nir) {
    NeuronRule rule = network.settings().rule(nir);
    return nir.kind().cuba() && rule.integrator() == Integrator.EXACT && rule.gain().current() == Gain.Current.OF_NODE
        && rule.gain().membrane(nir.kind()) == Gain.Membrane.OF_NODE;
  }

  private Map<String, Long> held(String wanted) {
    return presets.containsKey(wanted) ? presets.get(wanted).fixed() : Map.of();
  }

  private boolean late(Projection projection) {
    return projection.loop() && projection.bias().length > 0 && !network.settings().loopBiasAtZero();
  }

  private Discrete[] discrete(Population population, NeuronModel.Nir nir, List<Integer> into) {
    double[] input = new double[population.size()];
    double[] lateInput = new double[population.size()];
    for (int i : into) {
      Projection projection = network.projections().get(i);
      for (int n = 0; n < projection.bias().length; n++) {
        input[n] += projection.bias()[n];
        lateInput[n] += late(projection) ? projection.bias()[n] : 0;
      }
    }
    Discrete[] neurons = new Discrete[population.size()];
    for (int n = 0; n < neurons.length; n++) {
      neurons[n] = Discrete.of(nir, n, network.settings(), input[n], lateInput[n]);
    }
    return neurons;
  }

  private static double[] gains(Discrete[] neurons) {
    double[] gain = Arrays.stream(neurons).mapToDouble(Discrete::gain).toArray();
    return Arrays.stream(gain).distinct().count() == 1 ? new double[] {gain[0]} : gain;
  }

  private double scale(Population population, Datapath datapath, Discrete[] neurons, double[] gain, List<Integer> into,
      List<String> notes) {
    double[] sums = new double[population.size()];
    double[] most = new double[population.size()]; // with the greatest payloads
    double[] fanIn = new double[population.size()];
    double[] greatest = {0};
    for (int i : into) {
      Projection projection = network.projections().get(i);
      int payload = greatestPayload(projection.source());
      for (int source = 0; source < projection.connectivity().sources(); source++) {
        projection.connectivity().forEach(source, (target, weight, delay) -> {
          double effective = Math.abs(weight * gain[gain.length == 1 ? 0 : target]);
          if (!Double.isFinite(effective)) {
            throw new InputException("a weight to " + population.name() + "[" + target + "] is " + weight, "",
                "projection " + projection.name(), "");
          }
          greatest[0] = Math.max(greatest[0], effective);
          sums[target] += effective;
          most[target] += effective * payload;
          fanIn[target] += weight == 0 ? 0 : payload; // what is 0 stays exact
        });
      }
    }
    double parameters = 0;
    for (Discrete d : neurons) {
      // the adaptation of a neuron that spikes in every timestep may use all of its range
      for (double value : new double[] {d.threshold(), d.reset(), d.biasU(), d.biasV(), d.initialV(), d.initialU(),
          d.rise().initial(), STATE_SHARE * d.rise().beta() * memory(d.rise().decay())}) {
        if (Double.isNaN(value)) {
          throw new InputException("has a parameter that is not a number", "", population.name(), "");
        }
        parameters = Double.isInfinite(value) ? parameters : Math.max(parameters, Math.abs(value));
      }
    }
    Field potential = datapath.states().stream().filter(s -> s.name().equals("v")).findFirst().orElseThrow();
    double range = STATE_SHARE * Math.scalb((double) potential.max(), -potential.type().point());
    double allowed = parameters == 0 ? Double.POSITIVE_INFINITY : range / parameters;
    if (greatest[0] == 0) {
      return Double.isInfinite(allowed) ? 1 : Math.min(allowed, Math.scalb(1.0, 20));
    }
    double reach = 0;
    for (int n = 0; n < neurons.length; n++) {
      Discrete d = neurons[n];
      double drive = (ACTIVITY * sums[n] + Math.abs(d.biasU())) * memory(d.decayU()) + Math.abs(d.biasV());
      reach = Math.max(reach, drive * memory(d.decayV()));
    }
    double full = range / STATE_SHARE;
    double wanted = weightScale(greatest[0], most, fanIn, full / reach);
    if (Double.isInfinite(neurons[0].threshold()) && wanted * reach > full) {
      double least = LEAST_SHARE * ((1 << (weightBits - 1)) - 1) / greatest[0];
      wanted = Math.min(wanted, Math.max(least, full / reach));
      notes.add(String.format(java.util.Locale.ROOT,
          "the potential saturates beyond %.4g; to hold that much the weights are rounded more coarsely", full / wanted));
    }
    if (allowed < wanted) {
      notes.add(String.format(java.util.Locale.ROOT,
          "the scale is %.3g of what the weights allow, so that thresholds, biases and adaptations fit", allowed / wanted));
    }
    return Math.min(wanted, allowed);
  }

  private static double memory(double decay) {
    return Math.min(LONGEST_MEMORY, 1 / (1 - decay));
  }

  /**
   * The largest scale whose sums provably stay in the accumulator and that is at most {@code reachable}, but at least the one
   * that fills the weights' width.
   */
  private double weightScale(double greatest, double[] sums, double[] fanIn, double reachable) {
    double limit = Math.scalb(1.0, spec.core().accumulatorBits() - 1) - 1;
    int full = (1 << (weightBits - 1)) - 1;
    for (int exponent = (1 << spec.core().synapses().exponentBits()) - 1; exponent > 0; exponent--) {
      double scale = full * (double) (1 << exponent) / greatest;
      boolean safe = scale <= reachable;
      for (int n = 0; n < sums.length && safe; n++) {
        safe = sums[n] * scale + 0.5 * fanIn[n] * (1 << exponent) <= limit;
      }
      if (safe) {
        return scale;
      }
    }
    return full / greatest;
  }

  private static Map<String, Double> fieldScales(Datapath datapath, Discrete[] neurons, double scale) {
    Map<String, Double> scales = new LinkedHashMap<>();
    for (Field state : datapath.states()) {
      double unit = Math.scalb(1 / scale, -state.type().point());
      if (state.name().equals("v") || state.name().equals("a")) {
        scales.put(state.name(), unit);
      } else if (state.name().equals("u") && neurons.length > 0 && neurons[0].currentGain() != 0
          && Arrays.stream(neurons).allMatch(d -> d.currentGain() == neurons[0].currentGain())) {
        scales.put("u", unit / neurons[0].currentGain());
      }
    }
    return scales;
  }

  // ---- populations that are the chip's integers already ----

  private FixedPopulation own(int p, NeuronModel.Native own) {
    Population population = network.populations().get(p);
    DatapathPlan.Assigned assigned = plan.populations().get(p);
    Datapath datapath = FixedNetwork.datapath(assigned.datapath(), assigned.constants(), plan.texts(),
        spec.core().accumulatorBits(), spec.packet().payloadBits());
    ParameterRounding rounding = new ParameterRounding(datapath, held(assigned.wanted()));
    rounding.given(own, population.size(), population.name());
    RowRounding rows = new RowRounding(spec.core().synapses().weightBits(), spec.core().synapses().exponentBits(), true, new double[] {1}, 1,
        population.name(), population.size(), datapath.inputs().size());
    for (int i : into(p)) {
      Projection projection = network.projections().get(i);
      for (float bias : projection.bias()) {
        if (bias != 0) {
          throw new InputException("has a bias, but " + population.name() + " takes the chip's integers", "",
              "projection " + projection.name(), "set the datapath's bias parameter instead");
        }
      }
    }
    round(p, rows, datapath);
    report(population, rows, rounding, 1, List.of());
    return new FixedPopulation(population.name(), population.shape(), assigned.wanted(), assigned.datapath(),
        assigned.constants(), rounding.parameters, rounding.initial, 0, 1,
        own.isGraded() ? Map.of(own.valueField(), own.valueUnit()) : Map.of());
  }

  private void round(int p, RowRounding rows, Datapath datapath) {
    for (int i : into(p)) {
      Projection projection = network.projections().get(i);
      if (projection.input() < 0 || projection.input() >= datapath.inputs().size()) {
        throw new InputException("feeds input " + projection.input() + ", the datapath " + datapath.name() + " has "
            + datapath.inputs().size(), "", "projection " + projection.name(), "");
      }
      projections[i] = rows.round(projection, placesOfAChannel(projection), greatestPayload(projection.source()));
      tooWide = tooWide.or(() -> rows.tooWide);
    }
  }

  /** The greatest magnitude of what a population's spikes carry. */
  private int greatestPayload(int population) {
    if (network.populations().get(population).isInput()) {
      return FixedNetwork.greatestInput(spec.packet().payloadBits());
    }
    DatapathPlan.Assigned assigned = plan.populations().get(population);
    return FixedNetwork.greatestPayload(FixedNetwork.datapath(assigned.datapath(), assigned.constants(), plan.texts(),
        spec.core().accumulatorBits(), spec.packet().payloadBits()));
  }

  /** How many sources of a convolution make a channel; 1 for other projections. */
  private int placesOfAChannel(Projection projection) {
    int[] shape = network.populations().get(projection.source()).shape();
    return shape.length == 3 && projection.connectivity() instanceof Connectivity.Sparse ? shape[1] * shape[2] : 1;
  }

  private void report(Population population, RowRounding rows, ParameterRounding rounding, double scale, List<String> notes) {
    long limit = (1L << (spec.core().accumulatorBits() - 1)) - 1;
    long greatest = 0;
    int worst = 0;
    int inputs = Math.max(1, rows.sums.length / Math.max(1, population.size()));
    for (int i = 0; i < rows.sums.length; i++) {
      if (rows.sums[i] > greatest) {
        greatest = rows.sums[i];
        worst = i / inputs;
      }
    }
    List<String> all = new ArrayList<>(notes);
    if (greatest > limit) {
      all.add("the input of " + population.name() + "[" + worst + "] can reach " + greatest + ", the accumulator holds "
          + limit + ": it wraps when that happens");
    }
    reports.add(new PopulationReport(population.name(), scale, ratio(rows.greatestError, rows.greatestWeight),
        Math.sqrt(ratio(rows.squaredError, rows.squaredWeights)), rounding.thresholdError, rounding.decayError,
        rows.saturations + rounding.saturations, greatest <= limit, greatest, limit, worst, all));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
