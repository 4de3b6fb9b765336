package spikelock.emulator.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run costs by a profile: counts times constants.
 *
 * @param profile the constants
 * @param counts what happened
 * @param costs what each event costs in each core
 * @param latency how long it took; empty where nothing is known of time
 * @param staticJ energy of static power over that time
 * @param clockJ energy of the clock over that time, and of every timestep
 * @param hostJ energy of the host, its packets included
 * @param dynamicJ energy of events, by the part of the chip, the host's packets left out
 * @param lowJ least total, every constant at its low end
 * @param highJ greatest total, every constant at its high end
 * @param warnings why it should not be trusted as it stands
 */
public record Estimate(CostProfile profile, EventCounts counts, EventCosts costs, Optional<Latency> latency, double staticJ, double clockJ,
    double hostJ, Map<Event.Unit, Double> dynamicJ, double lowJ, double highJ, List<String> warnings) {
  /** How far the rate of events may be from that of a constant which includes static power. */
  private static final double SAME_POINT = 0.1;

  /** The kinds among which synaptic events are divided. */
  private static final List<Event> ROW_KINDS = List.of(Event.SPARSE_EVENT, Event.DENSE_EVENT, Event.SHARED_EVENT);

  public Estimate {
    dynamicJ = new EnumMap<>(dynamicJ);
    warnings = List.copyOf(warnings);
  }

  /** One end or the middle of a constant's band. */
  private interface End {
    double of(Constant constant);
  }

  /**
   * Prices a run.
   *
   * @param clockHz the clock that the profile does not name
   * @param latency how long it took
   */
  public static Estimate of(CostProfile profile, EventCounts counts, EventCosts costs, OptionalDouble clockHz, Optional<Latency> latency) {
    List<String> warnings = new ArrayList<>();
    double seconds = latency.map(Latency::total).orElse(0.0);
    double cycles = profile.timing() == CostProfile.Timing.CYCLES ? counts.cycles() : seconds * profile.clockHz().orElse(clockHz.orElse(0));
    if (!counts.knowsRows() && ROW_KINDS.stream().anyMatch(kind -> profile.constant(Term.energy(kind)).isPresent())) {
      warnings.add("counters do not tell sparse, dense and shared rows apart: all synaptic events are priced as sparse");
    }
    boolean allIn = profile.includesStatic();
    warnOfOtherPoints(profile, counts, seconds, warnings);
    if (latency.isEmpty() && profile.constant(Term.STATIC).isPresent()) {
      warnings.add("nothing is known of time, so static power is not in it");
    }
    Map<Event.Unit, Double> dynamic = new EnumMap<>(Event.Unit.class);
    for (Event.Unit unit : Event.Unit.values()) {
      dynamic.put(unit, 0.0);
    }
    for (Event event : Event.values()) {
      dynamic.merge(event.unit(), sum(event, counts, costs, Constant::value), Double::sum);
    }
    double events = dynamic.remove(Event.Unit.HOST);
    double statics = allIn ? 0 : seconds * profile.value(Term.STATIC);
    double clock = clock(profile, counts, cycles, allIn, Constant::value);
    double host = events + seconds * profile.value(Term.HOST);
    return new Estimate(profile, counts, costs, latency, statics, clock, host, dynamic,
        total(profile, counts, costs, seconds, cycles, allIn, Constant::low), total(profile, counts, costs, seconds, cycles, allIn, Constant::high), warnings);
  }

  /** A constant that has static power in it is wrong at another rate of events than that at which it was measured, and that is told. */
  private static void warnOfOtherPoints(CostProfile profile, EventCounts counts, double seconds, List<String> warnings) {
    for (Event event : Event.values()) {
      Optional<Constant> constant = profile.constant(Term.energy(event)).filter(c -> c.includesStatic().isPresent());
      if (constant.isPresent()) {
        double at = constant.get().includesStatic().getAsDouble();
        double rate = seconds > 0 ? counts.total(event) / seconds : 0;
        if (Math.abs(rate - at) > SAME_POINT * at) {
          warnings.add(String.format(Locale.ROOT, "energy.%s (%s) includes static power and holds at %.3g events/s; here are %.3g: outside its operating point",
              event.text(), constant.get().written(), at, rate));
        }
      }
    }
  }

  private static double total(CostProfile profile, EventCounts counts, EventCosts costs, double seconds, double cycles, boolean allIn, End end) {
    double total = clock(profile, counts, cycles, allIn, end) + seconds * (at(profile, Term.HOST, end) + (allIn ? 0 : at(profile, Term.STATIC, end)));
    for (Event event : Event.values()) {
      total += sum(event, counts, costs, end);
    }
    return total;
  }

  private static double clock(CostProfile profile, EventCounts counts, double cycles, boolean allIn, End end) {
    return (allIn ? 0 : cycles * cycle(profile, counts, end)) + counts.timesteps() * at(profile, Term.TIMESTEP_ENERGY, end);
  }

  /** Energy of a clock cycle: the clock itself, and what logic cells take used or not. */
  private static double cycle(CostProfile profile, EventCounts counts, End end) {
    double cells = at(profile, Term.LOGIC_CELLS, end) + counts.cores() * at(profile, Term.TILE_CELLS, end);
    return at(profile, Term.CYCLE, end) + at(profile, Term.LOGIC_CYCLE, end) * cells;
  }

  private static double at(CostProfile profile, String path, End end) {
    return profile.constant(path).map(end::of).orElse(0.0);
  }

  private static double sum(Event event, EventCounts counts, EventCosts costs, End end) {
    double sum = 0;
    for (int core = 0; core < counts.cores(); core++) {
      long count = counts.of(event, core);
      if (!counts.knowsRows() && event == Event.SPARSE_EVENT) {
        count = counts.of(Event.SYNAPTIC_EVENT, core);
      }
      Optional<Constant> cost = count == 0 ? Optional.empty() : costs.of(event, core);
      if (cost.isPresent()) {
        sum += count * end.of(cost.get());
      }
    }
    return sum;
  }

  // ---- totals -----------------------------------------------------------------------------------------------------------

  /** Energy of everything. */
  public double totalJ() {
    return staticJ + clockJ + hostJ + eventsJ();
  }

  /** Energy of the events on the chip. */
  public double eventsJ() {
    return dynamicJ.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Mean power while it runs; empty where nothing is known of time. */
  public OptionalDouble powerW() {
    double seconds = latency.map(Latency::total).orElse(0.0);
    return seconds > 0 ? OptionalDouble.of(totalJ() / seconds) : OptionalDouble.empty();
  }

  /**
   * Mean power when so many samples a second are run and the chip waits between them: static power and the host all the time, the clock too.
   *
   * @param clockHz the clock that the profile does not name
   */
  public double powerAtRate(double samplesPerSecond, double clockHz) {
    double seconds = latency.map(Latency::total).orElse(0.0);
    double cycles = profile.clockHz().orElse(clockHz);
    double always = profile.value(Term.HOST)
        + (profile.includesStatic() ? 0 : profile.value(Term.STATIC) + cycles * cycle(profile, counts, Constant::value));
    double moving = eventsJ() + hostJ - seconds * profile.value(Term.HOST) + counts.timesteps() * profile.value(Term.TIMESTEP_ENERGY);
    return always + moving / Math.max(1, counts.samples()) * samplesPerSecond;
  }

  /** Energy of a sample. */
  public double perSampleJ() {
    return totalJ() / Math.max(1, counts.samples());
  }

  /** Energy of everything divided by the synaptic events; empty where there are none. */
  public OptionalDouble perSynapticEventJ() {
    long events = counts.total(Event.SYNAPTIC_EVENT);
    return events == 0 ? OptionalDouble.empty() : OptionalDouble.of(totalJ() / events);
  }

  /** Energy of a core's events. */
  public double coreJ(int core) {
    double sum = 0;
    for (Event event : Event.values()) {
      sum += counts.of(event, core) * value(event, core);
    }
    return sum;
  }

  /** Energy of a core's events in a part of the samples' time; synaptic events at the core's mean cost. */
  public double coreJ(int core, int bin) {
    double sum = 0;
    for (Event event : Event.values()) {
      sum += ROW_KINDS.contains(event) ? 0 : counts.of(event, core, bin) * value(event, core);
    }
    long all = counts.of(Event.SYNAPTIC_EVENT, core);
    if (all > 0) {
      double kinds = 0;
      for (Event kind : ROW_KINDS) {
        kinds += counts.of(kind, core) * value(kind, core);
      }
      sum += counts.of(Event.SYNAPTIC_EVENT, core, bin) * kinds / all;
    }
    return sum;
  }

  /** Energy of a layer's events; at the mean cost over all cores. */
  public double layerJ(int layer, Event.Unit unit) {
    double sum = 0;
    for (Event event : Event.values()) {
      if (event.unit() == unit) {
        sum += counts.ofLayer(event, layer) * mean(event);
      }
    }
    return sum;
  }

  private double mean(Event event) {
    long all = counts.total(event);
    if (all == 0) {
      return 0;
    }
    return sum(event, counts, costs, Constant::value) / all;
  }

  private double value(Event event, int core) {
    return costs.of(event, core).map(Constant::value).orElse(0.0);
  }
}
