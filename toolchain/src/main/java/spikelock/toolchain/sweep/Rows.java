package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.PlacedCores;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fit.Shortage;
import spikelock.toolchain.estimate.CountedRun;

/** What points come to, as rows. */
final class Rows {
  private static final double MEGA = 1e6;

  private Rows() {}

  /** For a chip that has too little of something. */
  static Map<Column, Object> unfit(Shortage<?> shortage) {
    Map<Column, Object> values = problem(Row.UNFIT, shortage.problem());
    values.put(Column.SHORT_OF, shortage.capacity().text());
    values.put(Column.NEEDED, shortage.needed());
    values.put(Column.AVAILABLE, shortage.available());
    return values;
  }

  /** For what cannot be. */
  static Map<Column, Object> refused(InputException problem) {
    return problem(Row.REFUSED, problem);
  }

  private static Map<Column, Object> problem(String status, InputException problem) {
    Map<Column, Object> values = new EnumMap<>(Column.class);
    values.put(Column.STATUS, status);
    values.put(Column.PROBLEM, problem.describe());
    return values;
  }

  /** What an image is, whatever runs on it. */
  static Map<Column, Object> mapped(MappedNetwork mapped) {
    Map<Column, Object> values = new EnumMap<>(Column.class);
    MapReport report = mapped.report();
    long words = report.perCore().stream().mapToLong(core -> core.synapseWords().used()).sum();
    PlacedCores placed = PlacedCores.of(mapped.image());
    long bits = 0;
    for (MapReport.CoreUse core : report.perCore()) {
      for (MemoryPlan.Memory memory : placed.plan(core.tile()).memories()) {
        bits += (long) memory.words() * memory.bits();
      }
    }
    values.put(Column.STATUS, Row.DONE);
    values.put(Column.CORES, (long) report.cores());
    values.put(Column.SYNAPSE_WORDS_USED, words);
    values.put(Column.SYNAPSE_BITS_USED, words * mapped.image().spec().core().synapses().wordBits());
    values.put(Column.MEMORY_BITS, bits);
    values.put(Column.IMAGE, ImageFile.hash(mapped.image()));
    return values;
  }

  /** What a run gave, whatever it costs. */
  static void ran(Map<Column, Object> values, CountedRun run, Optional<int[]> labels) {
    EventCounts counts = run.counts();
    values.put(Column.SAMPLES, counts.samples());
    values.put(Column.TIMESTEPS_RUN, counts.timesteps());
    values.put(Column.CYCLES, counts.cycles());
    values.put(Column.SPIKES, counts.total(Event.SPIKE));
    values.put(Column.SYNAPTIC_EVENTS, counts.total(Event.SYNAPTIC_EVENT));
    values.put(Column.HOPS, counts.total(Event.HOP_NORTH) + counts.total(Event.HOP_EAST) + counts.total(Event.HOP_SOUTH) + counts.total(Event.HOP_WEST));
    labels.ifPresent(right -> values.put(Column.ACCURACY, accuracy(run.outcome().predictions(), right)));
  }

  private static double accuracy(int[] predictions, int[] labels) {
    int right = 0;
    for (int sample = 0; sample < labels.length; sample++) {
      right += predictions.length > sample && predictions[sample] == labels[sample] ? 1 : 0;
    }
    return labels.length == 0 ? 0 : (double) right / labels.length;
  }

  /** What a run costs. */
  static void priced(Map<Column, Object> values, CountedRun run, ChipSpec spec, Setting setting, SweepWork work) {
    double hz = MEGA * setting.get(Axis.CLOCK_MHZ).map(Double::parseDouble).orElse(spec.clock().mhz());
    Optional<CostProfile> profile = setting.get(Axis.PROFILE).map(work::profile);
    if (profile.isEmpty()) {
      values.put(Column.FIDELITY, CostProfile.Timing.CYCLES.fidelity());
      latency(values, run.ownLatency(hz));
      return;
    }
    Estimate estimate = run.price(profile.get(), hz);
    values.put(Column.FIDELITY, profile.get().timing().fidelity());
    estimate.latency().ifPresent(latency -> latency(values, latency));
    values.put(Column.ENERGY_J, estimate.totalJ());
    values.put(Column.ENERGY_LOW_J, estimate.lowJ());
    values.put(Column.ENERGY_HIGH_J, estimate.highJ());
    if (run.counts().samples() > 0) {
      values.put(Column.ENERGY_PER_SAMPLE_J, estimate.totalJ() / run.counts().samples());
    }
    values.put(Column.STATIC_J, estimate.staticJ());
    values.put(Column.CLOCK_J, estimate.clockJ());
    values.put(Column.DYNAMIC_J, estimate.eventsJ());
    values.put(Column.HOST_J, estimate.hostJ());
    estimate.powerW().ifPresent(watts -> values.put(Column.POWER_W, watts));
    List<String> warnings = new ArrayList<>(estimate.warnings());
    if (!profile.get().prices(spec)) {
      warnings.add("the profile is made for other chips than " + spec.name());
    }
    if (setting.get(Axis.CLOCK_MHZ).isPresent() && profile.get().clockHz().isPresent()) {
      warnings.add("the profile has a clock of its own: clock_mhz changes nothing");
    }
    if (!warnings.isEmpty()) {
      values.put(Column.WARNINGS, String.join("; ", warnings));
    }
  }

  private static void latency(Map<Column, Object> values, Latency latency) {
    values.put(Column.TIMESTEP_MEAN_S, Latency.mean(latency.timesteps()));
    values.put(Column.TIMESTEP_MAX_S, Latency.quantile(latency.timesteps(), 1));
    values.put(Column.SAMPLE_MEAN_S, Latency.mean(latency.samples()));
    values.put(Column.SAMPLE_P99_S, Latency.quantile(latency.samples(), 0.99));
    values.put(Column.BOUND_BY, latency.boundBy().text());
  }
}
