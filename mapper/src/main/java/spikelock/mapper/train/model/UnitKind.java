package spikelock.mapper.train.model;

/** What the units of a layer compute. The first six run on the chip; the artificial ones are trained and rounded, not yet mapped. */
public enum UnitKind {
  /** Integrate and fire. */
  IF("if"),
  /** Leaky integrate and fire. */
  LIF("lif"),
  /** Leaky integrate and fire behind a synaptic filter. */
  CUBA_LIF("cubalif"),
  /** Leaky integrate and fire whose threshold rises with every spike and falls back (Bellec et al. 2018). */
  ALIF("alif"),
  /** Leaky integrator: never spikes, its potential is the answer. */
  LI("li"),
  /** Leaky integrator behind a synaptic filter. */
  CUBA_LI("cubali"),
  /** y = x: a linear read-out. */
  LINEAR("linear"),
  /** y = x, read as class probabilities softmax(x). */
  SOFTMAX("softmax"),
  RELU("relu"),
  /** y = x above 0, {@link #LEAK} x below. */
  LEAKY_RELU("leaky-relu"),
  SIGMOID("sigmoid"),
  TANH("tanh");

  /** Slope of a leaky ReLU below 0. */
  public static final float LEAK = 0.01f;

  private final String word;

  UnitKind(String word) {
    this.word = word;
  }

  /** Its name in options and files. */
  public String word() {
    return word;
  }

  /** Whether it has a threshold and sends spikes. */
  public boolean spikes() {
    return this == IF || this == LIF || this == CUBA_LIF || this == ALIF;
  }

  /** Whether it keeps a potential from timestep to timestep. */
  public boolean integrates() {
    return spikes() || this == LI || this == CUBA_LI;
  }

  /** Whether it has a synaptic current as state. */
  public boolean filters() {
    return this == CUBA_LIF || this == CUBA_LI;
  }

  /** Whether it sends a value in every timestep that does not depend on the past. */
  public boolean artificial() {
    return this == SOFTMAX || this == RELU || this == LEAKY_RELU || this == SIGMOID || this == TANH;
  }

  /** Whether it can feed other layers. */
  public boolean sends() {
    return spikes() || artificial() && this != SOFTMAX;
  }
}
