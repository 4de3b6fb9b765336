package spikelock.mapper.quantise;

import java.util.HashMap;
import java.util.Map;
import spikelock.emulator.datapath.Field;
import spikelock.mapper.fixed.FixedPopulation;

/** How far the raw potentials of a population's integers can go: the greatest sums in every timestep, each rounding a unit more. */
final class RawReach {
  private static final double ONE = 4096; // of the decays' factors
  private static final int[] NONE = {0};

  private RawReach() {}

  /**
   * The greatest magnitude among the neurons, at most what the field holds.
   *
   * @param sums [neurons] the greatest magnitudes of what arrives in a timestep, in units of a weight
   * @param parameters of the datapath, raw
   * @param held values of those that its preset holds
   * @param initial states, raw
   */
  static double of(long[] sums, Map<String, int[]> parameters, Map<String, Long> held, Map<String, int[]> initial, Field potential) {
    Map<String, int[]> all = new HashMap<>(parameters);
    held.forEach((name, value) -> all.putIfAbsent(name, new int[] {(int) (long) value}));
    double greatest = 0;
    for (int n = 0; n < sums.length; n++) {
      double current = Math.max(amount(initial, "u", n), (Math.scalb((double) sums[n], potential.type().point()) + amount(all, "bias_u", n) + 1)
          * memory(all, "decay_u", n));
      double own = Math.max(amount(initial, FixedPopulation.POTENTIAL, n), (current + amount(all, "bias", n) + 1) * memory(all, "decay_v", n));
      greatest = Math.max(greatest, own);
    }
    return Math.min(greatest, -(double) potential.min());
  }

  private static double amount(Map<String, int[]> values, String name, int n) {
    return Math.abs((double) FixedPopulation.at(values.getOrDefault(name, NONE), n));
  }

  private static double memory(Map<String, int[]> parameters, String name, int n) {
    return 1 / (1 - amount(parameters, name, n) / ONE);
  }
}
