package spikelock.mapper.train.optimise;

/** What a step does with a gradient. */
public sealed interface Rule {

  /** Stochastic gradient descent: {@code m = momentum m + g; w -= rate m}. */
  record Sgd(double momentum) implements Rule {}

  /**
   * Adam (Kingma and Ba 2015), with decoupled weight decay (AdamW, Loshchilov and Hutter 2019).
   *
   * @param weightDecay what a step at the whole rate takes off a weight, times the rate; 0 for plain Adam
   */
  record Adam(double first, double second, double epsilon, double weightDecay) implements Rule {
    /** The usual factors. */
    public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8, 0);
  }
}
