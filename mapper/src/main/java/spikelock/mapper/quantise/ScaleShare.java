package spikelock.mapper.quantise;

/** Which neurons of a population share what their weights, thresholds and biases are multiplied with before they are rounded. */
public enum ScaleShare {
  /** All of them. */
  POPULATION,
  /** Those of a channel of a convolution, whose places share the rows of a kernel. */
  CHANNEL,
  /** Neighbours, as many as keep the number of parameter sets small. */
  SET,
  /** Each has its own. */
  NEURON
}
