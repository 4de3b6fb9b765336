package spikelock.mapper.train;

import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.Parameters;

/**
 * Rounds the weights of each layer to so many bits, as the mapper rounds a population's: for units that do not reach the chip yet. Their
 * sums and values stay floats.
 *
 * @param bits of a weight, its sign included, 2 or more
 */
public record WeightRounding(Parameters parameters, int bits) {

  /** The parameters with rounded weights, for the passes. */
  public Snapshot snapshot(float[] values) {
    float[][][] weight = Snapshot.plain(parameters, values);
    for (float[][] layer : weight) {
      float most = 0;
      for (float[] path : layer) {
        for (float w : path) {
          most = Math.max(most, Math.abs(w));
        }
      }
      double unit = most / ((1 << bits - 1) - 1);
      for (float[] path : layer) {
        for (int k = 0; k < path.length && most > 0; k++) {
          path[k] = (float) (Math.rint(path[k] / unit) * unit);
        }
      }
    }
    return Snapshot.rounded(parameters, values, weight);
  }
}
