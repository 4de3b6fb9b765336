package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/**
 * A line of taps that leak and exchange charge with their neighbours; the first is the soma's. SANA-FE has one line a unit: neurons that share
 * the unit share the line.
 */
final class TapDendrite extends Dendrite {
  private static final int MOST_TAPS = 1 << 16;

  private int taps = 1;
  private double[] voltages = new double[1];
  private double[] next = new double[1];
  private double[] keep = new double[1];
  private double[] exchange = {};
  private long time;

  TapDendrite() {
    gives = true;
  }

  int taps() {
    return taps;
  }

  /** Takes an attribute of a neuron; they come in the order of their names. */
  void set(Values values, String name, YamlValue value) {
    switch (name) {
      case "taps" -> {
        taps = values.integer(value, name, 1, MOST_TAPS);
        voltages = Arrays.copyOf(voltages, taps);
        next = Arrays.copyOf(next, taps);
        keep = Arrays.copyOf(keep, taps);
        exchange = Arrays.copyOf(exchange, taps - 1);
      }
      case "time_constants" -> keep = constants(values, value, name, taps);
      case "space_constants" -> exchange = constants(values, value, name, taps - 1);
      default -> { }
    }
  }

  private static double[] constants(Values values, YamlValue value, String name, int least) {
    double[] constants = values.numbers(value, name);
    if (constants.length < least) {
      throw values.error(value.line(), name + " has " + constants.length + " entries, fewer than " + least, "");
    }
    return constants;
  }

  @Override
  double update(int address, double current, boolean comes, int slot, long timestep) {
    for (; time < timestep; time++) {
      step();
    }
    if (comes) {
      voltages[slot] += current;
    }
    return voltages[0];
  }

  private void step() {
    for (int tap = 0; tap < taps; tap++) {
      next[tap] = voltages[tap] * keep[tap];
    }
    for (int tap = 0; tap < taps; tap++) {
      if (tap > 0) {
        double toSoma = voltages[tap] * exchange[tap - 1];
        next[tap - 1] += toSoma;
        next[tap] -= toSoma;
      }
      if (tap < taps - 1) {
        double outwards = voltages[tap] * exchange[tap];
        next[tap + 1] += outwards;
        next[tap] -= outwards;
      }
    }
    System.arraycopy(next, 0, voltages, 0, taps);
  }
}
