package spikelock.mapper.network;

/** At which potential a neuron spikes. The two differ where a potential is exactly the threshold: with weights on a grid, often. */
public enum SpikeAt {
  /** Above the threshold: NIR, snnTorch, Norse, Spyx. */
  ABOVE,
  /** At the threshold or above it: SpikingJelly, and everything that counts floor(v/v_threshold) spikes. */
  REACHED
}
