package spikelock.mapper.network;

/**
 * At which potential neurons start where a file does not say, which NIR never does.
 *
 * @param from where the value is from
 * @param value for {@link From#VALUE}
 */
public record InitialV(From from, double value) {
  /** At 0. */
  public static final InitialV REST = new InitialV(From.REST, 0);
  /** At v_leak of each neuron (Norse). */
  public static final InitialV LEAK = new InitialV(From.LEAK, 0);
  /** At v_reset of each neuron (SpikingJelly). */
  public static final InitialV RESET = new InitialV(From.RESET, 0);

  /** What there is. */
  public enum From { REST, LEAK, RESET, VALUE }

  /** The same for all neurons. */
  public static InitialV at(double value) {
    return new InitialV(From.VALUE, value);
  }

  /**
   * As options spell it.
   *
   * @throws NumberFormatException when it is neither rest, leak, reset nor a finite number
   */
  public static InitialV parse(String text) {
    for (InitialV known : new InitialV[] {REST, LEAK, RESET}) {
      if (text.equals(known.toString())) {
        return known;
      }
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return at(value);
  }

  /** Neurons that start there. */
  public NeuronModel.Nir set(NeuronModel.Nir nir) {
    return nir.toBuilder().initialV(switch (from) {
      case REST -> new double[] {0};
      case LEAK -> nir.kind().leaks() ? nir.vLeak() : new double[] {0};
      case RESET -> nir.kind().resets() ? nir.vReset() : new double[] {0};
      case VALUE -> new double[] {value};
    }).build();
  }

  /** As options spell it. */
  @Override
  public String toString() {
    return from == From.VALUE ? Double.toString(value) : RunSettings.word(from);
  }
}
