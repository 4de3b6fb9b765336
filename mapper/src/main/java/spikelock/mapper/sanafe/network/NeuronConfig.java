package spikelock.mapper.sanafe.network;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is said of a neuron. Equal neurons share one.
 *
 * @param synapseUnit name of the unit for edges to it; empty for the first there is
 * @param dendriteUnit name of its dendrite's unit; empty for the first there is
 * @param somaUnit name of its soma's unit; empty for the first there is
 * @param logSpikes whether its spikes are to be recorded
 * @param logPotential whether its potential is to be recorded
 * @param attributes for its units, by name
 */
public record NeuronConfig(String synapseUnit, String dendriteUnit, String somaUnit, boolean logSpikes, boolean logPotential,
    SortedMap<String, Attribute> attributes) {
  public static final NeuronConfig NONE = new NeuronConfig("", "", "", false, false, new TreeMap<>());

  /** The same with what a mapping says; empty names change nothing. */
  NeuronConfig withUnits(String synapse, String dendrite, String soma) {
    if (synapse.isEmpty() && dendrite.isEmpty() && soma.isEmpty()) {
      return this;
    }
    return new NeuronConfig(synapse.isEmpty() ? synapseUnit : synapse, dendrite.isEmpty() ? dendriteUnit : dendrite,
        soma.isEmpty() ? somaUnit : soma, logSpikes, logPotential, attributes);
  }
}
