package spikelock.mapper.train.model;

import spikelock.emulator.error.InputException;

/** Which synapses a path has, and which of them share a weight. */
public sealed interface Weights {

  /** All to all. */
  record Dense() implements Weights {}

  /**
   * Cross-correlation over [channels, height, width], as PyTorch's Conv2d with equal values on both axes.
   *
   * @param channels that come out
   */
  record Convolution(int channels, int kernel, int stride, int padding) implements Weights {
    /** The greatest size of a kernel, padding or stride: larger ones overflow. */
    private static final int MOST = 10_000;

    /** @throws InputException when a size is no size */
    public Convolution {
      if (channels < 1 || kernel < 1 || stride < 1 || padding < 0 || Math.max(Math.max(kernel, stride), padding) > MOST) {
        throw new InputException("a convolution with " + channels + " channels, kernel " + kernel + ", stride " + stride + ", padding "
            + padding + " cannot be", "", "convolution", "all but the padding must be at least 1, and sizes at most " + MOST);
      }
    }
  }

  /** Neuron i to neuron i, each with its own weight. */
  record Diagonal() implements Weights {}
}
