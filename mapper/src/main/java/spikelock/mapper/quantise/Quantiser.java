package spikelock.mapper.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.EvaluationOrder;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;

/**
 * Rounds a network to the chip's integers. Weights (times the neuron's gain), thresholds, resets and biases of a NIR population are
 * multiplied with a scale before they are rounded ({@link ScaleChoice}): one for all of its neurons, or, where that loses much less and
 * the chip holds thresholds and biases by neuron or set ({@link ScaleHolder}), one for each; of a convolution one for each channel, so that
 * the places of a channel still share the rows of its kernel. Which it is depends on the network and the chip alone, never on a
 * partition. Decay factors are rounded to 1/4096.
 */
public final class Quantiser {
  /** How many times the worst neuron's rms error must be less for several scales to be worth their place. */
  private static final double WORTH = 3;
  /** The rms error of a neuron's weights, relative to their own rms, up to which one scale is good enough. */
  private static final double GOOD = 0.005;
  /** The widest weights of any chip. */
  private static final int MOST_BITS = 16;

  private final Network network;
  private final ChipSpec spec;
  private final DatapathPlan plan;
  private final int weightBits;
  private final WeightRule.Scale scaleRule;
  private final boolean setScales;
  private final Map<String, Models.Preset> presets = Models.presets();
  private final Map<String, Reach> reaches;
  private final FixedProjection[] projections;
  /** [populations] NIR's neurons; none of others. */
  private final Discrete[][] neurons;
  /** [populations] of NIR neurons. */
  private final Choice[] choices;
  /** By population number, in whatever order they are rounded. */
  private final Map<Integer, PopulationReport> reports = new TreeMap<>();
  private Optional<Potentials> potentials = Optional.empty();
  /** Populations whose payloads were needed before their unit was known: those of loops. */
  private final Set<Integer> awaited = new TreeSet<>();
  private Optional<Shortage<Quantised>> tooWide = Optional.empty();

  private Quantiser(Network network, ChipSpec spec, DatapathPlan plan, int weightBits, WeightRule.Scale scaleRule, boolean setScales,
      Map<String, Reach> reaches) {
    this.network = network;
    this.spec = spec;
    this.plan = plan;
    this.weightBits = weightBits;
    this.scaleRule = scaleRule;
    this.setScales = setScales;
    this.reaches = reaches;
    this.choices = new Choice[network.populations().size()];
    this.neurons = new Discrete[network.populations().size()][];
    this.projections = new FixedProjection[network.projections().size()];
  }

  /**
   * Rounds.
   *
   * @return the integers, the row whose weights the chip has too few bits for, or a projection that the chip cannot have
   * @throws InputException when the network contradicts itself, or a native population's weights are no integers
   */
  public static Fitting<Quantised> quantise(Network network, ChipSpec spec, DatapathPlan plan, WeightRule rule) {
    return quantise(network, spec, plan, rule, true, Map.of());
  }

  /**
   * The same.
   *
   * @param setScales whether scales of their own may take parameter sets, of which a core has few
   * @param reaches by population, how far the potentials go that are sent; those that are missing are bounded by what can arrive
   */
  public static Fitting<Quantised> quantise(Network network, ChipSpec spec, DatapathPlan plan, WeightRule rule, boolean setScales,
      Map<String, Reach> reaches) {
    return rule.bitsOn(spec).then(bits -> new Quantiser(network, spec, plan, bits, rule.scale(), setScales, reaches).run());
  }

  private Fitting<Quantised> run() {
    network.projections().forEach(this::check);
    for (int p = 0; p < neurons.length; p++) {
      neurons[p] = network.populations().get(p).model() instanceof NeuronModel.Nir nir ? discrete(network.populations().get(p), nir, into(p)) : new Discrete[0];
    }
    boolean graded = IntStream.range(0, neurons.length).anyMatch(p -> Potentials.areSent(network, p));
    potentials = graded ? Optional.of(new Potentials(network, neurons, payloads(), spec.packet().payloadBits(),
        new RowSteps(weightBits, spec.core().synapses().exponentBits()), reaches, reach -> target -> ceiling(target, reach))) : Optional.empty();
    // what a payload is worth is known when its population's scale is
    int[] order = graded ? EvaluationOrder.of(network) : IntStream.range(0, neurons.length).toArray();
    for (int p : order) {
      if (network.populations().get(p).model() instanceof NeuronModel.Nir) {
        choices[p] = choose(p);
      }
    }
    FixedPopulation[] populations = new FixedPopulation[neurons.length];
    for (int p : order) {
      Population population = network.populations().get(p);
      populations[p] = switch (population.model()) {
        case NeuronModel.Input i -> FixedPopulation.input(population.name(), population.shape());
        case NeuronModel.Nir nir -> nir(p, nir);
        case NeuronModel.Artificial units -> throw new IllegalStateException(population.name() + " has no datapath");
        case NeuronModel.Native own -> own(p, own);
      };
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
        spec.core().accumulatorBits(), spec.packet().payloadBits(), List.of(populations), List.of(projections), network.outputs(), plan.texts()),
        List.copyOf(reports.values())));
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

  /**
   * What a population is multiplied with.
   *
   * @param notes what was given up for it
   */
  private record Choice(Scaled scaled, List<String> notes) {}

  private Choice choose(int p) {
    DatapathPlan.Assigned assigned = plan.populations().get(p);
    Datapath datapath = datapath(p);
    List<String> notes = new ArrayList<>();
    for (int i : into(p)) {
      int source = network.projections().get(i).source();
      if (Potentials.areSent(network, source) && !potentials.orElseThrow().isSettled(source)) {
        awaited.add(source);
      }
    }
    Scaled scaled = scaled(p, datapath, gains(neurons[p]), ScaleHolder.of(spec, assigned, datapath, neurons[p], held(assigned.wanted())), notes);
    if (Potentials.areSent(network, p)) {
      potentials.orElseThrow().settle(p, scaled.scales, potential(datapath).type().point());
    }
    return new Choice(scaled, notes);
  }

  private FixedPopulation nir(int p, NeuronModel.Nir nir) {
    Population population = network.populations().get(p);
    DatapathPlan.Assigned assigned = plan.populations().get(p);
    Datapath datapath = datapath(p);
    Map<String, Long> held = held(assigned.wanted());
    Scaled scaled = choices[p].scaled;
    if (into(p).stream().anyMatch(i -> awaited.contains(network.projections().get(i).source()))) {
      scaled = rounded(p, datapath, gains(neurons[p]), scaled.scales, scaled.share);
    }
    keep(p, scaled.projections);
    List<String> notes = new ArrayList<>(choices[p].notes);
    ParameterRounding rounding = new ParameterRounding(datapath, held);
    rounding.nir(neurons[p], scaled.scales, potentials.map(sent -> sent.shift(p)).orElse(OptionalInt.empty()));
    if (Potentials.areSent(network, p)) {
      potentials.orElseThrow().bound(p, RawReach.of(scaled.rows.sums, rounding.parameters, held, rounding.initial, potential(datapath)));
    }
    if (network.settings().rule(nir).followsCurrent(nir.kind())) {
      notes.add("the integrator exact is approximated: the potential sees the current at the end of the timestep");
    }
    if (into(p).stream().anyMatch(i -> late(network.projections().get(i)))) {
      notes.add("the loop's bias is kept out of the first timestep by the initial state, rounded to one unit");
    }
    if (rounding.saturations > 0) {
      notes.add(rounding.saturations + " parameters did not fit and were cut off");
    }
    report(p, scaled, rounding, notes);
    return new FixedPopulation(population.name(), population.shape(), DatapathPlan.presetName(nir.kind()),
        assigned.datapath(), assigned.constants(), rounding.parameters, rounding.initial, 0, scaled.scales,
        fieldScales(datapath, neurons[p], scaled.scales));
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
    return Discrete.of(nir, network.settings(), input, lateInput);
  }

  private static double[] gains(Discrete[] neurons) {
    double[] gain = Arrays.stream(neurons).mapToDouble(Discrete::gain).toArray();
    return Arrays.stream(gain).distinct().count() == 1 ? new double[] {gain[0]} : gain;
  }

  // ---- scales ----

  /**
   * The weights into a population, rounded.
   *
   * @param scales [1 or neurons]
   * @param loss with them
   * @param own what scales of their own would lose, where the chip cannot hold them
   */
  private record Scaled(double[] scales, ScaleShare share, RowRounding rows, List<FixedProjection> projections, WeightLoss loss,
      Optional<WeightLoss> own) {

    static Scaled of(double[] scales, ScaleShare share, RowRounding rows, List<FixedProjection> projections) {
      return new Scaled(scales, share, rows, projections, rows.losses.loss(scales), Optional.empty());
    }

    Scaled without(WeightLoss better) {
      return new Scaled(scales, share, rows, projections, loss, Optional.of(better));
    }
  }

  /** Rounds with one scale, and with several where that may be better; keeps the one that loses less. */
  private Scaled scaled(int p, Datapath datapath, double[] gain, ScaleHolder holder, List<String> notes) {
    Population population = network.populations().get(p);
    boolean free = !network.oneScale() && !awaited.contains(p); // what was taken for an awaited unit is at most twice too much, of one scale
    ScaleChoice choice = choice(p, datapath, gain, free);
    for (int i : into(p)) {
      choice.add(network.projections().get(i), sent(network.projections().get(i).source()));
    }
    ScaleChoice.Scale common = choice.all();
    Scaled one = rounded(p, datapath, gain, new double[] {common.value()}, ScaleShare.POPULATION);
    int group = placesOfAChannel(p);
    ScaleChoice.Scale[] each = free && one.loss().worstError() > GOOD ? choice.each(group) : new ScaleChoice.Scale[0];
    if (mayPay(common, each)) {
      double[] own = Arrays.stream(each).mapToDouble(ScaleChoice.Scale::value).toArray();
      Scaled several = rounded(p, datapath, gain, ScaleHolder.spread(own, group, population.size()), holder.share(group));
      if (pays(one, several)) {
        double[] held = holder.place() == ScaleHolder.Place.NEURON ? several.scales : !setScales ? one.scales
            : holder.fitting(common.value(), own, group, population.size(), spec.core().neurons());
        Scaled kept = Arrays.equals(held, several.scales) ? several : ScaleHolder.isOwn(held) ? rounded(p, datapath, gain, held, holder.share(group)) : one;
        if (kept != one && pays(one, kept)) {
          notes.addAll(notes(each, group));
          return kept == several || !pays(kept, several) ? kept : told(population, holder, kept, several, notes);
        }
        notes.addAll(common.notes());
        return told(population, holder, one, several, notes);
      }
    }
    notes.addAll(common.notes());
    return one;
  }

  private ScaleChoice choice(int p, Datapath datapath, double[] gain, boolean exact) {
    return new ScaleChoice(network.populations().get(p).name(), neurons[p], gain, potential(datapath), CurrentRange.of(datapath), spec, weightBits,
        scaleRule, exact);
  }

  private static Field potential(Datapath datapath) {
    return datapath.states().stream().filter(s -> s.name().equals(FixedPopulation.POTENTIAL)).findFirst().orElseThrow();
  }

  /** The greatest scale that a population can have, however fine the weights are that potentials are multiplied with. */
  private double ceiling(int p, PotentialReach reach) {
    ScaleChoice choice = choice(p, datapath(p), gains(neurons[p]), false);
    for (int i : into(p)) {
      Projection projection = network.projections().get(i);
      double[] potentials = reach.of(projection.source());
      if (potentials.length > 0) {
        choice.addSteady(projection, potentials);
      } else {
        choice.add(projection, sent(projection.source()));
      }
    }
    return choice.ceiling();
  }

  private static boolean mayPay(ScaleChoice.Scale common, ScaleChoice.Scale[] each) {
    return Arrays.stream(each).anyMatch(own -> own.value() > 2 * common.value() || own.isExact() && !common.isExact());
  }

  private static boolean pays(Scaled one, Scaled several) {
    double error = one.loss().worstError();
    return error > GOOD && error > WORTH * several.loss().worstError();
  }

  /** Says what scales of their own would have saved. */
  private static Scaled told(Population population, ScaleHolder holder, Scaled kept, Scaled several, List<String> notes) {
    WeightLoss now = kept.loss();
    WeightLoss then = several.loss();
    String why = holder.place() == ScaleHolder.Place.CORE ? "the chip holds " + String.join(", ", holder.parameters()) + " once a core, so all neurons have one scale"
        : "the chip holds " + String.join(", ", holder.parameters()) + " by set and has " + holder.sets() + " sets a core, so "
            + (kept.share == ScaleShare.POPULATION ? "all neurons have one scale" : "neighbours have one scale");
    notes.add(String.format(Locale.ROOT, "%s: with one for each %s, %,d instead of %,d of %,d synapses would become 0, and the worst neuron, now %s[%d], would have a "
        + "signal to noise of %s instead of %.1f dB", why, several.share == ScaleShare.CHANNEL ? "channel" : "neuron", then.lost(), now.lost(), now.synapses(),
        population.name(), now.worst().getFirst().neuron(), then.worst().isEmpty() ? "more" : String.format(Locale.ROOT, "%.1f",
        then.worst().getFirst().signalToNoise()), now.worst().getFirst().signalToNoise()));
    return kept.without(then);
  }

  /** What was given up for scales of their own: of the first neuron that has something, and of how many. */
  private static List<String> notes(ScaleChoice.Scale[] each, int group) {
    List<Integer> some = IntStream.range(0, each.length).filter(g -> !each[g].notes().isEmpty()).boxed().toList();
    return some.isEmpty() ? List.of() : each[some.getFirst()].notes().stream().map(note -> "neuron " + some.getFirst() * group
        + (some.size() == 1 ? "" : " (and others, " + some.size() + " in all)") + ": " + note).toList();
  }

  private Scaled rounded(int p, Datapath datapath, double[] gain, double[] scales, ScaleShare share) {
    RowRounding rows = new RowRounding(weightBits, spec.core().synapses().exponentBits(), false, gain, scales, network.populations().get(p).name(),
        network.populations().get(p).size(), datapath.inputs().size());
    return Scaled.of(scales, share, rows, round(p, rows, datapath));
  }

  private static Map<String, double[]> fieldScales(Datapath datapath, Discrete[] neurons, double[] scales) {
    Map<String, double[]> units = new LinkedHashMap<>();
    for (Field state : datapath.states()) {
      double[] unit = Arrays.stream(scales).map(scale -> Math.scalb(1 / scale, -state.type().point())).toArray();
      if (state.name().equals("v") || state.name().equals("a")) {
        units.put(state.name(), unit);
      } else if (state.name().equals("u") && neurons.length > 0 && neurons[0].currentGain() != 0
          && Arrays.stream(neurons).allMatch(d -> d.currentGain() == neurons[0].currentGain())) {
        units.put("u", Arrays.stream(unit).map(u -> u / neurons[0].currentGain()).toArray());
      }
    }
    return units;
  }

  // ---- populations that are the chip's integers already ----

  private FixedPopulation own(int p, NeuronModel.Native own) {
    Population population = network.populations().get(p);
    DatapathPlan.Assigned assigned = plan.populations().get(p);
    Datapath datapath = datapath(p);
    ParameterRounding rounding = new ParameterRounding(datapath, held(assigned.wanted()));
    rounding.given(own, population.size(), population.name());
    RowRounding rows = new RowRounding(spec.core().synapses().weightBits(), spec.core().synapses().exponentBits(), true, FixedPopulation.ONE,
        FixedPopulation.ONE, population.name(), population.size(), datapath.inputs().size());
    for (int i : into(p)) {
      Projection projection = network.projections().get(i);
      for (float bias : projection.bias()) {
        if (bias != 0) {
          throw new InputException("has a bias, but " + population.name() + " takes the chip's integers", "",
              "projection " + projection.name(), "set the datapath's bias parameter instead");
        }
      }
    }
    List<FixedProjection> kept = round(p, rows, datapath);
    keep(p, kept);
    report(p, Scaled.of(FixedPopulation.ONE, ScaleShare.POPULATION, rows, kept), rounding, List.of());
    return new FixedPopulation(population.name(), population.shape(), assigned.wanted(), assigned.datapath(),
        assigned.constants(), rounding.parameters, rounding.initial, 0, FixedPopulation.ONE,
        own.isGraded() ? Map.of(own.valueField(), new double[] {own.valueUnit()}) : Map.of());
  }

  /** The projections into a population, in their order. */
  private List<FixedProjection> round(int p, RowRounding rows, Datapath datapath) {
    List<FixedProjection> rounded = new ArrayList<>();
    for (int i : into(p)) {
      Projection projection = network.projections().get(i);
      if (projection.input() < 0 || projection.input() >= datapath.inputs().size()) {
        throw new InputException("feeds input " + projection.input() + ", the datapath " + datapath.name() + " has "
            + datapath.inputs().size(), "", "projection " + projection.name(), "");
      }
      rounded.add(rows.round(projection, placesOfAChannel(projection), sent(projection.source())));
      tooWide = tooWide.or(() -> rows.tooWide);
    }
    return rounded;
  }

  private void keep(int p, List<FixedProjection> rounded) {
    List<Integer> into = into(p);
    for (int i = 0; i < into.size(); i++) {
      projections[into.get(i)] = rounded.get(i);
    }
  }

  private Datapath datapath(int p) {
    DatapathPlan.Assigned assigned = plan.populations().get(p);
    return FixedNetwork.datapath(assigned.datapath(), assigned.constants(), plan.texts(), spec.core().accumulatorBits(), spec.packet().payloadBits());
  }

  private Sent sent(int source) {
    return Potentials.areSent(network, source) ? potentials.orElseThrow().sent(source) : Sent.spikes(greatestPayload(source));
  }

  /** The greatest magnitude of what a population's spikes carry. */
  private int greatestPayload(int population) {
    return switch (network.populations().get(population).model()) {
      case NeuronModel.Input i -> FixedNetwork.greatestInput(spec.packet().payloadBits());
      case NeuronModel.Nir nir -> 1;
      case NeuronModel.Artificial units -> throw new IllegalStateException(network.populations().get(population).name() + " has no datapath");
      case NeuronModel.Native own -> FixedNetwork.greatestPayload(datapath(population));
    };
  }

  /** [populations] the greatest magnitude of what is sent where it is no potential: inputs are taken to spike. */
  private int[] payloads() {
    return IntStream.range(0, neurons.length).map(p -> network.populations().get(p).isInput() ? 1 : greatestPayload(p)).toArray();
  }

  /** How many neurons make a channel of a population that a convolution leads to; 1 for others. */
  private int placesOfAChannel(int p) {
    int[] shape = network.populations().get(p).shape();
    boolean local = shape.length > 1 && into(p).stream().anyMatch(i -> network.projections().get(i).connectivity() instanceof Connectivity.Sparse);
    return local ? network.populations().get(p).size() / shape[0] : 1;
  }

  /** How many sources of a convolution make a channel; 1 for other projections. */
  private int placesOfAChannel(Projection projection) {
    int[] shape = network.populations().get(projection.source()).shape();
    return shape.length == 3 && projection.connectivity() instanceof Connectivity.Sparse ? shape[1] * shape[2] : 1;
  }

  private void report(int p, Scaled scaled, ParameterRounding rounding, List<String> notes) {
    Population population = network.populations().get(p);
    RowRounding rows = scaled.rows;
    WeightLoss loss = scaled.loss();
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
    List<String> warnings = new ArrayList<>();
    if (loss.isSerious()) {
      String what = loss.describe(population.name());
      if (network.oneScale()) {
        all.add(what + "; the file asks for one scale, as it was trained");
      } else {
        warnings.add(what + remedies(p, scaled));
      }
    }
    reports.put(p, new PopulationReport(population.name(), Arrays.stream(scaled.scales).min().orElse(1), Arrays.stream(scaled.scales).max().orElse(1),
        ScaleHolder.isOwn(scaled.scales) ? scaled.share : ScaleShare.POPULATION, loss, ratio(rows.greatestError, rows.greatestWeight),
        Math.sqrt(ratio(rows.squaredError, rows.squaredWeights)), rounding.thresholdError, rounding.decayError,
        rows.saturations + rounding.saturations, greatest <= limit, greatest, limit, worst,
        potentials.flatMap(sent -> sent.report(p)), all, warnings));
  }

  /** What a user can do about weights that became 0. */
  private String remedies(int p, Scaled scaled) {
    List<String> remedies = new ArrayList<>();
    if (reaches.isEmpty() && into(p).stream().anyMatch(i -> Potentials.areSent(network, network.projections().get(i).source()))) {
      remedies.add("samples that payloads are fitted to (map --input), which reach less than what is proven");
    }
    scaled.own.ifPresent(own -> remedies.add("neuron_parameters in the chip file for what it holds more widely, so that each neuron has a scale of its own"));
    if (weightBits < MOST_BITS) {
      remedies.add("more weight bits (--weight-bits" + (weightBits < spec.core().synapses().weightBits() ? ")" : " with --fit-chip)"));
    }
    if (spec.core().synapses().exponentBits() == 0) {
      remedies.add("row exponents (exponent_bits: 2 in the chip file)");
    }
    return remedies.isEmpty() ? "" : ". Give it " + String.join(", or ", remedies);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
