package spikelock.mapper.train.model;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.error.InputException;

/**
 * A network to be trained. The last layer is the answer.
 *
 * @param name short name
 * @param inputShape [channels] or [channels, height, width]
 * @param layers in the order in which they are computed within a timestep
 * @param dt timestep in s
 * @param subtract whether a spike subtracts the threshold from the potential instead of setting it to 0
 */
public record NetworkPlan(String name, int[] inputShape, List<LayerPlan> layers, double dt, boolean subtract) {
  /** Synapses beyond which a network is refused: each takes 12 bytes and more. */
  private static final long MOST_SYNAPSES = 100_000_000L;

  /**
   * @throws InputException when shapes do not fit each other, a layer feeds on units that send nothing, or there are too many synapses
   */
  public NetworkPlan {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new InputException("the network has no layer", "", "layers", "");
    }
    requireSizes("input", inputShape);
    double synapses = 0;
    for (int l = 0; l < layers.size(); l++) {
      LayerPlan layer = layers.get(l);
      requireSizes(layer.name(), layer.shape());
      if (!(layer.dropout() >= 0 && layer.dropout() < 1)) {
        throw new InputException("the dropout is " + layer.dropout() + ", must be 0 or more and below 1", "", layer.name(), "");
      }
      if (layer.paths().isEmpty() || layer.paths().getFirst().source() >= l) {
        throw new InputException("the first path into a layer must come from the input or an earlier layer", "", layer.name(), "");
      }
      for (PathPlan path : layer.paths()) {
        if (path.source() < PathPlan.INPUT || path.source() >= layers.size()) {
          throw new InputException("there is no layer " + path.source(), "", layer.name(), "");
        }
        if (path.source() != PathPlan.INPUT && !layers.get(path.source()).unit().kind().sends()) {
          LayerPlan source = layers.get(path.source());
          throw new InputException("feeds on " + source.name() + ", whose units (" + source.unit().kind().word() + ") send nothing", "", layer.name(),
              "such a layer can only be the last");
        }
        double behindPool = Shapes.synapses(shapeOf(inputShape, layers, path.source()), path, layer);
        synapses += behindPool * path.pool().size() * path.pool().size();
        if (synapses > MOST_SYNAPSES) {
          throw new InputException("the network has more than " + MOST_SYNAPSES + " synapses", "", layer.name(), "use smaller layers");
        }
      }
    }
  }

  private static void requireSizes(String name, int[] shape) {
    double size = 1;
    for (int extent : shape) {
      if (extent < 1) {
        throw new InputException("the shape " + Shapes.text(shape) + " has no neurons", "", name, "");
      }
      size *= extent;
    }
    if (shape.length != 1 && shape.length != 3) {
      throw new InputException("the shape " + Shapes.text(shape) + " is neither [neurons] nor [channels, height, width]", "", name, "");
    }
    if (size > MOST_SYNAPSES) {
      throw new InputException("the shape " + Shapes.text(shape) + " has more than " + MOST_SYNAPSES + " neurons", "", name, "");
    }
  }

  private static int[] shapeOf(int[] input, List<LayerPlan> layers, int source) {
    return source == PathPlan.INPUT ? input : layers.get(source).shape();
  }

  /** Shape of a layer, or of the input. */
  public int[] shapeOf(int source) {
    return shapeOf(inputShape, layers, source);
  }

  public int inputs() {
    return Arrays.stream(inputShape).reduce(1, Math::multiplyExact);
  }

  /** Size of a layer, or of the input. */
  public int sizeOf(int source) {
    return source == PathPlan.INPUT ? inputs() : layers.get(source).size();
  }

  public LayerPlan output() {
    return layers.getLast();
  }

  /** Whether every unit can be mapped to a chip. */
  public boolean reachesChip() {
    return layers.stream().noneMatch(l -> l.unit().kind().artificial());
  }
}
