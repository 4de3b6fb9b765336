package spikelock.mapper.network;

/** What an artificial unit makes of the sum that arrives. */
public enum Unit {
  /** max(0, x). */
  RELU("ReLU"),
  /** x where x > 0, else negative_slope x. */
  LEAKY_RELU("LeakyReLU"),
  /** 1 / (1 + exp(-x)). */
  SIGMOID("Sigmoid"),
  /** tanh(x). */
  TANH("Tanh"),
  /** exp(x) over the sum of exp(x) of the whole population. */
  SOFTMAX("Softmax");

  private final String label;

  Unit(String label) {
    this.label = label;
  }

  /** Its name in files and reports. */
  public String label() {
    return label;
  }
}
