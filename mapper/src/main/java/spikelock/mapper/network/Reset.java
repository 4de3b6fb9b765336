package spikelock.mapper.network;

/** What a spike does to the membrane potential. */
public enum Reset {
  /** v = 0. */
  ZERO,
  /** v = v_reset. */
  VALUE,
  /** v = v - (v_threshold - v_reset). */
  SUBTRACT,
  /** snnTorch's form: a neuron that is above its threshold before the timestep subtracts first, and then not again. */
  SUBTRACT_GUARDED,
  /** Spyx' form: LIF subtracts in the next timestep, after its decay; the others as {@link #SUBTRACT}. */
  SUBTRACT_LATE;

  /** What neurons of this kind do: the late form differs from the usual one for LIF alone, and adaptive neurons have neither. */
  public Reset of(NeuronModel.Kind kind) {
    return this == SUBTRACT_LATE && kind != NeuronModel.Kind.LIF || this == SUBTRACT_GUARDED && kind.adapts() ? SUBTRACT : this;
  }
}
