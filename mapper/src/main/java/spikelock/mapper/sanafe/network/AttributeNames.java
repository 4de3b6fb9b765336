package spikelock.mapper.sanafe.network;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of attributes that some model of SANA-FE takes, or took in a version whose files are still about. SANA-FE ignores whatever else a file
 * says; here it is an error, because a misspelt threshold is one.
 */
final class AttributeNames {
  /** What SANA-FE itself reads of a neuron, before its units. */
  static final Set<String> FRAMEWORK = Set.of("synapse_hw_name", "dendrite_hw_name", "soma_hw_name", "default_synapse_hw_name", "log_spikes",
      "log_potential", "log_v");

  static final Set<String> NEURON = names(List.of(
      "threshold", "reverse_threshold", "reset", "reverse_reset", "reset_mode", "reverse_reset_mode", "leak_decay", "input_decay", "bias", "log_u",
      "force_update", "force_update_every_timestep", "refractory_delay", "potential", "force_potential", "noise", "noise_bits",
      "leak", "leak_towards_zero", "random_mask", "spikes", "poisson", "rate", "taps", "time_constants", "space_constants"), List.of(
      "connections_out", "force_soma_update", "force_dendrite_update", "force_synapse_update", "leak_bias", "dendrite_leak_decay", "dendrites",
      "latency", "weight", "w", "delay", "d"));

  static final Set<String> EDGE = names(List.of("weight", "w", "delay", "d", "tap"), List.of("latency", "mixed", "g", "tag", "connections_out"));

  private AttributeNames() {}

  private static Set<String> names(List<String> used, List<String> ignored) {
    Set<String> names = new TreeSet<>(used);
    names.addAll(ignored);
    return names;
  }
}
