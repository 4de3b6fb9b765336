/**
 * A network as SANA-FE's files describe one, in both spellings: groups of neurons with attributes, edges, and where each neuron is mapped. Start with
 * {@link spikelock.mapper.sanafe.network.SanafeNetwork}; {@link spikelock.mapper.sanafe.network.NetworkYaml} and
 * {@link spikelock.mapper.sanafe.network.Netlist} read it.
 */
package spikelock.mapper.sanafe.network;
