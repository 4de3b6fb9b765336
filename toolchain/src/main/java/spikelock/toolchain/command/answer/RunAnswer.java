package spikelock.toolchain.command.answer;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.run.Totals;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.console.Means;

/** What {@code run} found. */
public record RunAnswer(
    @Means("emulator, rtl, netlist, bitstream or reference") String target,
    @Means("SHA-256 of the image's contents; empty for a reference in floats") String imageHash,
    @Means("samples run") int samples,
    @Means("timesteps of all samples, without the tail for the lag") long timesteps,
    @Means("part of the samples whose prediction is the label; null without labels") Optional<Double> accuracy,
    @Means("per sample: the neuron of the first output (or of the read-out's probe) with the greatest value, the lowest of equals") int[] predictions,
    @Means("how that value is read: count, first, last, max or mean, with :POP.FIELD for a probe") String readout,
    @Means("spikes of all outputs") long outputSpikes,
    @Means("largest lag of what was recorded, in timesteps") int lag,
    @Means("how the network is run") Settings settings,
    @Means("of what memories start from; does not matter to results") int seed,
    @Means("mean time of a sample at the chip's clock, in microseconds; null for a reference") Optional<Double> latencyUs,
    @Means("that clock and what it is, such as 48 MHz, assumed; null for a reference") Optional<String> clock,
    @Means("seconds it took") double wallS,
    @Means("processor seconds it took, of all threads") double cpuS,
    @Means("clock cycles; null for a reference") Optional<Cycles> cycles,
    @Means("sums over tiles and timesteps, batches included; null for a reference") Optional<Counters> counters,
    @Means("the file written, or empty") String output) {
  private static final int MOST_PREDICTIONS = 20;

  /** Clock cycles of all timesteps. */
  public record Cycles(long total, double meanPerTimestep, long maxPerTimestep, long batches, long steps) {
    public static Cycles of(Totals totals) {
      return new Cycles(totals.cycles(), totals.meanCycles(), totals.mostCycles(), totals.batches(), totals.steps());
    }
  }

  /** What the tiles counted. */
  public record Counters(long accumulations, long spikes, long packetsIn, long packetsOut, long axonOutStalls, long busyCycles, Hops hops,
      @Means("whether a counter was full, so that its sum is a lower bound") boolean saturated) {

    public static Counters of(Totals totals) {
      return new Counters(totals.counter(Counter.ACCUMULATIONS), totals.counter(Counter.SPIKES), totals.counter(Counter.PACKETS_IN),
          totals.counter(Counter.PACKETS_OUT), totals.counter(Counter.AXON_OUT_STALLS), totals.counter(Counter.BUSY_CYCLES),
          new Hops(totals.counter(Counter.HOPS_NORTH), totals.counter(Counter.HOPS_EAST), totals.counter(Counter.HOPS_SOUTH),
              totals.counter(Counter.HOPS_WEST)), totals.saturated());
    }
  }

  /** Hops of packets by direction. */
  public record Hops(long n, long e, long s, long w) {}

  /** Part of the samples whose prediction is the label. */
  public static double accuracy(int[] predictions, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predictions.length > i && predictions[i] == labels[i] ? 1 : 0;
    }
    return labels.length == 0 ? 0 : (double) right / labels.length;
  }

  /**
   * For people.
   *
   * @param place what they ran on, such as {@code the emulator}
   * @param recorded names of what was written
   */
  public String text(String place, Collection<String> recorded) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d %s, %,d timesteps on %s%n", samples, samples == 1 ? "sample" : "samples",
        timesteps, place));
    line(text, "settings", "%s", settings.line());
    if (accuracy.isPresent()) {
      line(text, "accuracy", "%.2f %% (%d of %d)", 100 * accuracy.get(), Math.round(accuracy.get() * samples), samples);
    } else if (samples <= MOST_PREDICTIONS && predictions.length > 0) {
      line(text, "predictions", "%s", Arrays.toString(predictions));
    }
    line(text, "output spikes", "%,d", outputSpikes);
    cycles.ifPresent(c -> line(text, "cycles", "%,d (%.1f a timestep, at most %,d)", c.total, c.meanPerTimestep, c.maxPerTimestep));
    latencyUs.ifPresent(us -> line(text, "latency", "%.1f us a sample at %s", us, clock.orElseThrow()));
    counters.ifPresent(c -> {
      line(text, "accumulations", "%,d", c.accumulations);
      line(text, "spikes", "%,d", c.spikes);
      line(text, "packets", "%,d in, %,d out", c.packetsIn, c.packetsOut);
    });
    line(text, "took", "%.2f s", wallS);
    return (text + (output.isEmpty() ? "" : "wrote " + output + ": " + String.join(", ", recorded))).stripTrailing();
  }

  private static void line(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-16s", name)).append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
