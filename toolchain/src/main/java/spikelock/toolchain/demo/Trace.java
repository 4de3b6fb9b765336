package spikelock.toolchain.demo;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.fixed.FixedPopulation;

/**
 * Every spike of a sample.
 *
 * @param sample its number
 * @param timesteps how long it is
 * @param layers the input first, then the populations in the network's order
 */
public record Trace(int sample, int timesteps, List<Layer> layers) {

  /**
   * What a population did.
   *
   * @param name the user's
   * @param shape of the population
   * @param spikes [timesteps x neurons] what each sent; 0 for nothing
   */
  record Layer(String name, List<Integer> shape, int[] spikes) {
    int neurons() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** [neurons] what each sent in all timesteps together. */
    int[] counts() {
      int[] counts = new int[neurons()];
      for (int i = 0; i < spikes.length; i++) {
        counts[i % counts.length] += spikes[i];
      }
      return counts;
    }

    /** Spikes of all neurons. */
    long total() {
      long total = 0;
      for (int sent : spikes) {
        total += sent == 0 ? 0 : 1;
      }
      return total;
    }
  }

  public Trace {
    layers = List.copyOf(layers);
  }

  /** The population that gives the answer. */
  Layer last() {
    return layers.getLast();
  }

  /** Runs a sample on the emulator, with every population that spikes in sight. */
  static Trace of(ChipImage image, Stimulus stimulus, int sample) {
    List<Population> seen = image.populations().stream().filter(p -> p.tile().length > 0 && !FixedPopulation.isPotential(p.kind())).toList();
    List<Layer> layers = new ArrayList<>();
    layers.add(input(image, stimulus, sample));
    try (Emulator emulator = Emulator.of(image)) {
      SampleRun.Result result = new SampleRun(emulator, seen.stream().map(p -> new Probe(p, Probe.SPIKES)).toList(), false).run(stimulus, sample);
      for (int p = 0; p < seen.size(); p++) {
        layers.add(new Layer(seen.get(p).name(), seen.get(p).shape(), result.probes().get(p)));
      }
    }
    return new Trace(sample, stimulus.timesteps(sample), layers);
  }

  private static Layer input(ChipImage image, Stimulus stimulus, int sample) {
    int channels = stimulus.channels();
    int[] spikes = new int[stimulus.timesteps(sample) * channels];
    int[] active = new int[channels];
    int[] values = new int[channels];
    for (int timestep = 0; timestep < stimulus.timesteps(sample); timestep++) {
      int count = stimulus.active(sample, timestep, active, values);
      for (int i = 0; i < count; i++) {
        spikes[timestep * channels + active[i]] = values[i];
      }
    }
    List<Population> inputs = image.populations().stream().filter(p -> p.firstInput() >= 0).toList();
    return new Layer(inputs.getFirst().name(), inputs.size() == 1 ? inputs.getFirst().shape() : List.of(channels), spikes);
  }

  /** Adds what each channel sends in all timesteps of a sample. */
  static void sum(Stimulus stimulus, int sample, double[] into) {
    int[] active = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int timestep = 0; timestep < stimulus.timesteps(sample); timestep++) {
      int count = stimulus.active(sample, timestep, active, values);
      for (int i = 0; i < count; i++) {
        into[active[i]] += values[i];
      }
    }
  }
}
