package spikelock.emulator.cost;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long timesteps and samples take.
 *
 * @param timesteps seconds of every timestep, ascending
 * @param samples seconds of every sample, ascending
 * @param parts seconds that each cause took, of all timesteps
 */
public record Latency(double[] timesteps, double[] samples, Map<Bound, Double> parts) {

  /** What a timestep waits for. */
  public enum Bound {
    /** Neurons being updated. */
    COMPUTE,
    /** Synapses being read. */
    MEMORY,
    /** Packets on their way. */
    TRAFFIC,
    /** Every core telling every other that it is done. */
    BARRIER,
    /** Input being sent in. */
    HOST,
    /** A timestep of fixed length. */
    TICK;

    /** Its name in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Latency {
    timesteps = timesteps.clone();
    samples = samples.clone();
    Arrays.sort(timesteps);
    Arrays.sort(samples);
    parts = new EnumMap<>(parts);
  }

  /** Timesteps that all last equally long. */
  public static Latency constant(double seconds, int[] lengths) {
    double[] samples = Arrays.stream(lengths).mapToDouble(length -> length * seconds).toArray();
    double[] steps = new double[Arrays.stream(lengths).sum()];
    Arrays.fill(steps, seconds);
    return new Latency(steps, samples, Map.of(Bound.TICK, seconds * steps.length));
  }

  /** Seconds of everything. */
  public double total() {
    return Arrays.stream(samples).sum();
  }

  /** The cause that takes the most time. */
  public Bound boundBy() {
    return parts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(Bound.BARRIER);
  }

  public static double mean(double[] ascending) {
    return ascending.length == 0 ? 0 : Arrays.stream(ascending).sum() / ascending.length;
  }

  /** The value that a share of all does not exceed: the nearest rank. */
  public static double quantile(double[] ascending, double share) {
    return ascending.length == 0 ? 0 : ascending[Math.max(0, (int) Math.ceil(share * ascending.length) - 1)];
  }
}
