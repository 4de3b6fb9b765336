package spikelock.toolchain.validate;

import java.util.List;
import java.util.stream.Stream;

/** What is known of a network of SANA-FE's that was run. */
final class Simulated {
  /** What SANA-FE's own counters are called. */
  static final List<String> NUMBERS = List.of("neurons_fired", "neurons_updated", "messages", "synaptic_events");

  /** What estimates tell, too. */
  static final List<String> ALSO = List.of("energy", "energy_soma", "energy_synapse", "energy_network");

  /** All. */
  static final List<String> QUANTITIES = Stream.of(NUMBERS, ALSO, List.of("time_simple", "time_detailed")).flatMap(List::stream).toList();

  private Simulated() {}
}
