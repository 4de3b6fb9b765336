package spikelock.mapper.sanafe.network;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/** Adds what a file says of a neuron to what it said of its group. */
final class NeuronAttributes {
  private static final Set<String> KNOWN = known();

  private final Values values;

  NeuronAttributes(Values values) {
    this.values = values;
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(AttributeNames.NEURON);
    known.addAll(AttributeNames.FRAMEWORK);
    known.addAll(Set.of("synapse", "dendrite", "soma"));
    return known;
  }

  /** A mapping, or a list of mappings of which later ones win; within one, {@code soma} wins over {@code dendrite} over what is for all. */
  NeuronConfig over(NeuronConfig config, YamlValue said) {
    NeuronConfig result = config;
    for (YamlValue.Mapping part : values.mappings(said, "the attributes")) {
      if (!part.fields().isEmpty()) {
        result = over(result, part);
      }
    }
    return result;
  }

  private NeuronConfig over(NeuronConfig config, YamlValue.Mapping said) {
    String synapse = config.synapseUnit();
    String dendrite = config.dendriteUnit();
    String soma = config.somaUnit();
    boolean logSpikes = config.logSpikes();
    boolean logPotential = config.logPotential();
    SortedMap<String, Attribute> attributes = new TreeMap<>(config.attributes());
    for (YamlValue.Field field : said.fields()) {
      values.requireKnown(field.key(), field.line(), "a neuron", KNOWN);
      switch (field.key()) {
        case "synapse_hw_name" -> synapse = values.text(field.value(), field.key());
        case "dendrite_hw_name" -> dendrite = values.text(field.value(), field.key());
        case "soma_hw_name" -> soma = values.text(field.value(), field.key());
        case "log_spikes" -> logSpikes = values.flag(field.value(), field.key());
        case "log_potential", "log_v" -> logPotential = values.flag(field.value(), field.key());
        case "default_synapse_hw_name", "synapse", "dendrite", "soma" -> { }
        default -> attributes.put(field.key(), new Attribute(field.value(), true, true));
      }
    }
    said.get("dendrite").ifPresent(part -> addOnly(attributes, part, true));
    said.get("soma").ifPresent(part -> addOnly(attributes, part, false));
    return new NeuronConfig(synapse, dendrite, soma, logSpikes, logPotential, attributes);
  }

  private void addOnly(SortedMap<String, Attribute> attributes, YamlValue said, boolean dendrite) {
    SortedMap<String, Attribute> only = new TreeMap<>();
    for (YamlValue.Mapping part : values.mappings(said, dendrite ? "the dendrite's attributes" : "the soma's attributes")) {
      for (YamlValue.Field field : part.fields()) {
        values.requireKnown(field.key(), field.line(), dendrite ? "a dendrite" : "a soma", AttributeNames.NEURON);
        only.putIfAbsent(field.key(), new Attribute(field.value(), dendrite, !dendrite));
      }
    }
    attributes.putAll(only);
  }
}
