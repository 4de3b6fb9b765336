package spikelock.mapper.train.model;

/**
 * A path into a layer.
 *
 * @param source number of the layer it comes from, or {@link #INPUT}; the layer itself or a later one makes it recurrent: it then brings
 *     what was sent in the timestep before
 * @param pool what the source's values go through first
 * @param weights the trained synapses
 */
public record PathPlan(int source, Pool pool, Weights weights) {
  /** The network's input. */
  public static final int INPUT = -1;

  /** All to all from a layer. */
  public static PathPlan dense(int source) {
    return new PathPlan(source, Pool.NONE, new Weights.Dense());
  }
}
