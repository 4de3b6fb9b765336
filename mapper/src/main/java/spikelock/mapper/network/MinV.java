package spikelock.mapper.network;

/**
 * Below which value a potential never stays at the end of a timestep.
 *
 * @param minusThreshold whether that is -v_threshold, for IF neurons (what sinabs makes of a NIR file)
 * @param value else it is this; minus infinity for no such value
 */
public record MinV(boolean minusThreshold, double value) {
  /** It may be anything. */
  public static final MinV NONE = new MinV(false, Double.NEGATIVE_INFINITY);
  /** -v_threshold, for IF neurons. */
  public static final MinV MINUS_THRESHOLD = new MinV(true, Double.NEGATIVE_INFINITY);

  /** This value, for all neurons that spike. */
  public static MinV at(double value) {
    return new MinV(false, value);
  }

  /**
   * As options and files spell it.
   *
   * @throws NumberFormatException when it is neither none, minus-threshold nor a finite number
   */
  public static MinV parse(String text) {
    if (text.equals(NONE.toString())) {
      return NONE;
    }
    if (text.equals(MINUS_THRESHOLD.toString())) {
      return MINUS_THRESHOLD;
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return at(value);
  }

  /** Whether neurons of this kind have such a value. */
  public boolean holds(NeuronModel.Kind kind) {
    return minusThreshold ? kind == NeuronModel.Kind.IF : kind.resets() && value > Double.NEGATIVE_INFINITY;
  }

  /** The value for a neuron of a kind for which it {@link #holds}. */
  public double of(double threshold) {
    return minusThreshold ? -threshold : value;
  }

  /** As options spell it. */
  @Override
  public String toString() {
    return minusThreshold ? "minus-threshold" : value == Double.NEGATIVE_INFINITY ? "none" : Double.toString(value);
  }
}
