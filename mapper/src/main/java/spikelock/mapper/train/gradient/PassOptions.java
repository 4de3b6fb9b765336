package spikelock.mapper.train.gradient;

/**
 * How gradients are taken.
 *
 * @param detachReset whether the way back does not go through what a spike does to its own potential, as in snnTorch
 * @param smooth spikes are the surrogate's integral, so that the gradient is the exact one: for checking it
 * @param rateWeight weight of (spikes a timestep - {@code rate})², meant over the neurons of each hidden layer
 * @param rate wanted spikes a timestep
 * @param operationsWeight weight of the part of all synapses that is used in a timestep
 */
public record PassOptions(Loss loss, Surrogate surrogate, boolean detachReset, boolean smooth, double rateWeight, double rate,
    double operationsWeight) {

  /** Without regularisers. */
  public static PassOptions of(Loss loss, Surrogate surrogate) {
    return new PassOptions(loss, surrogate, true, false, 0, 0, 0);
  }
}
