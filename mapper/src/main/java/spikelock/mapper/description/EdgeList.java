package spikelock.mapper.description;

import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Connectivity;

/**
 * Sorts edges by source with a counting sort: stable, so edges of a source keep their order and duplicates stay. Arrays are taken
 * one after the other, so that a caller need not hold them all: at most 16 bytes an edge are held at a time.
 */
final class EdgeList {
  private final int sources;
  private final int targets;
  private final int[] rowStart;
  /** [edges] where each edge goes. */
  private final int[] place;
  private int[] target = new int[0];
  private float[] weight = new float[0];
  private short[] delay = new short[0];
  private int least;

  /** @param source [edges] source neuron of each */
  EdgeList(NdArray source, int sources, int targets) {
    this.sources = sources;
    this.targets = targets;
    int edges = source.size();
    rowStart = new int[sources + 1];
    place = new int[edges];
    for (int e = 0; e < edges; e++) {
      place[e] = index(source.at(e), sources, e, "source");
      rowStart[place[e] + 1]++;
    }
    for (int s = 0; s < sources; s++) {
      rowStart[s + 1] += rowStart[s];
    }
    int[] next = rowStart.clone();
    for (int e = 0; e < edges; e++) {
      place[e] = next[place[e]]++;
    }
  }

  private static int index(double value, int size, int edge, String what) {
    int index = (int) value;
    if (index != value || index < 0 || index >= size) {
      throw new InputException(what + " of edge " + edge + " is " + (value == Math.rint(value) ? String.valueOf((long) value)
          : String.valueOf(value)) + ", must be 0.." + (size - 1));
    }
    return index;
  }

  void targets(NdArray values) {
    requireLength(values, "targets");
    target = new int[place.length];
    for (int e = 0; e < place.length; e++) {
      target[place[e]] = index(values.at(e), targets, e, "target");
    }
  }

  /** One weight for all. */
  void weights(float value) {
    weight = new float[place.length];
    java.util.Arrays.fill(weight, value);
  }

  void weights(NdArray values) {
    requireLength(values, "weights");
    weight = new float[place.length];
    for (int e = 0; e < place.length; e++) {
      weight[place[e]] = finite(values.at(e), e);
    }
  }

  static float finite(double value, int edge) {
    float weight = (float) value;
    if (!Float.isFinite(weight)) {
      throw new InputException("the weight of edge " + edge + " is " + value + "; every weight must be finite");
    }
    return weight;
  }

  /** Delays in timesteps; afterwards {@link #least} is the smallest and the edges keep what is beyond it. */
  void delays(NdArray values) {
    requireLength(values, "delays");
    least = values.size() == 0 ? 0 : Integer.MAX_VALUE;
    int most = 0;
    for (int e = 0; e < place.length; e++) {
      int own = index(values.at(e), Short.MAX_VALUE, e, "delay");
      least = Math.min(least, own);
      most = Math.max(most, own);
    }
    if (most > least) {
      delay = new short[place.length];
      for (int e = 0; e < place.length; e++) {
        delay[place[e]] = (short) (values.at(e) - least);
      }
    }
  }

  int least() {
    return least;
  }

  private void requireLength(NdArray values, String what) {
    if (values.size() != place.length) {
      throw new InputException("there are " + values.size() + " " + what + " for " + place.length + " edges");
    }
  }

  Connectivity.Sparse connectivity() {
    return new Connectivity.Sparse(sources, targets, rowStart, target, weight, delay);
  }
}
