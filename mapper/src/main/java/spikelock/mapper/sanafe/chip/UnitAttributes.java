package spikelock.mapper.sanafe.chip;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of a unit's attributes: costs, settings, and those of neurons, which SANA-FE takes here too and ignores. */
final class UnitAttributes {
  static final Set<String> ALL = all();

  private UnitAttributes() {}

  private static Set<String> all() {
    Set<String> all = new TreeSet<>(List.of("model", "plugin", "log_energy", "log_latency", "update_every_timestep",
        "energy_process_spike", "latency_process_spike", "energy_update", "latency_update",
        "energy_access_neuron", "latency_access_neuron", "energy_update_neuron", "latency_update_neuron", "energy_spike_out", "latency_spike_out",
        "energy_message_in", "latency_message_in", "energy_message_out", "latency_message_out", "noise", "noise_bits",
        "force_update", "force_update_every_timestep", "latency_concurrent_access"));
    all.addAll(List.of("threshold", "reverse_threshold", "reset", "reverse_reset", "reset_mode", "reverse_reset_mode", "leak_decay", "input_decay",
        "bias", "leak", "leak_towards_zero", "random_mask", "weight_bits", "taps", "time_constants", "space_constants"));
    return all;
  }
}
