package spikelock.mapper.train.model;

import spikelock.emulator.error.InputException;

/**
 * What remains of a state after a timestep, 1 - dt/tau.
 *
 * @param initial at the start of the training, 0 (exclusive) .. 1 (exclusive)
 * @param learn who has its own and whether it is trained
 */
public record Decay(double initial, Learn learn) {
  /** @throws InputException when the factor is not between 0 and 1 */
  public Decay {
    if (!(initial > 0 && initial < 1)) {
      throw new InputException("a decay factor is " + initial + ", must lie between 0 and 1", "", "decay",
          "a time constant must be longer than the timestep");
    }
  }

  /** Whether a factor is trained. */
  public enum Learn {
    /** It stays as it is. */
    FIXED,
    /** Trained, one for the layer. */
    LAYER,
    /** Trained, one for each neuron. */
    NEURON
  }

  /** A factor that stays as it is. */
  public static Decay fixed(double factor) {
    return new Decay(factor, Learn.FIXED);
  }

  /**
   * The factor of a time constant, by Euler's rule.
   *
   * @param tau time constant in s, above dt
   * @param dt timestep in s
   */
  public static Decay of(double tau, double dt, Learn learn) {
    return new Decay(1 - dt / tau, learn);
  }
}
