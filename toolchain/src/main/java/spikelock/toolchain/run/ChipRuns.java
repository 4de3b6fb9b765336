package spikelock.toolchain.run;

import java.util.ArrayList;
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
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.run.Totals;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.emulator.target.Target;

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
   * @param threads how many samples run at a time
   * @param progress told the number of timesteps done
   */
  public static Outcome run(ChipImage image, Supplier<Target> targets, Stimulus stimulus, List<Probe> probes, boolean raw, int threads,
      LongConsumer progress) throws InterruptedException {
    int tail = tail(image, probes);
    int longest = 0;
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      longest = Math.max(longest, stimulus.timesteps(sample));
    }
    int timesteps = raw ? longest + tail : longest;
    Recording outputs = new Recording(stimulus.samples(), timesteps);
    Recording probed = new Recording(stimulus.samples(), timesteps);
    List<String> names = outputNames(image);
    Class<?> sent = image.spec().payloadBits() == 0 ? byte.class : int.class;
    for (int o = 0; o < names.size(); o++) {
      outputs.add(names.get(o), image.outputs().get(o).size(), sent);
    }
    probes.forEach(p -> probed.add(p.name(), p.population().size(), p.isSpikes() ? sent : int.class));
    Totals totals = new Totals(image);
    AtomicInteger next = new AtomicInteger();
    AtomicLong done = new AtomicLong();
    Runnable worker = () -> {
      try (Target target = targets.get()) {
        SampleRun run = new SampleRun(target, probes, raw);
        for (int sample = next.getAndIncrement(); sample < stimulus.samples(); sample = next.getAndIncrement()) {
          store(run.run(stimulus, sample), sample, image.spec().payloadBits() == 0, names, probes, outputs, probed);
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
    work(worker, Math.min(threads, Math.max(1, stimulus.samples())));
    return new Outcome(stimulus.samples(), timesteps, outputs.arrays(), probed.arrays(), Optional.of(totals));
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

  private static void store(SampleRun.Result result, int sample, boolean plain, List<String> names, List<Probe> probes,
      Recording outputs, Recording probed) {
    for (int o = 0; o < names.size(); o++) {
      int[] values = result.outputs().get(o);
      outputs.store(names.get(o), sample, plain ? bytes(values) : values);
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
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
