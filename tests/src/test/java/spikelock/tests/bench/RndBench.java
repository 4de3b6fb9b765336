package spikelock.tests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.EventView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.run.CycleLatency;
import spikelock.emulator.run.EventRecorder;
import spikelock.emulator.run.ImageEvents;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.toolchain.run.CpuTime;

/**
 * The RND-N workload: every neuron has 100 targets (repeats kept) with weight +1 or -1, a bias and an initial potential; it spikes
 * above 3300. Mapped on {@code loihi-sized}.
 */
final class RndBench {
  private static final int ROUNDS = 5;
  private static final int THRESHOLD = 3300;
  private static final int GUARD = 6; // fraction bits of the preset IF
  private static final int BLOCK = 200; // timesteps between looks at the clock
  private static final long LEAST_NS = 1_000_000_000;

  private RndBench() {}

  /**
   * One size's figures.
   *
   * @param spikes after 1, 20 and 100 timesteps
   * @param counting processor time of a run with exact cycles whose events and latencies are counted for estimates, as part of that of one without
   * @param twoThreads time on the wall of a long sample with exact cycles on two threads, as part of that on one
   */
  record Result(int neurons, long[] spikes, boolean golden, Measured functional, Measured exact, Measured counting, Measured twoThreads, double bytesPerSynapse) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("neurons", neurons);
      map.put("spikes_after_1_20_100", spikes);
      map.put("golden", golden);
      map.put("functional_timesteps_per_s", functional.toMap());
      map.put("exact_timesteps_per_s", exact.toMap());
      map.put("counting_cpu_ratio", counting.toMap());
      map.put("two_threads_wall_ratio", twoThreads.toMap());
      map.put("bytes_per_synapse", bytesPerSynapse);
      return map;
    }
  }

  static Result run(Path file, long[] golden) {
    ChipImage image = Mapper.map(network(file), Chips.read("loihi-sized"), MapOptions.DEFAULT).image();
    long before = used();
    Emulator functional = Emulator.functional(image);
    Emulator exact = Emulator.of(image);
    long synapses = image.cores().stream().mapToLong(core -> core.synapses().length).sum();
    long[] spikes = spikes(image, exact);
    double[] fast = new double[ROUNDS];
    double[] slow = new double[ROUNDS];
    double[] counted = new double[ROUNDS];
    double[] ratio = new double[ROUNDS];
    Counting watcher = new Counting(image);
    time(functional);
    time(exact);
    counting(exact, watcher);
    for (int round = 0; round < ROUNDS; round++) {
      fast[round] = time(functional);
      slow[round] = time(exact);
      counted[round] = slow[round] / counting(exact, watcher);
    }
    int sample = (int) (Measured.of(slow).median() * LEAST_NS / 1e9);
    wall(exact, 2, sample);
    for (int round = 0; round < ROUNDS; round++) {
      double one = wall(exact, 1, sample);
      ratio[round] = wall(exact, 2, sample) / one;
    }
    double bytes = 4 + (used() - before) / 2.0 / synapses; // the image's own word, and half of what two emulators hold
    return new Result(image.populations().stream().mapToInt(p -> p.tile().length).sum(), spikes, java.util.Arrays.equals(spikes, golden),
        Measured.of(fast), Measured.of(slow), Measured.of(counted), Measured.of(ratio), bytes);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static Network network(Path file) {
    Map<String, NdArray> arrays = ArrayFile.read(file);
    int[] target = arrays.get("target").ints();
    int[] weight = arrays.get("weight").ints();
    int[] bias = arrays.get("bias").ints();
    int[] start = arrays.get("v0").ints();
    int neurons = bias.length;
    int fanout = target.length / neurons;
    int[] rowStart = new int[neurons + 1];
    float[] weights = new float[weight.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight[i];
    }
    for (int n = 0; n < neurons; n++) {
      rowStart[n + 1] = (n + 1) * fanout;
      bias[n] <<= GUARD;
      start[n] <<= GUARD;
    }
    NeuronModel model = new NeuronModel.Native("IF", Map.of("bias", bias, "threshold", new int[] {THRESHOLD << GUARD}, "reset",
        new int[1], "subtract", new int[1]), Map.of("v", start));
    spikelock.mapper.network.Population population = new spikelock.mapper.network.Population("rnd", new int[] {neurons}, model);
    Projection projection = new Projection("random", 0, 0, 0,
        new Connectivity.Sparse(neurons, neurons, rowStart, target, weights, new short[0]), 1, new float[0], false);
    return new Network("rnd" + neurons, List.of(population), List.of(projection), List.of(),
        new RunSettings(1e-3, Reset.ZERO, Integrator.EULER, true, Map.of()), List.of());
  }

  private static long[] spikes(ChipImage image, Emulator emulator) {
    StepRecord record = new StepRecord(image.spec());
    List<Long> counts = new ArrayList<>();
    long total = 0;
    emulator.resetState();
    for (int timestep = 1; timestep <= 100; timestep++) {
      emulator.step(new int[0], 0, record);
      for (Population population : image.populations()) {
        for (int n = 0; n < population.tile().length; n++) {
          total += emulator.spiked(population.tile()[n], population.slot()[n]) ? 1 : 0;
        }
      }
      if (timestep == 1 || timestep == 20 || timestep == 100) {
        counts.add(total);
      }
    }
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  /** Seconds on the wall that a sample takes on so many threads. */
  private static double wall(Emulator emulator, int threads, int timesteps) {
    emulator.useThreads(threads);
    emulator.resetState();
    long[] cycles = new long[1];
    long start = System.nanoTime();
    emulator.steps(timesteps, (timestep, channels, values) -> 0, (timestep, record) -> cycles[0] += record.stepCycles());
    double seconds = (System.nanoTime() - start) / 1e9;
    if (cycles[0] == 0) {
      throw new IllegalStateException("no cycles");
    }
    return seconds;
  }

  /** All that counts events for an estimate. */
  private static final class Counting implements EventView.Watcher {
    private final EventRecorder events;
    private final CycleLatency cycles;
    private int timestep = BLOCK;

    Counting(ChipImage image) {
      events = new EventRecorder(ImageEvents.of(image), BLOCK);
      cycles = new CycleLatency(image, new long[1][]);
    }

    @Override
    public void after(Step step, StepRecord record) {
      if (timestep == BLOCK) {
        events.begin(0, BLOCK);
        cycles.begin(0, BLOCK);
        timestep = 0;
      }
      events.after(step, record);
      cycles.after(step, record);
      if (++timestep == BLOCK) {
        events.end();
      }
    }
  }

  /** Timesteps in a second of processor time while they are counted. */
  private static double counting(Emulator emulator, Counting watcher) {
    emulator.watchEvents(watcher);
    try {
      return time(emulator);
    } finally {
      emulator.watchEvents((step, record) -> { });
    }
  }

  /** Timesteps in a second of processor time. */
  private static double time(Emulator emulator) {
    StepRecord record = new StepRecord(emulator.image().spec());
    int[] none = {};
    emulator.resetState();
    long timesteps = 0;
    long start = CpuTime.nanos();
    long now = start;
    while (now - start < LEAST_NS) {
      for (int i = 0; i < BLOCK; i++) {
        emulator.step(none, 0, record);
      }
      timesteps += BLOCK;
      now = CpuTime.nanos();
    }
    return timesteps * 1e9 / (now - start);
  }
}
