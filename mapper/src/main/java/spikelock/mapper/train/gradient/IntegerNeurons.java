package spikelock.mapper.train.gradient;

import java.util.Arrays;

/** The units of a layer as a core computes them: its own datapath over its own integers. */
final class IntegerNeurons {
  private final IntegerLayer layer;
  private final int size;
  private final int[][] state;
  private final int[] spikes;
  private final int[] payloads;

  IntegerNeurons(IntegerLayer layer, int size) {
    this.layer = layer;
    this.size = size;
    this.state = new int[layer.initial().length][size];
    this.spikes = new int[size];
    this.payloads = new int[size];
  }

  void begin() {
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(layer.initial()[field], 0, state[field], 0, size);
    }
    Arrays.fill(spikes, 0);
  }

  /**
   * One timestep.
   *
   * @param arrived [neurons] raw sums; cleared
   * @param bias [neurons] in units of the threshold: part of the datapath's own parameters, needed for the distance only
   */
  void forward(int t, int[] arrived, float[] bias, float[] membrane, float[] fade, boolean leaks, LayerTrace trace) {
    int base = t * size;
    float unit = layer.unit();
    float weight = (float) (1 / layer.scale());
    for (int n = 0; n < size; n++) {
      trace.distance[base + n] = arrived[n] * weight; // what arrived, until the datapath has taken it
    }
    layer.kernel().sweep(state, new int[0], layer.parameters(), arrived, spikes, payloads, 0, size);
    for (int n = 0; n < size; n++) {
      int i = base + n;
      trace.value[i] = spikes[n];
      trace.potential[i] = state[layer.potential()][n] * unit;
      float current = trace.distance[i] + bias[n];
      if (layer.current() >= 0) {
        current = state[layer.current()][n] * unit;
        trace.current[i] = current;
      }
      float threshold = 1;
      if (layer.adaptation() >= 0) {
        trace.adaptation[i] = state[layer.adaptation()][n] * unit;
        threshold += t == 0 ? 0 : fade[n] * trace.adaptation[i - size];
      }
      float before = t == 0 ? 0 : trace.potential[i - size];
      trace.distance[i] = (leaks ? membrane[n] * before : before) + current - threshold;
    }
  }

  /** The potential after the last timestep, raw. */
  int potential(int neuron) {
    return state[layer.potential()][neuron];
  }
}
