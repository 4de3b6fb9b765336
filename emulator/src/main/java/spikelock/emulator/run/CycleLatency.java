package spikelock.emulator.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.engine.timing.SweepTimes;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;

/**
 * How long each timestep takes on our own RTL: its cycles, those of its batches included. What it waits for is read off its critical core, the
 * one whose sweep ends last ({@code hdl/TIMING.md}): its walk, its sweep, then the packets that are still on their way, the trees, the batches.
 */
public final class CycleLatency implements RunWatcher {
  private final long[][] cycles; // [samples][timesteps]
  private final long[] parts = new long[Latency.Bound.values().length];
  private final int[] sweep; // [tiles]
  private final int copy;
  private final int trees;
  private int sample;
  private int timestep;

  /**
   * For an image.
   *
   * @param cycles [samples] a row is put there when its sample runs; shared by all who watch one run
   */
  public CycleLatency(ChipImage image, long[][] cycles) {
    this.cycles = cycles;
    this.sweep = SweepTimes.of(image, PlacedCores.of(image)).stream().mapToInt(SweepTimes::cycles).toArray();
    this.copy = image.spec().core().axonWords();
    this.trees = 2 * image.spec().mesh().treeDepth() + 1;
  }

  @Override
  public void begin(int number, int timesteps) {
    sample = number;
    timestep = 0;
    cycles[sample] = new long[timesteps];
  }

  @Override
  public void after(Step step, StepRecord record) {
    int critical = 0;
    int latest = -1;
    for (int tile = 0; tile < sweep.length; tile++) {
      int end = step.synapseWords(tile) + step.emptyRows(tile) + sweep[tile];
      if (end > latest) {
        latest = end;
        critical = tile;
      }
    }
    int memory = copy + step.synapseWords(critical) + step.emptyRows(critical);
    int compute = Math.min(sweep[critical], Math.max(0, record.stepCycles() - trees - memory));
    add(Latency.Bound.MEMORY, memory);
    add(Latency.Bound.COMPUTE, compute);
    add(Latency.Bound.TRAFFIC, Math.max(0, record.stepCycles() - trees - memory - compute));
    after(record);
  }

  @Override
  public void after(StepRecord record) {
    add(Latency.Bound.BARRIER, trees);
    add(Latency.Bound.HOST, record.totalCycles() - record.stepCycles());
    cycles[sample][timestep++] = record.totalCycles();
  }

  private void add(Latency.Bound bound, long more) {
    parts[bound.ordinal()] += more;
  }

  /**
   * The latency of a run.
   *
   * @param watchers all who watched it
   */
  public static Latency latency(List<CycleLatency> watchers, double clockHz) {
    Map<Latency.Bound, Double> parts = new EnumMap<>(Latency.Bound.class);
    for (Latency.Bound bound : Latency.Bound.values()) {
      double seconds = watchers.stream().mapToLong(watcher -> watcher.parts[bound.ordinal()]).sum() / clockHz;
      if (seconds > 0) {
        parts.put(bound, seconds);
      }
    }
    long[][] cycles = watchers.getFirst().cycles;
    int steps = 0;
    for (long[] row : cycles) {
      steps += row.length;
    }
    double[] timesteps = new double[steps];
    double[] samples = new double[cycles.length];
    int at = 0;
    for (int s = 0; s < cycles.length; s++) {
      for (long count : cycles[s]) {
        timesteps[at++] = count / clockHz;
        samples[s] += count / clockHz;
      }
    }
    return new Latency(timesteps, samples, parts);
  }
}
