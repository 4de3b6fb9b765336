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
  /** In the next timestep, after the decay (Spyx, snnTorch's delayed reset). */
  SUBTRACT_LATE,
  /** v = 0 in the next timestep, after its input has come, which is lost (snnTorch's Synaptic with a delayed reset to zero). */
  ZERO_LATE,
  /** Nothing. */
  NONE;

  /** Whether it acts in the timestep after the spike. */
  public boolean isLate() {
    return this == SUBTRACT_LATE || this == ZERO_LATE;
  }

  /** Whether it takes something away instead of setting the potential. */
  public boolean subtracts() {
    return this == SUBTRACT || this == SUBTRACT_GUARDED || this == SUBTRACT_LATE;
  }

  /** What neurons of this kind do: adaptive ones have neither the late nor the guarded form. */
  public Reset of(NeuronModel.Kind kind) {
    return kind.adapts() && (this == SUBTRACT_LATE || this == SUBTRACT_GUARDED) ? SUBTRACT : kind.adapts() && this == ZERO_LATE ? ZERO : this;
  }
}
