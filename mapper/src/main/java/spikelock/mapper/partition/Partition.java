package spikelock.mapper.partition;

import java.util.List;

/**
 * The neurons of every core in use, before the cores have a place.
 *
 * @param cores in the order they were filled
 * @param incoming the network's synapses by target
 */
public record Partition(List<Core> cores, Incoming incoming) {

  /**
   * One core.
   *
   * @param type its datapath
   * @param neurons numbers over all populations, in slot order
   * @param rows its axons and synapse words
   * @param sets its parameter sets
   */
  public record Core(CoreType type, int[] neurons, CoreRows rows, int sets) {}

  public Partition {
    cores = List.copyOf(cores);
  }

  /** Synapses onto the neurons of a core. */
  public long unrolled(Core core) {
    long synapses = 0;
    for (int neuron : core.neurons()) {
      synapses += incoming.first(neuron + 1) - incoming.first(neuron);
    }
    return synapses;
  }

  /** [neurons] fan-out entries of each neuron: one for each axon that listens to it, one for its output. */
  public int[] fanout(boolean[] isOutput) {
    int channels = incoming.channels();
    int[] entries = new int[isOutput.length];
    for (int n = 0; n < entries.length; n++) {
      entries[n] = isOutput[n] ? 1 : 0;
    }
    for (Core core : cores) {
      for (int line : core.rows().line()) {
        if (incoming.source(line) >= channels) {
          entries[incoming.source(line) - channels]++;
        }
      }
    }
    return entries;
  }
}
