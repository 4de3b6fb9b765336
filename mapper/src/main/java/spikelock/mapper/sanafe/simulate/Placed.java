package spikelock.mapper.sanafe.simulate;

import spikelock.mapper.sanafe.chip.BufferPosition;

/**
 * A network on a chip as flat arrays, edges excepted: those are generated anew for each neuron that fires. Neurons are numbered core by core, within a core as they were mapped; an axon is what a spike of one neuron
 * brings to one core.
 */
final class Placed {
  int neurons;
  int cores; // of the chip
  int tilesUsed;

  // [used core]
  int[] usedCores; // ascending
  BufferPosition[] buffers;
  int[] firstNeurons; // [used + 1]
  double[] axonOutS;

  // [neuron]
  int[] numbers; // in the network, over all groups in file order
  int[] neuronOf; // [number in the network] the neuron
  int[] usedOf; // which used core it is in
  Dendrite[] dendrites;
  int[] dendriteAddresses;
  int[] dendritePrices;
  boolean[] adds; // the dendrite only adds up, and what it has waits before the soma
  int[] somaPrices;
  int[] firstAxons; // [neurons + 1]
  boolean[] simple; // all its edges go to neurons that add

  // [axon]
  int[] destinations;
  int[] hops;
  int[] synapses; // of the receiver that a message goes through
  double[] processingS; // of the receiver, as far as it does not depend on what its somas do
  double[] synapseJ;
  double[] dendriteJ;
  double[] networkJ;


  // [edge] by number of the source, in file order; empty where dendrites only add up
  int[] slots; // delays or taps
  int[] firstEdges; // [number in the network + 1]

  NetworkNeurons source; // of the edges
  Somas somas;
  double[] dendriteEnergyJ; // [dendrite price]
  double[] dendriteLatencyS;
  double[] accessJ; // [soma price]
  double[] updateJ;
  double[] spikeJ;
  double[] idleS; // latency of an update that ends idle, updated, fired
  double[] updatedS;
  double[] firedS;
}
