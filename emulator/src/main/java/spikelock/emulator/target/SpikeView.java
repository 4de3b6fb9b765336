package spikelock.emulator.target;

/** A target that can say of any neuron whether it spiked, not only of those with an output. */
public interface SpikeView {
  /** Whether the neuron in a slot of a tile's core spiked in the last timestep. */
  boolean spiked(int tile, int slot);
}
