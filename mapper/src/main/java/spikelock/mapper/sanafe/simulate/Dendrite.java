package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;

/** The dendrites of one unit: what they are sent in a timestep, and what they give their somas. */
abstract sealed class Dendrite permits Accumulator, DelayAccumulator, TapDendrite {
  /** Whether the last {@link #update} gave a current at all. */
  boolean gives;

  private int[] slots = {}; // [address of the synapse in its unit] the delay or tap of its edge

  /**
   * One update.
   *
   * @param address of the neuron in the unit
   * @param current that comes in
   * @param comes whether one does
   * @param slot the delay or the tap that it goes to
   * @param timestep now, from 1
   * @return the current for the soma, where {@link #gives}
   */
  abstract double update(int address, double current, boolean comes, int slot, long timestep);

  /** What an edge says, at the address of its synapse. Synapse units of a core share these addresses; the last edge wins. */
  final void setSlot(int address, int slot) {
    if (address >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(address + 1, 2 * slots.length));
    }
    slots[address] = slot;
  }

  /** The delay or tap of a synapse, 0 where nothing was said. */
  final int slot(int address) {
    return address < slots.length ? slots[address] : 0;
  }
}
