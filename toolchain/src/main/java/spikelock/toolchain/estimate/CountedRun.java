package spikelock.toolchain.estimate;

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
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.run.CycleLatency;
import spikelock.emulator.run.EventRecorder;
import spikelock.emulator.run.ImageEvents;
import spikelock.emulator.run.MessageLatency;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;

/** Samples that were run on the emulator with everything counted that a profile can ask for. */
public final class CountedRun {
  private static final double MEGA = 1e6;

  private final ChipImage image;
  private final PlacedCores placed;
  private final Outcome outcome;
  private final EventCounts counts;
  private final List<CycleLatency> cycles;
  private final List<Messages> messages;
  private final int[] lengths; // [samples] timesteps, tails included

  /** Who played the messages of a run with a profile's times. */
  private record Messages(CostProfile profile, List<MessageLatency> watchers) {}

  private CountedRun(ChipImage image, Outcome outcome, EventCounts counts, List<CycleLatency> cycles, List<Messages> messages, int[] lengths) {
    this.image = image;
    this.placed = PlacedCores.of(image);
    this.outcome = outcome;
    this.counts = counts;
    this.cycles = cycles;
    this.messages = messages;
    this.lengths = lengths;
  }

  /**
   * Runs every sample of the stimulus.
   *
   * @param profiles those whose messages are played on the way
   * @param threads how many samples run at a time; the counts and times are the same for any number
   * @param progress told the number of timesteps done
   */
  public static CountedRun of(ChipImage image, Stimulus stimulus, List<CostProfile> profiles, int threads, LongConsumer progress)
      throws InterruptedException {
    ImageEvents tables = ImageEvents.of(image);
    int tail = ChipRuns.tail(image, List.of());
    int[] lengths = new int[stimulus.samples()];
    Arrays.setAll(lengths, sample -> stimulus.timesteps(sample) + tail);
    int longest = Arrays.stream(lengths).max().orElse(0);
    List<EventRecorder> recorders = new ArrayList<>();
    List<CycleLatency> cycles = new ArrayList<>();
    long[][] cyclesOfSamples = new long[lengths.length][0];
    List<Messages> messages = profiles.stream().filter(p -> p.timing() == CostProfile.Timing.MESSAGES).map(p -> new Messages(p, new ArrayList<>())).toList();
    List<double[][]> secondsOfSamples = messages.stream().map(each -> new double[lengths.length][0]).toList();
    Outcome outcome = ChipRuns.run(image, Emulator.sharing(image), stimulus, List.of(), false, threads, progress, run -> {
      synchronized (recorders) {
        watch(run, new EventRecorder(tables, longest), recorders);
        watch(run, new CycleLatency(image, cyclesOfSamples), cycles);
        for (int m = 0; m < messages.size(); m++) {
          watch(run, new MessageLatency(tables, messages.get(m).profile(), secondsOfSamples.get(m)), messages.get(m).watchers());
        }
      }
    });
    recorders.subList(1, recorders.size()).forEach(recorders.getFirst()::add);
    return new CountedRun(image, outcome, recorders.getFirst().counts(), cycles, messages, lengths);
  }

  private static <W extends spikelock.emulator.run.RunWatcher> void watch(SampleRun run, W watcher, List<W> among) {
    run.watch(watcher);
    among.add(watcher);
  }

  /** What it costs by a profile that was given for the run. */
  public Estimate price(CostProfile profile) {
    return price(profile, image.spec().clock().mhz() * MEGA);
  }

  /**
   * The same at another clock.
   *
   * @param chipHz where the profile has no clock of its own
   */
  public Estimate price(CostProfile profile, double chipHz) {
    return Estimate.of(profile, counts, EventCosts.of(profile, placed, image.spec().tiles()), OptionalDouble.of(chipHz), latency(profile, chipHz));
  }

  private Optional<Latency> latency(CostProfile profile, double chipHz) {
    return switch (profile.timing()) {
      case CYCLES -> Optional.of(CycleLatency.latency(cycles, profile.clockHz().orElse(chipHz)));
      case MESSAGES -> Optional.of(MessageLatency.latency(
          messages.stream().filter(each -> each.profile().equals(profile)).findFirst().orElseThrow().watchers()));
      case TIMESTEP -> Optional.of(Latency.constant(profile.value(spikelock.emulator.cost.Term.TIMESTEP), lengths));
      case NONE -> Optional.empty();
    };
  }

  /** How long it takes on our own RTL at the chip file's clock. */
  public Latency ownLatency() {
    return ownLatency(image.spec().clock().mhz() * MEGA);
  }

  /** How long it takes on our own RTL at some clock. */
  public Latency ownLatency(double hz) {
    return CycleLatency.latency(cycles, hz);
  }

  public ChipImage image() {
    return image;
  }

  /** What the network answered. */
  public Outcome outcome() {
    return outcome;
  }

  public EventCounts counts() {
    return counts;
  }
}
