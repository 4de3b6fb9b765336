package spikelock.mapper.train.gradient;

import java.util.List;
import java.util.Optional;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.Wiring;

/** The parameters at one step of the optimiser, as the passes read them: shared by all threads, never changed. */
public final class Snapshot {
  final Parameters parameters;
  /** [layers][paths][synapses] in the order of the wiring. */
  final float[][][] weight;
  /** [layers][paths][targets x sources] of full paths from layers, for the way back; else empty. */
  final float[][][] transposed;
  /** [layers][neurons]. */
  final float[][] bias;
  final float[][] membrane;
  final float[][] synapse;
  final float[][] adaptation;
  final Optional<List<IntegerLayer>> integers;

  private Snapshot(Parameters parameters, float[][][] weight, Optional<List<IntegerLayer>> integers, float[] values) {
    this.parameters = parameters;
    this.weight = weight;
    this.integers = integers;
    int layers = weight.length;
    transposed = new float[layers][][];
    bias = new float[layers][];
    membrane = new float[layers][];
    synapse = new float[layers][];
    adaptation = new float[layers][];
    for (int l = 0; l < layers; l++) {
      Parameters.Layer layer = parameters.layers().get(l);
      LayerPlan plan = parameters.plan().layers().get(l);
      Unit unit = plan.unit();
      bias[l] = new float[plan.size()];
      for (int n = 0; n < bias[l].length; n++) {
        bias[l][n] = values[layer.bias()[n]];
      }
      membrane[l] = factors(unit.membrane(), layer.membrane(), plan.size(), values);
      synapse[l] = factors(unit.synapse(), layer.synapse(), plan.size(), values);
      adaptation[l] = factors(unit.adaptation(), layer.adaptation(), plan.size(), values);
      transposed[l] = new float[layer.paths().size()][];
      for (int p = 0; p < transposed[l].length; p++) {
        transposed[l][p] = transpose(layer.paths().get(p), weight[l][p]);
      }
    }
  }

  private static float[] factors(Decay decay, int first, int size, float[] values) {
    float[] factors = new float[size];
    for (int n = 0; n < size; n++) {
      factors[n] = first < 0 ? (float) decay.initial()
          : Parameters.factor(values[first + (decay.learn() == Decay.Learn.NEURON ? n : 0)]);
    }
    return factors;
  }

  private static float[] transpose(Wiring wiring, float[] weight) {
    if (!wiring.full() || wiring.source() == PathPlan.INPUT) {
      return new float[0];
    }
    float[] turned = new float[weight.length];
    for (int s = 0; s < wiring.sources(); s++) {
      for (int t = 0; t < wiring.targets(); t++) {
        turned[t * wiring.sources() + s] = weight[s * wiring.targets() + t];
      }
    }
    return turned;
  }

  /** The weights as they are. */
  public static Snapshot floats(Parameters parameters, float[] values) {
    return rounded(parameters, values, plain(parameters, values));
  }

  /**
   * Other weights than the parameters say, for units that do not reach the chip yet.
   *
   * @param weight [layers][paths][synapses]
   */
  public static Snapshot rounded(Parameters parameters, float[] values, float[][][] weight) {
    return new Snapshot(parameters, weight, Optional.empty(), values);
  }

  /** The chip's integers; the way back takes the same weights as floats. */
  public static Snapshot integers(Parameters parameters, float[] values, List<IntegerLayer> layers) {
    float[][][] weight = new float[layers.size()][][];
    for (int l = 0; l < weight.length; l++) {
      int[][] raw = layers.get(l).weights();
      double unit = 1 / layers.get(l).scale();
      weight[l] = new float[raw.length][];
      for (int p = 0; p < raw.length; p++) {
        weight[l][p] = new float[raw[p].length];
        for (int k = 0; k < raw[p].length; k++) {
          weight[l][p][k] = (float) (raw[p][k] * unit);
        }
      }
    }
    return new Snapshot(parameters, weight, Optional.of(List.copyOf(layers)), values);
  }

  /** [layers][paths][synapses] parameter times the pool's factor. */
  public static float[][][] plain(Parameters parameters, float[] values) {
    float[][][] weight = new float[parameters.layers().size()][][];
    for (int l = 0; l < weight.length; l++) {
      List<Wiring> paths = parameters.layers().get(l).paths();
      weight[l] = new float[paths.size()][];
      for (int p = 0; p < weight[l].length; p++) {
        Wiring wiring = paths.get(p);
        float[] row = new float[wiring.synapses()];
        for (int k = 0; k < row.length; k++) {
          row[k] = (float) (values[wiring.parameterOf(k)] * wiring.factor());
        }
        weight[l][p] = row;
      }
    }
    return weight;
  }

  /** How many synapses {@code from..to-1} of a path are not 0. */
  public int used(int layer, int path, int from, int to) {
    float[] row = weight[layer][path];
    int used = 0;
    for (int k = from; k < to; k++) {
      used += row[k] != 0 ? 1 : 0;
    }
    return used;
  }
}
