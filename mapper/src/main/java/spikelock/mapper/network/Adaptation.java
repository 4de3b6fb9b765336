package spikelock.mapper.network;

/**
 * A threshold that rises with every spike and fades back (Bellec et al. 2018): neurons spike above v_threshold + a. In a timestep a
 * first fades, {@code a' = decay a}, is then compared, and at last rises by {@code beta} if the neuron spikes. decay is 1 - dt/tau
 * with {@link Integrator#EULER}, exp(-dt/tau) with {@link Integrator#EXACT}. Every array holds one value for all neurons or one for each.
 *
 * @param tau time constant in s
 * @param beta what a spike adds, in units of the potential
 * @param initial a before the first timestep, in units of the potential
 */
public record Adaptation(double[] tau, double[] beta, double[] initial) {
  /** A threshold that stays where it is. */
  public static final Adaptation NONE = new Adaptation(new double[] {1}, new double[] {0}, new double[] {0});
}
