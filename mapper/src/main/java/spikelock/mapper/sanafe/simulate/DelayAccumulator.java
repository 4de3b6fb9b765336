package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;

/** Holds back what comes by the timesteps that its edge says, and adds up what is due. */
final class DelayAccumulator extends Dendrite {
  private static final int SLOTS = 6;
  private static final double NOTHING = Double.NaN;

  private final double[] due; // NOTHING where nothing came
  private final double[] later; // [neuron * SLOTS + timesteps from now]
  private final long[] time;

  DelayAccumulator(int neurons) {
    due = new double[neurons];
    later = new double[neurons * SLOTS];
    time = new long[neurons];
    Arrays.fill(due, NOTHING);
    Arrays.fill(later, NOTHING);
  }

  @Override
  double update(int address, double current, boolean comes, int slot, long timestep) {
    int first = address * SLOTS;
    for (; time[address] < timestep; time[address]++) {
      due[address] = later[first];
      System.arraycopy(later, first + 1, later, first, SLOTS - 1);
      later[first + SLOTS - 1] = NOTHING;
    }
    if (comes) {
      double before = later[first + slot];
      later[first + slot] = (Double.isNaN(before) ? 0 : before) + current;
    }
    gives = !Double.isNaN(due[address]);
    return due[address];
  }
}
