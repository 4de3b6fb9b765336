package spikelock.toolchain.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fit.Unable;
import spikelock.mapper.network.Network;
import spikelock.mapper.quantise.WeightRule;

/** Finds what would lower the greatest costs of a network by doing it: each change is mapped, run on the same samples and priced. */
public final class Advisor {
  private static final int COSTS = 3;
  private static final double PRUNED = 0.25;
  private static final double WORTH_TELLING = 0.001;
  private static final int SHUFFLES = 4;
  private static final int LEAST_BITS = 2;

  private final Network network;
  private final ChipSpec spec;
  private final Map<String, String> texts;
  private final MapOptions options;
  private final Stimulus stimulus;
  private final Optional<int[]> labels;
  private final CostProfile profile;
  private final int threads;

  /**
   * For a network as it was mapped.
   *
   * @param texts of the {@code .neuron} files that the chip names
   * @param labels [samples] right classes, where they are known
   */
  public Advisor(Network network, ChipSpec spec, Map<String, String> texts, MapOptions options, Stimulus stimulus, Optional<int[]> labels, CostProfile profile,
      int threads) {
    this.network = network;
    this.spec = spec;
    this.texts = texts;
    this.options = options;
    this.stimulus = stimulus;
    this.labels = labels;
    this.profile = profile;
    this.threads = threads;
  }

  /** A part of the energy: of a unit in a layer, or of none. */
  private record Cost(String name, Optional<String> layer, Optional<Event.Unit> unit) {
    double of(Estimate estimate) {
      if (unit.isEmpty()) {
        return name.equals("clock") ? estimate.clockJ() : name.equals("host") ? estimate.hostJ() : estimate.staticJ();
      }
      int at = estimate.counts().layers().indexOf(layer.orElseThrow());
      return estimate.layerJ(at, unit.get());
    }
  }

  /** A changed network that was run. */
  private record Tried(String change, Optional<CountedRun> run, Optional<Estimate> estimate, String problem) {}

  /**
   * What was tried.
   *
   * @param base the network's own run
   * @param estimate what that costs
   * @param progress told how many changes have been run
   */
  public List<Advice> advice(CountedRun base, Estimate estimate, IntConsumer progress) throws InterruptedException {
    List<Cost> costs = greatest(estimate);
    List<Tried> tried = new ArrayList<>();
    Set<String> pruned = new HashSet<>();
    for (Cost cost : costs) {
      if (cost.layer().isPresent() && pruned.add(cost.layer().get())) {
        int population = network.population(cost.layer().get()).orElse(-1);
        if (population >= 0) {
          Network sparser = Pruning.weakest(network, population, PRUNED);
          tried.add(run(String.format(Locale.ROOT, "the weakest %.0f %% of the synapses onto %s taken out", 100 * (1 - Pruning.kept(network, sparser)),
              cost.layer().get()), sparser, options));
          progress.accept(tried.size());
        }
      }
    }
    tried.add(fewerBits());
    progress.accept(tried.size());
    tried.add(moreCores(base));
    progress.accept(tried.size());
    if (base.image().cores().stream().filter(core -> core.neurons() > 0).count() > 1) {
      tried.add(otherPlacement());
      progress.accept(tried.size());
    }
    return costs.stream().map(cost -> advice(cost, base, estimate, tried)).toList();
  }

  /** How many changes {@link #advice} runs at most. */
  public static int most() {
    return COSTS + 3;
  }

  private static List<Cost> greatest(Estimate estimate) {
    Map<Cost, Double> all = new LinkedHashMap<>();
    for (String layer : estimate.counts().layers()) {
      for (Event.Unit unit : estimate.dynamicJ().keySet()) {
        Cost cost = new Cost(unit.text() + " of " + layer, Optional.of(layer), Optional.of(unit));
        all.put(cost, cost.of(estimate));
      }
    }
    for (String name : List.of("static", "clock", "host")) {
      Cost cost = new Cost(name, Optional.empty(), Optional.empty());
      all.put(cost, cost.of(estimate));
    }
    return all.entrySet().stream().filter(e -> e.getValue() > 0).sorted(Map.Entry.<Cost, Double>comparingByValue().reversed()).limit(COSTS).map(Map.Entry::getKey).toList();
  }

  private Tried fewerBits() throws InterruptedException {
    int has = options.weights().bits().orElse(spec.core().synapses().weightBits());
    int fewer = Math.max(LEAST_BITS, has / 2);
    String change = "weights of " + fewer + " bits instead of " + has;
    return has <= LEAST_BITS ? new Tried(change, Optional.empty(), Optional.empty(), "they have as few as can be")
        : run(change, network, options.withWeights(new WeightRule(OptionalInt.of(fewer), options.weights().scale())));
  }

  private Tried moreCores(CountedRun base) throws InterruptedException {
    int most = base.image().cores().stream().mapToInt(core -> core.neurons()).max().orElse(0);
    int fewer = Math.max(1, most / 2);
    Map<String, Integer> limits = new LinkedHashMap<>(options.limits());
    limits.put("neurons", fewer);
    return run("twice the cores: at most " + fewer + " neurons on each", network, options.withLimits(limits));
  }

  /** The best of a few other placements. */
  private Tried otherPlacement() throws InterruptedException {
    Tried best = null;
    for (int seed = 1; seed <= SHUFFLES; seed++) {
      Tried next = run("another placement, the best of " + SHUFFLES + " at random", network, options.withShuffle(seed));
      best = best == null || next.estimate().isPresent()
          && (best.estimate().isEmpty() || next.estimate().get().totalJ() < best.estimate().get().totalJ()) ? next : best;
    }
    return best;
  }

  private Tried run(String change, Network changed, MapOptions how) throws InterruptedException {
    try {
      Fitting<MappedNetwork> fitting = Mapper.fit(changed, spec, texts, how);
      return switch (fitting) {
        case Shortage<MappedNetwork> shortage -> new Tried(change, Optional.empty(), Optional.empty(), "does not fit: " + shortage.message());
        case Unable<MappedNetwork> unable -> new Tried(change, Optional.empty(), Optional.empty(), "cannot be done: " + unable.message());
        case Fit<MappedNetwork> fit -> {
          CountedRun run = CountedRun.of(fit.value().image(), stimulus, List.of(profile), threads, done -> { });
          yield new Tried(change, Optional.of(run), Optional.of(run.price(profile)), "");
        }
      };
    } catch (InputException e) {
      return new Tried(change, Optional.empty(), Optional.empty(), "cannot be done: " + e.getMessage());
    }
  }

  private Advice advice(Cost cost, CountedRun base, Estimate estimate, List<Tried> tried) {
    List<Advice.Trial> trials = tried.stream().map(each -> trial(cost, base, estimate, each))
        .filter(trial -> !trial.problem().isEmpty() || trial.cost() < -WORTH_TELLING)
        .sorted(Comparator.comparing((Advice.Trial trial) -> !trial.problem().isEmpty()).thenComparingDouble(Advice.Trial::cost)).toList();
    return new Advice(cost.name(), cost.of(estimate) / estimate.totalJ(), trials, tried.size());
  }

  private Advice.Trial trial(Cost cost, CountedRun base, Estimate estimate, Tried tried) {
    if (tried.estimate().isEmpty()) {
      return new Advice.Trial(tried.change(), 0, 0, OptionalDouble.empty(), "", tried.problem());
    }
    Estimate other = tried.estimate().get();
    OptionalDouble latency = estimate.latency().isPresent() && other.latency().isPresent()
        ? OptionalDouble.of(change(mean(estimate), mean(other))) : OptionalDouble.empty();
    return new Advice.Trial(tried.change(), change(estimate.totalJ(), other.totalJ()), change(cost.of(estimate), cost.of(other)), latency,
        effect(base, tried.run().orElseThrow()), "");
  }

  private static double mean(Estimate estimate) {
    return Latency.mean(estimate.latency().orElseThrow().samples());
  }

  private static double change(double from, double to) {
    return from == 0 ? 0 : to / from - 1;
  }

  private String effect(CountedRun base, CountedRun other) {
    int[] before = base.outcome().predictions();
    int[] after = other.outcome().predictions();
    if (labels.isPresent()) {
      return String.format(Locale.ROOT, "accuracy %.2f %% instead of %.2f %%", 100 * right(after), 100 * right(before));
    }
    int same = 0;
    for (int sample = 0; sample < before.length; sample++) {
      same += before[sample] == after[sample] ? 1 : 0;
    }
    return before.length == 0 ? String.format(Locale.ROOT, "%,d output spikes instead of %,d", other.outcome().outputSpikes(), base.outcome().outputSpikes())
        : String.format(Locale.ROOT, "the same answer for %d of %d samples", same, before.length);
  }

  private double right(int[] predictions) {
    int right = 0;
    for (int sample = 0; sample < predictions.length; sample++) {
      right += predictions[sample] == labels.orElseThrow()[sample] ? 1 : 0;
    }
    return predictions.length == 0 ? 0 : (double) right / predictions.length;
  }
}
