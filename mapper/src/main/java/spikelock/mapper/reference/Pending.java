package spikelock.mapper.reference;

import java.util.Arrays;
import spikelock.emulator.error.InputException;

/** Inputs of a population that are under way, by the timestep in which they arrive. */
final class Pending {
  private static final long MOST = 1L << 28;
  private final double[][] slots;

  /** @param values of a timestep, @param longest delay */
  Pending(int values, int longest) {
    if ((long) values * (longest + 1) > MOST) {
      throw new InputException("delays of " + longest + " timesteps into " + values + " inputs are too long to simulate");
    }
    slots = new double[longest + 1][values];
  }

  double[] slot(int timestep) {
    return slots[timestep % slots.length];
  }

  void clear() {
    for (double[] slot : slots) {
      Arrays.fill(slot, 0);
    }
  }
}
