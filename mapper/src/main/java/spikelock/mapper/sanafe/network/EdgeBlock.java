package spikelock.mapper.sanafe.network;

/** Edges of one group's neurons to others. */
sealed interface EdgeBlock permits EdgeList, DenseEdges, ConvolutionEdges {
  /** Adds the edges of one neuron of the group, in file order. */
  void addTo(EdgeBuffer buffer, int source);

  long edges();
}
