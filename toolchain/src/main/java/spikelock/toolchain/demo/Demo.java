package spikelock.toolchain.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.description.NetworkDescription;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.estimate.CountedRun;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.run.CpuTime;
import spikelock.toolchain.run.Outcome;
import spikelock.toolchain.targets.Targets;

/** Takes a bundled network the whole way: to a chip, through the emulator, and beside the Verilog. */
public final class Demo {
  /** Few enough that the small example spreads over the whole mesh. */
  private static final Map<String, Map<String, Integer>> LIMITS = Map.of(Examples.ORIENTATION, Map.of("neurons", 24));
  private static final String OWN_PROFILE = "generic-45nm";
  private static final String PUBLISHED_PROFILE = "loihi-sanafe2025";
  private static final int TRACES = 3;
  private static final int MEASURED_SAMPLES = 3;
  private static final long MEASURE_NS = 500_000_000;

  private final String name;
  private final Session session;
  private final NetworkDescription network;
  private final MappedNetwork mapped;
  private final ChipImage image;
  private final SampleData data;

  private Demo(String name, Session session) {
    this.name = name;
    this.session = session;
    this.network = Examples.open(name);
    ChipSpec spec = Chips.read(network.chip().orElseThrow());
    this.mapped = Mapper.map(network.network(), spec, MapOptions.DEFAULT.withLimits(LIMITS.getOrDefault(name, Map.of())));
    this.image = mapped.image();
    this.data = DataReader.read(List.of(network.input().orElseThrow()), InputShape.of(image), network.reading(), "", network.labels());
    session.note(String.format(Locale.ROOT, "mapped %s (%d neurons) on %d cores of %s", name, mapped.report().neurons(), mapped.report().cores(), spec.name()));
  }

  /**
   * Goes the whole way, in some seconds; the first time it builds the Verilated chip.
   *
   * @param name of an example
   */
  public static DemoRun run(String name, Session session) throws InterruptedException {
    return new Demo(name, session).run();
  }

  private DemoRun run() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    Stimulus stimulus = data.stimulus();
    int[] labels = data.labels().orElseThrow();
    CountedRun run = CountedRun.of(image, stimulus, List.of(Profiles.bundled(OWN_PROFILE)), threads, done -> { });
    Outcome outcome = run.outcome();
    int[] predictions = outcome.predictions();
    List<Trace> traces = chosen(labels, predictions).stream().map(sample -> Trace.of(image, stimulus, sample)).toList();
    int[] compared = network.reading().coding().isPresent() ? traces.stream().mapToInt(Trace::sample).toArray() : IntStream.range(0, labels.length).toArray();
    session.note("building the Verilated chip (the first time this takes a minute or two) ...");
    RtlOptions options = RtlOptions.FAST.withProgress(line -> session.note("  " + line + " ..."));
    try (Target emulator = Targets.open(Targets.EMULATOR, image, options); Target rtl = Targets.open(Targets.RTL, image, options)) {
      Comparison comparison = compare(emulator, rtl, compared);
      return new DemoRun(name, Examples.describe(name), mapped, network.classes(), stimulus, Pictures.of(network, stimulus), labels, predictions,
          outcome.cycles(), outcome.totals().orElseThrow(), traces, compared, comparison, speed(emulator, stimulus), speed(rtl, stimulus),
          costs(run, threads));
    }
  }

  /** What it costs on this chip in a plain process, and on a published chip, on which the same network is mapped anew. */
  private DemoRun.Costs costs(CountedRun own, int threads) throws InterruptedException {
    CostProfile published = Profiles.bundled(PUBLISHED_PROFILE);
    ChipImage other = Mapper.map(network.network(), Chips.read(published.chips().getFirst()), MapOptions.DEFAULT).image();
    try (Progress progress = session.progress("counting on " + other.spec().name(), data.stimulus().totalTimesteps())) {
      CountedRun run = CountedRun.of(other, data.stimulus(), List.of(published), threads, progress::at);
      return new DemoRun.Costs(own, own.price(Profiles.bundled(OWN_PROFILE)), run, run.price(published));
    }
  }

  /** Samples worth a look: of different classes, the last of them one that the network got wrong, if it did any. */
  private static List<Integer> chosen(int[] labels, int[] predictions) {
    List<Integer> chosen = new ArrayList<>();
    Optional<Integer> wrong = IntStream.range(0, labels.length).filter(s -> labels[s] != predictions[s]).boxed().findFirst();
    for (int sample = 0; sample < labels.length && chosen.size() < TRACES - (wrong.isPresent() ? 1 : 0); sample++) {
      int label = labels[sample];
      if (label == predictions[sample] && chosen.stream().noneMatch(s -> labels[s] == label)) {
        chosen.add(sample);
      }
    }
    wrong.ifPresent(chosen::add);
    return chosen;
  }

  private Comparison compare(Target emulator, Target rtl, int[] samples) {
    Lockstep lockstep = new Lockstep(emulator, rtl, true);
    long total = 0;
    for (int sample : samples) {
      total += data.stimulus().timesteps(sample) + lockstep.tail();
    }
    try (Progress progress = session.progress("comparing", total)) {
      return lockstep.progress(progress::at).run(data.stimulus(), samples);
    }
  }

  /** Clock cycles in a second of this thread's processor time. */
  private static double speed(Target target, Stimulus stimulus) {
    StepRecord record = new StepRecord(target.image().spec());
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    long best = 0;
    long start = System.nanoTime();
    do {
      long cycles = 0;
      long cpu = CpuTime.nanos();
      for (int sample = 0; sample < Math.min(MEASURED_SAMPLES, stimulus.samples()); sample++) {
        target.resetState();
        for (int timestep = 0; timestep < stimulus.timesteps(sample); timestep++) {
          target.step(channels, values, stimulus.active(sample, timestep, channels, values), record);
          cycles += record.totalCycles();
        }
      }
      best = Math.max(best, cycles * 1_000_000_000 / Math.max(1, CpuTime.nanos() - cpu));
    } while (System.nanoTime() - start < MEASURE_NS);
    return best;
  }
}
