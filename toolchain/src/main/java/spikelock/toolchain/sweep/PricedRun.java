package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.EventCosts;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.cost.Term;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.run.CycleLatency;
import spikelock.emulator.run.EventRecorder;
import spikelock.emulator.run.ImageEvents;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;

/** Samples that were run once, with everything counted that a profile can ask for. */
final class PricedRun {
  private final ChipImage image;
  private final PlacedCores placed;
  private final Outcome outcome;
  private final EventCounts counts;
  private final List<CycleLatency> cycles;
  private final int[] lengths;

  private PricedRun(ChipImage image, Outcome outcome, EventCounts counts, List<CycleLatency> cycles, int[] lengths) {
    this.image = image;
    this.placed = PlacedCores.of(image);
    this.outcome = outcome;
    this.counts = counts;
    this.cycles = cycles;
    this.lengths = lengths;
  }

  static PricedRun of(ChipImage image, Stimulus stimulus, List<CostProfile> profiles, int threads, LongConsumer progress) throws InterruptedException {
    ImageEvents tables = ImageEvents.of(image);
    int tail = ChipRuns.tail(image, List.of());
    int[] lengths = new int[stimulus.samples()];
    Arrays.setAll(lengths, sample -> stimulus.timesteps(sample) + tail);
    int longest = Arrays.stream(lengths).max().orElse(0);
    List<EventRecorder> recorders = new ArrayList<>();
    List<CycleLatency> cycles = new ArrayList<>();
    long[][] cyclesOfSamples = new long[lengths.length][0];
    Outcome outcome = ChipRuns.run(image, Emulator.sharing(image), stimulus, List.of(), false, threads, progress, run -> {
      synchronized (recorders) {
        recorders.add(new EventRecorder(tables, longest));
        cycles.add(new CycleLatency(image, cyclesOfSamples));
        run.watch(recorders.getLast());
        run.watch(cycles.getLast());
      }
    });
    recorders.subList(1, recorders.size()).forEach(recorders.getFirst()::add);
    return new PricedRun(image, outcome, recorders.getFirst().counts(), cycles, lengths);
  }

  Estimate price(CostProfile profile, double chipHz) {
    return Estimate.of(profile, counts, EventCosts.of(profile, placed, image.spec().tiles()), OptionalDouble.of(chipHz), latency(profile, chipHz));
  }

  private Optional<Latency> latency(CostProfile profile, double chipHz) {
    return switch (profile.timing()) {
      case CYCLES -> Optional.of(CycleLatency.latency(cycles, profile.clockHz().orElse(chipHz)));
      case TIMESTEP -> Optional.of(Latency.constant(profile.value(Term.TIMESTEP), lengths));
      case MESSAGES, NONE -> Optional.empty();
    };
  }

  Latency ownLatency(double chipHz) {
    return CycleLatency.latency(cycles, chipHz);
  }

  Outcome outcome() {
    return outcome;
  }

  EventCounts counts() {
    return counts;
  }
}
