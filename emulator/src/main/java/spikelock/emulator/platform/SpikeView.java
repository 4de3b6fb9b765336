package spikelock.emulator.platform;

/** A target that can say of any neuron whether it spiked, and with what payload, not only of those with an output. */
public interface SpikeView {
  /** Whether the neuron in a slot of a tile's core spiked in the last timestep. */
  boolean spiked(int tile, int slot);

  /** What the neuron in a slot of a tile's core sent in the last timestep: its payload, 1 for a plain spike, 0 for none. */
  int sent(int tile, int slot);
}
