package spikelock.mapper.network;

/** What a spike does to the membrane potential. */
public enum Reset {
  /** v = 0. */
  ZERO,
  /** v = v_reset. */
  VALUE,
  /** v = v - (v_threshold - v_reset). */
  SUBTRACT,
  /** snnTorch's form: a neuron above threshold before the step subtracts first (nir.md 6.4). Float reference only. */
  SUBTRACT_GUARDED
}
