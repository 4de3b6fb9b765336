package spikelock.mapper.network;

/** Who reaches whom with which weight. */
public sealed interface Connectivity {

  /** Visits every stored synapse of one source. */
  interface Visitor {
    /** @param extraDelay timesteps beyond the projection's own delay */
    void synapse(int target, float weight, int extraDelay);
  }

  int sources();

  int targets();

  /** Number of stored synapses. */
  long synapses();

  /** The least that any synapse adds to the projection's own delay. */
  default int leastDelay() {
    if (!(this instanceof Sparse sparse) || sparse.delay().length == 0) {
      return 0;
    }
    int least = Integer.MAX_VALUE;
    for (short delay : sparse.delay()) {
      least = Math.min(least, delay);
    }
    return least;
  }

  /** Calls the visitor for the synapses of {@code source}, in target order for dense and stored order for sparse. */
  void forEach(int source, Visitor visitor);

  /**
   * All to all.
   *
   * @param weights [targets, sources] row-major, as NIR's Linear
   */
  record Dense(int sources, int targets, float[] weights) implements Connectivity {
    @Override
    public long synapses() {
      return weights.length;
    }

    @Override
    public void forEach(int source, Visitor visitor) {
      for (int t = 0; t < targets; t++) {
        visitor.synapse(t, weights[t * sources + source], 0);
      }
    }
  }

  /**
   * Compressed rows by source; duplicates are kept.
   *
   * @param rowStart [sources + 1] first synapse of each source
   * @param target [synapses] target neuron
   * @param weight [synapses]
   * @param delay [synapses] timesteps beyond the projection's own delay, or empty for none
   */
  record Sparse(int sources, int targets, int[] rowStart, int[] target, float[] weight, short[] delay) implements Connectivity {
    @Override
    public long synapses() {
      return target.length;
    }

    @Override
    public void forEach(int source, Visitor visitor) {
      for (int i = rowStart[source]; i < rowStart[source + 1]; i++) {
        visitor.synapse(target[i], weight[i], delay.length == 0 ? 0 : delay[i]);
      }
    }
  }

  /**
   * One to one, each with its own weight.
   *
   * @param weights [size] weight from neuron i to neuron i
   */
  record Diagonal(float[] weights) implements Connectivity {
    @Override
    public int sources() {
      return weights.length;
    }

    @Override
    public int targets() {
      return weights.length;
    }

    @Override
    public long synapses() {
      return weights.length;
    }

    @Override
    public void forEach(int source, Visitor visitor) {
      visitor.synapse(source, weights[source], 0);
    }
  }
}
