package spikelock.mapper.train;

import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.Wiring;

/**
 * Rounds the weights of each layer to so many bits, as the mapper rounds a population's: for units that do not reach the chip yet. Their
 * sums, biases and values stay floats. What is rounded already stays as it is.
 *
 * @param bits of a weight, its sign included, 2 or more
 */
public record WeightRounding(Parameters parameters, int bits) {

  /** The parameters with rounded weights; a copy. */
  public float[] rounded(float[] values) {
    float[] rounded = values.clone();
    for (Parameters.Layer layer : parameters.layers()) {
      double most = 0;
      for (Wiring path : layer.paths()) {
        double factor = path.factor();
        for (int i = path.first(); i < path.first() + path.parameters(); i++) {
          most = Math.max(most, Math.abs(values[i] * factor));
        }
      }
      if (most > 0) {
        double unit = most / ((1 << bits - 1) - 1);
        layer.paths().forEach(path -> round(rounded, path, unit / path.factor()));
      }
    }
    return rounded;
  }

  private static void round(float[] values, Wiring path, double unit) {
    for (int i = path.first(); i < path.first() + path.parameters(); i++) {
      values[i] = (float) (Math.rint(values[i] / unit) * unit);
    }
  }
}
