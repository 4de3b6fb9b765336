package spikelock.mapper.sanafe.simulate;

/** Adds up what comes within a timestep. */
final class Accumulator extends Dendrite {
  private final double[] charge;
  private final long[] time;

  Accumulator(int neurons) {
    charge = new double[neurons];
    time = new long[neurons];
    gives = true;
  }

  @Override
  double update(int address, double current, boolean comes, int slot, long timestep) {
    if (time[address] < timestep) {
      charge[address] = 0;
      time[address] = timestep;
    }
    if (comes) {
      charge[address] += current;
    }
    return charge[address];
  }
}
