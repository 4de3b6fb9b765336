package spikelock.mapper.train.plan;

import java.util.List;
import java.util.OptionalDouble;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Weights;

/**
 * A layer as somebody wrote it.
 *
 * @param name empty to be named by its number
 * @param units of a dense layer
 * @param weights of what comes from other layers: dense, or a convolution
 * @param pool in front of the first of them
 * @param loop what comes from the layer itself, one timestep late
 * @param from names of the layers that feed it, the first decides its shape; empty for the layer before
 * @param unit what was said of its units
 * @param dropout empty for that of all layers
 */
public record LayerSketch(String name, int units, Weights weights, Pool pool, Loop loop, List<String> from, UnitChoice unit, OptionalDouble dropout) {
  /** How a layer feeds itself. */
  public enum Loop { NONE, FULL, DIAGONAL }

  public LayerSketch {
    from = List.copyOf(from);
  }
}
