package spikelock.mapper.sanafe.simulate;

import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/**
 * One unit of inputs: spikes from a list, at random, or at a rate. SANA-FE has one list and one generator a unit: neurons that share the unit take
 * turns.
 */
final class InputSource {
  private final int seed; // the unit's number among all input units of the chip, from 1

  private boolean[] spikes = {};
  private int at;
  private double probability;
  private long interval;
  private MersenneTwister random;

  InputSource(int seed) {
    this.seed = seed;
  }

  void set(Values values, String name, YamlValue value) {
    switch (name) {
      case "spikes" -> {
        var items = values.list(value, name);
        spikes = new boolean[items.size()];
        for (int i = 0; i < spikes.length; i++) {
          spikes[i] = values.flag(items.get(i), name);
        }
        at = 0;
      }
      case "poisson" -> {
        probability = values.number(value, name);
        random = probability > 0 ? new MersenneTwister(seed) : null;
      }
      case "rate" -> {
        double rate = values.number(value, name);
        if (rate < 0 || rate > 1) {
          throw values.error(value.line(), "rate is " + rate + ", must be 0..1", "it is spikes a timestep");
        }
        interval = rate > 0 ? (long) (1 / rate) : 0;
      }
      default -> { }
    }
  }

  boolean next(long timestep) {
    boolean spike = at < spikes.length && spikes[at++];
    if (random != null) {
      spike |= probability > random.uniform();
    }
    return spike || interval > 0 && timestep % interval == 0;
  }
}
