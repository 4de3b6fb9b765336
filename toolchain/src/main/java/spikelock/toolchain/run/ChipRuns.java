package spikelock.toolchain.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.Target;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.run.Totals;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.ReferenceRun;

/**
 * Samples on targets, several at a time: every sample starts from the reset state, so which thread runs which changes nothing
 * (Law 3).
 */
public final class ChipRuns {
  private ChipRuns() {}

  /**
   * Runs every sample of the stimulus.
   *
   * @param targets opens a target with the image loaded; called once a thread, closed here
   * @param raw keep the lag
   * @param threads how many samples run at a time; of fewer samples, each target is told to use several
   * @param progress told the number of timesteps done
   */
  public static Outcome run(ChipImage image, Supplier<? extends Target> targets, Stimulus stimulus, List<Probe> probes, boolean raw, int threads,
      LongConsumer progress) throws InterruptedException {
    return run(image, targets, stimulus, probes, raw, threads, progress, run -> { });
  }

  /**
   * The same while somebody watches.
   *
   * @param prepare told of the run of each thread before its first sample; called by that thread
   */
  public static Outcome run(ChipImage image, Supplier<? extends Target> targets, Stimulus stimulus, List<Probe> probes, boolean raw, int threads,
      LongConsumer progress, Consumer<SampleRun> prepare) throws InterruptedException {
    int tail = tail(image, probes);
    int[] lengths = lengths(stimulus, raw ? tail : 0);
    int longest = Arrays.stream(lengths).max().orElse(0) - (raw ? tail : 0);
    int timesteps = raw ? longest + tail : longest;
    Recording outputs = new Recording(stimulus.samples(), timesteps);
    Recording probed = new Recording(stimulus.samples(), timesteps);
    List<String> names = outputNames(image);
    Class<?> sent = image.spec().packet().payloadBits() == 0 ? byte.class : int.class;
    List<Probe> all = new ArrayList<>(probes);
    for (int o = 0; o < names.size(); o++) {
      Population population = image.outputs().get(o);
      boolean potential = FixedPopulation.isPotential(population.kind());
      outputs.add(names.get(o), population.size(), potential ? int.class : sent);
      if (potential) {
        all.add(new Probe(population, FixedPopulation.POTENTIAL));
      }
    }
    probes.forEach(p -> probed.add(p.name(), p.population().size(), p.isSpikes() ? sent : int.class));
    Totals totals = new Totals(image);
    long[] cycles = new long[stimulus.samples()];
    AtomicInteger next = new AtomicInteger();
    AtomicLong done = new AtomicLong();
    int workers = Math.min(threads, Math.max(1, stimulus.samples()));
    AtomicInteger begun = new AtomicInteger();
    Runnable worker = () -> {
      try (Target target = targets.get()) {
        target.useThreads(threads / workers + (begun.getAndIncrement() < threads % workers ? 1 : 0));
        SampleRun run = new SampleRun(target, all, raw);
        prepare.accept(run);
        for (int sample = next.getAndIncrement(); sample < stimulus.samples(); sample = next.getAndIncrement()) {
          long before = run.totals().cycles();
          store(run.run(stimulus, sample), sample, image, names, probes, outputs, probed);
          cycles[sample] = run.totals().cycles() - before;
          long now = done.addAndGet(stimulus.timesteps(sample) + tail);
          synchronized (totals) {
            progress.accept(now);
          }
        }
        synchronized (totals) {
          totals.add(run.totals());
        }
      }
    };
    work(worker, workers);
    return new Outcome(lengths, timesteps, scaled(image, names, outputs.arrays()), probed.arrays(), cycles, Optional.of(totals));
  }

  /** Timesteps of each sample, with some more each. */
  static int[] lengths(Stimulus stimulus, int more) {
    int[] lengths = new int[stimulus.samples()];
    Arrays.setAll(lengths, sample -> stimulus.timesteps(sample) + more);
    return lengths;
  }

  /** Potentials in the network's own units; spikes as they are. */
  private static Map<String, NdArray> scaled(ChipImage image, List<String> names, Map<String, NdArray> arrays) {
    for (int o = 0; o < names.size(); o++) {
      Population population = image.outputs().get(o);
      if (FixedPopulation.isPotential(population.kind())) {
        double[] unit = FixedPopulation.potentialUnit(population.fieldScales());
        arrays.computeIfPresent(names.get(o), (name, raw) -> ReferenceRun.scaled(raw, unit));
      }
    }
    return arrays;
  }

  /** Timesteps that a sample runs longer than its input. */
  public static int tail(ChipImage image, List<Probe> probes) {
    int outputs = image.outputs().stream().mapToInt(Population::lag).max().orElse(0);
    return Math.max(outputs, probes.stream().mapToInt(p -> p.population().lag()).max().orElse(0));
  }

  /** The user's name of each output population, in output order: that of the network's output, else the population's own. */
  private static List<String> outputNames(ChipImage image) {
    Map<String, String> names = new HashMap<>();
    if (image.description().get("outputs") instanceof Map<?, ?> described) {
      described.forEach((name, population) -> names.putIfAbsent(population.toString(), name.toString()));
    }
    return image.outputs().stream().map(p -> names.getOrDefault(p.name(), p.name())).toList();
  }

  private static void store(SampleRun.Result result, int sample, ChipImage image, List<String> names, List<Probe> probes, Recording outputs,
      Recording probed) {
    boolean plain = image.spec().packet().payloadBits() == 0;
    int potential = probes.size();
    for (int o = 0; o < names.size(); o++) {
      boolean spikes = !FixedPopulation.isPotential(image.outputs().get(o).kind());
      int[] values = spikes ? result.outputs().get(o) : result.probes().get(potential++);
      outputs.store(names.get(o), sample, spikes && plain ? bytes(values) : values);
    }
    for (int p = 0; p < probes.size(); p++) {
      int[] values = result.probes().get(p);
      probed.store(probes.get(p).name(), sample, plain && probes.get(p).isSpikes() ? bytes(values) : values);
    }
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static void work(Runnable worker, int threads) throws InterruptedException {
    if (threads == 1) {
      worker.run();
      return;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(worker));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException problem -> throw problem;
        case Error problem -> throw problem; // too little memory is the user's to know
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
