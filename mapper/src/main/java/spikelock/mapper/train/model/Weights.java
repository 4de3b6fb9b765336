package spikelock.mapper.train.model;

/** Which synapses a path has, and which of them share a weight. */
public sealed interface Weights {

  /** All to all. */
  record Dense() implements Weights {}

  /**
   * Cross-correlation over [channels, height, width], as PyTorch's Conv2d with equal values on both axes.
   *
   * @param channels that come out
   */
  record Convolution(int channels, int kernel, int stride, int padding) implements Weights {}

  /** Neuron i to neuron i, each with its own weight. */
  record Diagonal() implements Weights {}
}
