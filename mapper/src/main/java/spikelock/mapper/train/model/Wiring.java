package spikelock.mapper.train.model;

import java.util.Arrays;

/**
 * The synapses of a path, rows by source in C order, targets ascending. Synapses of a convolution that share a weight name the same
 * parameter; whatever the path is made of, this is all that the passes see.
 *
 * @param source number of the layer it comes from, or {@link PathPlan#INPUT}
 * @param recurrent whether it brings what was sent in the timestep before
 * @param sources neurons or channels on its side
 * @param targets neurons of the layer
 * @param full whether synapse k of source s is that to target k and has parameter {@code first + s * targets + k}
 * @param first number of the path's first parameter
 * @param parameters how many it has
 * @param rowStart [sources + 1]
 * @param target [synapses]; empty when full
 * @param parameter [synapses] number among all parameters; empty when full
 * @param factor what a parameter is multiplied with to be the weight: that of the pool
 */
public record Wiring(int source, boolean recurrent, int sources, int targets, boolean full, int first, int parameters, int[] rowStart,
    int[] target, int[] parameter, double factor) {

  public int synapses() {
    return rowStart[sources];
  }

  /** Target of synapse {@code k}. */
  public int targetOf(int k) {
    return full ? k % targets : target[k];
  }

  /** Parameter of synapse {@code k}. */
  public int parameterOf(int k) {
    return full ? first + k : parameter[k];
  }

  /** Lays out a path whose parameters begin at {@code first}. */
  static Wiring of(NetworkPlan plan, int layer, PathPlan path, int first) {
    LayerPlan into = plan.layers().get(layer);
    int[] shape = plan.shapeOf(path.source());
    int sources = plan.sizeOf(path.source());
    boolean recurrent = path.source() >= layer;
    if (path.weights() instanceof Weights.Dense && path.pool().size() == 1) {
      int[] start = new int[sources + 1];
      Arrays.setAll(start, s -> s * into.size());
      return new Wiring(path.source(), recurrent, sources, into.size(), true, first, sources * into.size(), start, new int[0], new int[0], 1);
    }
    int[] pooled = Shapes.pooled(shape, path.pool(), into.name());
    int parameters = parameters(pooled, path.weights(), into.size());
    Rows rows = new Rows(sources, Math.toIntExact(Shapes.synapses(shape, path, into) * path.pool().size() * path.pool().size()));
    for (int s = 0; s < sources; s++) {
      int at = behindPool(s, shape, pooled, path.pool());
      if (at >= 0) {
        rows.add(at, pooled, path.weights(), into.shape(), first);
      }
      rows.start[s + 1] = rows.used;
    }
    return new Wiring(path.source(), recurrent, sources, into.size(), false, first, parameters, rows.start,
        Arrays.copyOf(rows.target, rows.used), Arrays.copyOf(rows.parameter, rows.used), path.pool().factor());
  }

  static int parameters(int[] pooled, Weights weights, int targets) {
    return switch (weights) {
      case Weights.Dense dense -> Arrays.stream(pooled).reduce(1, (a, b) -> a * b) * targets;
      case Weights.Diagonal diagonal -> targets;
      case Weights.Convolution kernel -> kernel.channels() * pooled[0] * kernel.kernel() * kernel.kernel();
    };
  }

  /** How many synapses share their target: for the size of first weights. */
  static int fanIn(int[] pooled, Weights weights) {
    return switch (weights) {
      case Weights.Dense dense -> Arrays.stream(pooled).reduce(1, (a, b) -> a * b);
      case Weights.Diagonal diagonal -> 1;
      case Weights.Convolution kernel -> pooled[0] * kernel.kernel() * kernel.kernel();
    };
  }

  private static int behindPool(int index, int[] shape, int[] pooled, Pool pool) {
    if (pool.size() == 1) {
      return index;
    }
    int channel = index / (shape[1] * shape[2]);
    int row = index / shape[2] % shape[1] / pool.size();
    int column = index % shape[2] / pool.size();
    return row < pooled[1] && column < pooled[2] ? (channel * pooled[1] + row) * pooled[2] + column : -1;
  }

  /** Synapses while they are collected. */
  private static final class Rows {
    final int[] start;
    int[] target;
    int[] parameter;
    int used;

    Rows(int sources, int most) {
      start = new int[sources + 1];
      target = new int[most];
      parameter = new int[most];
    }

    void add(int from, int[] shape, Weights weights, int[] into, int first) {
      switch (weights) {
        case Weights.Dense dense -> {
          int targets = Arrays.stream(into).reduce(1, (a, b) -> a * b);
          for (int t = 0; t < targets; t++) {
            add(t, first + from * targets + t);
          }
        }
        case Weights.Diagonal diagonal -> add(from, first + from);
        case Weights.Convolution kernel -> window(from, shape, kernel, into, first);
      }
    }

    /** Parameters are [out channels, in channels, kernel, kernel], as PyTorch's. */
    private void window(int from, int[] shape, Weights.Convolution conv, int[] into, int first) {
      int channel = from / (shape[1] * shape[2]);
      int row = from / shape[2] % shape[1] + conv.padding();
      int column = from % shape[2] + conv.padding();
      int size = conv.kernel();
      for (int o = 0; o < into[0]; o++) {
        int kernel = first + (o * shape[0] + channel) * size * size;
        for (int y = Math.max(0, Math.ceilDiv(row - size + 1, conv.stride())); y < into[1] && y * conv.stride() <= row; y++) {
          int ky = row - y * conv.stride();
          for (int x = Math.max(0, Math.ceilDiv(column - size + 1, conv.stride())); x < into[2] && x * conv.stride() <= column; x++) {
            add((o * into[1] + y) * into[2] + x, kernel + ky * size + column - x * conv.stride());
          }
        }
      }
    }

    private void add(int to, int of) {
      target[used] = to;
      parameter[used++] = of;
    }
  }
}
