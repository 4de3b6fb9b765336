package spikelock.emulator.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The events that are counted in each core and that a profile may price. */
public enum Event {
  /** A mapped neuron, each timestep, whether or not it is updated. */
  NEURON_ACCESS(Unit.SOMA, "a mapped neuron, each timestep"),
  /** A neuron whose state is updated. */
  NEURON_UPDATE(Unit.SOMA, "a neuron whose state is updated"),
  /** A neuron spikes. */
  SPIKE(Unit.SOMA, "a neuron spikes"),
  /** The row of a due axon is walked, be it empty or not. */
  AXON_ROW(Unit.SYNAPSE, "the row of an axon is looked up and walked"),
  /** A word is read from the synapse memory. */
  SYNAPSE_WORD(Unit.SYNAPSE, "a word is read from the synapse memory"),
  /** A weight is added to an accumulator. */
  SYNAPTIC_EVENT(Unit.SYNAPSE, "a weight is added to an accumulator"),
  /** Those of rows that hold a target with each weight. */
  SPARSE_EVENT(Unit.SYNAPSE, "a synaptic event of a sparse row"),
  /** Those of rows that hold weights alone. */
  DENSE_EVENT(Unit.SYNAPSE, "a synaptic event of a dense row"),
  /** Those of rows that several axons share, as the kernels of a convolution are. */
  SHARED_EVENT(Unit.SYNAPSE, "a synaptic event of a row that axons share (a convolution)"),
  /** A packet leaves a core. */
  PACKET_OUT(Unit.AXON, "a packet leaves a core"),
  /** A packet reaches a core. */
  PACKET_IN(Unit.AXON, "a packet reaches a core"),
  /** A packet goes one tile north. */
  HOP_NORTH(Unit.NETWORK, "a packet goes one tile north"),
  /** A packet goes one tile east. */
  HOP_EAST(Unit.NETWORK, "a packet goes one tile east"),
  /** A packet goes one tile south. */
  HOP_SOUTH(Unit.NETWORK, "a packet goes one tile south"),
  /** A packet goes one tile west. */
  HOP_WEST(Unit.NETWORK, "a packet goes one tile west"),
  /** A packet is sent in by the host. */
  INPUT_PACKET(Unit.HOST, "a packet comes from the host"),
  /** A packet is sent out to the host. */
  OUTPUT_PACKET(Unit.HOST, "a packet goes to the host");

  /** How many there are. */
  public static final int COUNT = values().length;

  /** The parts of a chip by which energies are told. */
  public enum Unit {
    SOMA,
    SYNAPSE,
    AXON,
    NETWORK,
    HOST;

    /** Its name in answers and reports. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Unit unit;
  private final String meaning;

  Event(Unit unit, String meaning) {
    this.unit = unit;
    this.meaning = meaning;
  }

  /** The part of the chip to which its cost belongs. */
  public Unit unit() {
    return unit;
  }

  /** What it is, for people. */
  public String meaning() {
    return meaning;
  }

  /** Its name in a profile and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event of a name. */
  public static Optional<Event> named(String text) {
    return Arrays.stream(values()).filter(event -> event.text().equals(text)).findFirst();
  }

  /** All names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Event::text).toList();
  }
}
