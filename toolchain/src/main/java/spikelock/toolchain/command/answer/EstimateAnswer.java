package spikelock.toolchain.command.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Latency;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.Quantity;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.estimate.Advice;

/** What {@code estimate} found. */
public record EstimateAnswer(
    @Means("the chip that the network is mapped on") String chip,
    @Means("samples run") int samples,
    @Means("timesteps run, the tails for the lag included") long timesteps,
    @Means("part of the samples whose prediction is the label; null without labels") Optional<Double> accuracy,
    @Means("how often each event happened, over all cores and timesteps") Map<String, Long> counts,
    @Means("hardware-independent counts as NeuroBench defines them; null where the network itself is not known") Optional<Map<String, Double>> neurobench,
    @Means("per population") List<Layer> layers,
    @Means("exact cycles of our own RTL, whatever the profile prices") OwnRtl ownRtl,
    @Means("one a profile") List<Priced> estimates,
    @Means("the greatest costs by the first profile and what was done to lower each; with --advise or --report only") List<Costly> advice,
    @Means("the page written, or empty") String report) {

  /** One of the greatest costs. */
  public record Costly(String cost, @Means("of the energy") double share, @Means("changes that were tried") int changes,
      @Means("those that lower it, and those that could not be done") List<Tried> tried) {}

  /** A change that was mapped, run and priced; changes are shares, -0.1 is a tenth less. */
  public record Tried(String change, double energy, double cost, Optional<Double> latency, String effect, @Means("why it could not be done, or empty") String problem) {}

  /** A population's events, and its part of each profile's dynamic energy. */
  public record Layer(String name, int neurons, Map<String, Long> counts, @Means("J, by profile") Map<String, Double> dynamicJ) {}

  /** Our RTL at the chip file's clock. */
  public record OwnRtl(long cycles, double timestepMeanS, double sampleMeanS, String clock, String boundBy) {}

  /** Where the energy goes, in J. */
  public record Energy(double total, @JsonProperty("static") double statics, double clock, Map<String, Double> dynamic, double host) {}

  /** Least and greatest total, in J, every constant at that end of its band. */
  public record Band(double low, double high) {}

  /** Times in s. */
  public record Times(double timestepMean, double timestepMedian, double timestepP99, double timestepMax, double sampleMean, double sampleMedian, double sampleP99,
      double sampleMax) {
    static Times of(Latency latency) {
      return new Times(Latency.mean(latency.timesteps()), Latency.quantile(latency.timesteps(), 0.5), Latency.quantile(latency.timesteps(), 0.99),
          Latency.quantile(latency.timesteps(), 1), Latency.mean(latency.samples()), Latency.quantile(latency.samples(), 0.5),
          Latency.quantile(latency.samples(), 0.99), Latency.quantile(latency.samples(), 1));
    }
  }

  /** What a profile says. */
  public record Priced(
      String profile,
      @Means("cycle-exact (own RTL), message-level (published constants) or counts only") String fidelity,
      @Means("what the profile models, and at which operating point") String models,
      @Means("energy of all samples in J") Energy energyJ,
      @Means("of the total, in J") Band band,
      @Means("null where nothing is known of time") Optional<Times> latencyS,
      @Means("mean power while it runs, in W; null where nothing is known of time") Optional<Double> powerW,
      @Means("compute, memory, traffic, barrier, host or tick: what takes most of the time; null where nothing is known") Optional<String> boundBy,
      @Means("the clock and what it is; null where time has none") Optional<String> clock,
      @Means("mean energy of a sample, in J") double perInferenceJ,
      @Means("total energy divided by the synaptic events, in J; null where there are none") Optional<Double> perSynapticEventJ,
      @Means("at --rate, in W; null without it") Optional<Double> powerAtRateW,
      @Means("why it should not be trusted as it stands") List<String> warnings,
      @Means("what the profile leaves out") List<String> notes,
      @Means("dynamic energy of each core that has some, in J") Map<Integer, Double> coresJ,
      @Means("dynamic energy in parts of a sample's time, of all samples, in J") double[] timelineJ,
      @Means("timesteps of each part") int timelineTimesteps) {}

  /**
   * The part for a profile.
   *
   * @param rate samples a second, where asked for
   * @param warnings beyond the estimate's own
   */
  public static Priced priced(Estimate estimate, Clock chipClock, OptionalDouble rate, List<String> warnings) {
    Map<String, Double> dynamic = new LinkedHashMap<>();
    estimate.dynamicJ().forEach((unit, joules) -> dynamic.put(unit.text(), joules));
    EventCounts counts = estimate.counts();
    Map<Integer, Double> cores = new TreeMap<>();
    for (int core = 0; core < counts.cores(); core++) {
      double joules = estimate.coreJ(core);
      if (joules > 0) {
        cores.put(core, joules);
      }
    }
    double[] timeline = new double[counts.bins()];
    for (int bin = 0; bin < timeline.length; bin++) {
      for (int core : cores.keySet()) {
        timeline[bin] += estimate.coreJ(core, bin);
      }
    }
    double hz = estimate.profile().clockHz().orElse(chipClock.mhz() * 1e6);
    Optional<String> clock = switch (estimate.profile().timing()) {
      case CYCLES -> Optional.of(estimate.profile().clockHz().isPresent()
          ? new Clock(hz / 1e6, Clock.Basis.ASSUMED, chipClock.technology()).toString() : chipClock.toString());
      case MESSAGES, TIMESTEP, NONE -> Optional.empty();
    };
    return new Priced(estimate.profile().name(), estimate.profile().timing().fidelity(),
        estimate.profile().title() + (estimate.profile().operatingPoint().isEmpty() ? "" : " (" + estimate.profile().operatingPoint() + ")"),
        new Energy(estimate.totalJ(), estimate.staticJ(), estimate.clockJ(), dynamic, estimate.hostJ()), new Band(estimate.lowJ(), estimate.highJ()),
        estimate.latency().map(Times::of), boxed(estimate.powerW()), estimate.latency().map(latency -> latency.boundBy().text()), clock,
        estimate.perSampleJ(), boxed(estimate.perSynapticEventJ()),
        rate.isPresent() ? Optional.of(estimate.powerAtRate(rate.getAsDouble(), hz)) : Optional.empty(),
        Stream.concat(warnings.stream(), estimate.warnings().stream()).toList(), estimate.profile().notes(), cores, timeline, counts.binWidth());
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  /** Every event by name. */
  public static Map<String, Long> counts(EventCounts counts) {
    Map<String, Long> byName = new LinkedHashMap<>();
    for (Event event : Event.values()) {
      byName.put(event.text(), counts.total(event));
    }
    return byName;
  }

  /** The layers, each with what every profile says of it. */
  public static List<Layer> layers(EventCounts counts, List<Integer> sizes, List<Estimate> estimates) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < counts.layers().size(); layer++) {
      int at = layer;
      Map<String, Long> events = new LinkedHashMap<>();
      for (Event event : Event.values()) {
        if (counts.ofLayer(event, layer) > 0) {
          events.put(event.text(), counts.ofLayer(event, layer));
        }
      }
      Map<String, Double> joules = estimates.stream().collect(Collectors.toMap(e -> e.profile().name(), e -> {
        double sum = 0;
        for (Event.Unit unit : e.dynamicJ().keySet()) {
          sum += e.layerJ(at, unit);
        }
        return sum;
      }, (a, b) -> a, LinkedHashMap::new));
      layers.add(new Layer(counts.layers().get(layer), sizes.get(layer), events, joules));
    }
    return layers;
  }

  /** What was tried. */
  public static List<Costly> advice(List<Advice> advice) {
    return advice.stream().map(each -> new Costly(each.cost(), each.share(), each.tried(), each.trials().stream()
        .map(t -> new Tried(t.change(), t.energy(), t.cost(), boxed(t.latency()), t.effect(), t.problem())).toList())).toList();
  }

  // ---- for people -------------------------------------------------------------------------------------------------------

  /** For people. */
  public String text(OptionalDouble rate) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d %s on %s, %,d timesteps%n", samples, samples == 1 ? "sample" : "samples", chip, timesteps));
    accuracy.ifPresent(share -> text.append(String.format(Locale.ROOT, "accuracy        %.2f %%%n", 100 * share)));
    text.append(String.format(Locale.ROOT, "events          %,d spikes, %,d synaptic events, %,d neuron updates, %,d packets, %,d hops%n", counts.get("spike"),
        counts.get("synaptic_event"), counts.get("neuron_update"), counts.get("packet_out"), hops()));
    text.append(String.format(Locale.ROOT, "our RTL         %,d cycles, %s a sample at %s, bound by %s%n", ownRtl.cycles, Quantity.seconds(ownRtl.sampleMeanS),
        ownRtl.clock, ownRtl.boundBy));
    neurobench.ifPresent(n -> text.append(String.format(Locale.ROOT, "NeuroBench      %,.0f bytes, connections %s sparse, activations %.1f %%; a sample %,.0f ACs, %,.0f MACs of %,.0f dense%n",
        n.get("footprint_bytes"), n.containsKey("connection_sparsity") ? String.format(Locale.ROOT, "%.1f %%", 100 * n.get("connection_sparsity")) : "-",
        100 * n.get("activation_sparsity"), n.get("effective_acs"), n.get("effective_macs"), n.get("dense_operations"))));
    text.append(System.lineSeparator()).append(table(rate)).append(System.lineSeparator());
    for (Priced priced : estimates) {
      text.append(System.lineSeparator()).append(priced.profile).append(": ").append(priced.models).append(System.lineSeparator());
      priced.clock.ifPresent(clock -> text.append("  clock ").append(clock).append(System.lineSeparator()));
      priced.warnings.forEach(warning -> text.append("  WARNING: ").append(warning).append(System.lineSeparator()));
      priced.notes.forEach(note -> text.append("  note: ").append(note).append(System.lineSeparator()));
    }
    for (Costly costly : advice) {
      text.append(String.format(Locale.ROOT, "%n%s, %.0f %% of the energy by %s:%n", costly.cost, 100 * costly.share, estimates.getFirst().profile));
      if (costly.tried.isEmpty()) {
        text.append(String.format(Locale.ROOT, "  none of %d changes lowers it%n", costly.changes));
      }
      for (Tried tried : costly.tried) {
        text.append(tried.problem.isEmpty() ? String.format(Locale.ROOT, "  %s: energy %+.1f %%, this %+.1f %%%s; %s%n", tried.change, 100 * tried.energy,
            100 * tried.cost, tried.latency.map(l -> String.format(Locale.ROOT, ", time %+.1f %%", 100 * l)).orElse(""), tried.effect)
            : String.format(Locale.ROOT, "  %s: %s%n", tried.change, tried.problem));
      }
    }
    if (!report.isEmpty()) {
      text.append("wrote ").append(report);
    }
    return text.toString().stripTrailing();
  }

  private long hops() {
    return counts.entrySet().stream().filter(e -> e.getKey().startsWith("hop_")).mapToLong(Map.Entry::getValue).sum();
  }

  /** Profiles side by side. */
  private TextTable table(OptionalDouble rate) {
    List<String> titles = new ArrayList<>(List.of("a sample"));
    estimates.forEach(priced -> titles.add(priced.profile));
    TextTable table = new TextTable(titles.toArray(String[]::new));
    row(table, "energy", priced -> Quantity.joules(priced.energyJ.total / samples));
    row(table, "  band", priced -> Quantity.joules(priced.band.low / samples) + " .. " + Quantity.joules(priced.band.high / samples));
    row(table, "  static", priced -> Quantity.joules(priced.energyJ.statics / samples));
    row(table, "  clock", priced -> Quantity.joules(priced.energyJ.clock / samples));
    for (String unit : estimates.isEmpty() ? List.<String>of() : List.copyOf(estimates.getFirst().energyJ.dynamic.keySet())) {
      row(table, "  " + unit, priced -> Quantity.joules(priced.energyJ.dynamic.get(unit) / samples));
    }
    row(table, "  host", priced -> Quantity.joules(priced.energyJ.host / samples));
    row(table, "a synaptic event", priced -> priced.perSynapticEventJ.map(Quantity::joules).orElse("-"));
    row(table, "latency", priced -> priced.latencyS.map(times -> Quantity.seconds(times.sampleMean)).orElse("-"));
    row(table, "  99 % within", priced -> priced.latencyS.map(times -> Quantity.seconds(times.sampleP99)).orElse("-"));
    row(table, "  a timestep", priced -> priced.latencyS.map(times -> Quantity.seconds(times.timestepMean)).orElse("-"));
    row(table, "  at most", priced -> priced.latencyS.map(times -> Quantity.seconds(times.timestepMax)).orElse("-"));
    row(table, "  bound by", priced -> priced.boundBy.orElse("-"));
    row(table, "power", priced -> priced.powerW.map(Quantity::watts).orElse("-"));
    if (rate.isPresent()) {
      row(table, String.format(Locale.ROOT, "  at %.4g samples/s", rate.getAsDouble()), priced -> priced.powerAtRateW.map(Quantity::watts).orElse("-"));
    }
    row(table, "fidelity", Priced::fidelity);
    return table;
  }

  private void row(TextTable table, String name, Function<Priced, String> cell) {
    List<Object> cells = new ArrayList<>(List.of(name));
    estimates.forEach(priced -> cells.add(cell.apply(priced)));
    table.row(cells.toArray());
  }
}
