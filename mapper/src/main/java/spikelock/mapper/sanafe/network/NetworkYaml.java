package spikelock.mapper.sanafe.network;

import java.util.Optional;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Range;
import spikelock.mapper.sanafe.value.Values;

/** Reads the {@code network} and the {@code mappings} of a YAML file. */
public final class NetworkYaml {
  private final Values values;
  private final NetworkBuilder builder;
  private final NeuronAttributes attributes;
  private final EdgeYaml edges;

  private NetworkYaml(Values values) {
    this.values = values;
    this.builder = new NetworkBuilder(values);
    this.attributes = new NeuronAttributes(values);
    this.edges = new EdgeYaml(builder);
  }

  /**
   * Reads a network.
   *
   * @param top the file's top level
   * @param file as messages show it
   * @throws InputException naming the file and the line of what is wrong
   */
  public static SanafeNetwork read(YamlValue top, String file) {
    Values values = new Values(file);
    return new NetworkYaml(values).network(values.mapping(top, "the file"));
  }

  private SanafeNetwork network(YamlValue.Mapping top) {
    YamlValue.Mapping network = values.mapping(values.required(top, "network", "the file"), "the network");
    values.requireKnown(network, "the network", Set.of("name", "groups", "edges"));
    String name = network.get("name").map(value -> values.text(value, "the network's name")).orElse("");
    for (YamlValue group : values.list(values.required(network, "groups", "the network"), "\"groups\"")) {
      group(values.mapping(group, "a group"));
    }
    for (YamlValue edge : edgeEntries(values.required(network, "edges", "the network"))) {
      if (!(edge instanceof YamlValue.Mapping mapping)) {
        throw values.error(edge.line(), "an edge must have attributes", "write \"- a -> b: {weight: 1}\"");
      }
      mapping.fields().forEach(edges::read);
    }
    for (YamlValue mapping : values.list(values.required(top, "mappings", "the file"), "\"mappings\"")) {
      YamlValue.Mapping entry = values.mapping(mapping, "a mapping");
      if (entry.fields().size() != 1) {
        throw values.error(entry.line(), "a mapping must be of one neuron, range or group", "write \"- group.0..7: {core: 0.0}\"");
      }
      map(entry.fields().getFirst());
    }
    return builder.network(name);
  }

  private Iterable<YamlValue> edgeEntries(YamlValue edgesValue) {
    return edgesValue instanceof YamlValue.Text text && text.text().isEmpty() ? java.util.List.of() : values.list(edgesValue, "\"edges\"");
  }

  private void group(YamlValue.Mapping group) {
    values.requireKnown(group, "a group", Set.of("name", "attributes", "neurons", "size"));
    String name = values.text(values.required(group, "name", "a group"), "a group's name");
    YamlValue neurons = values.required(group, "neurons", "group " + Values.shown(name));
    long size = 0;
    for (YamlValue entry : values.list(neurons, "\"neurons\"")) {
      if (entry instanceof YamlValue.Text text) {
        size += range(text.text(), text.line()).size();
      } else {
        for (YamlValue.Field field : values.mapping(entry, "a neuron").fields()) {
          size += range(field.key(), field.line()).size();
        }
      }
    }
    NeuronConfig config = group.get("attributes").map(said -> attributes.over(NeuronConfig.NONE, said)).orElse(NeuronConfig.NONE);
    configure(builder.addGroup(name, size, config, group.line()), config, neurons);
  }

  private void configure(Group group, NeuronConfig config, YamlValue neurons) {
    for (YamlValue entry : values.list(neurons, "\"neurons\"")) {
      if (entry instanceof YamlValue.Text text) {
        builder.requireNeuron(group, range(text.text(), text.line()).last(), text.line());
        continue;
      }
      for (YamlValue.Field field : values.mapping(entry, "a neuron").fields()) {
        Range range = range(field.key(), field.line());
        builder.requireNeuron(group, range.last(), field.line());
        NeuronConfig own = attributes.over(config, field.value());
        for (int neuron = range.first(); neuron <= range.last(); neuron++) {
          group.configure(neuron, own);
        }
      }
    }
  }

  /** One neuron or several. */
  private Range range(String text, int line) {
    Optional<Range> range = values.range(text, line, NetworkBuilder.MOST_NEURONS - 1);
    if (range.isPresent()) {
      return range.get();
    }
    int neuron = values.index(text, line, NetworkBuilder.MOST_NEURONS - 1);
    return new Range(neuron, neuron);
  }

  private void map(YamlValue.Field mapping) {
    int dot = mapping.key().indexOf('.');
    Group group = builder.group(dot < 0 ? mapping.key() : mapping.key().substring(0, dot), mapping.line());
    if (dot < 0 && group.size() == 0) {
      return;
    }
    Range range = dot < 0 ? new Range(0, group.size() - 1) : range(mapping.key().substring(dot + 1), mapping.line());
    builder.requireNeuron(group, range.last(), mapping.line());
    String core = "";
    String synapse = "";
    String dendrite = "";
    String soma = "";
    for (YamlValue.Mapping part : values.mappings(mapping.value(), "a mapping")) {
      for (YamlValue.Field field : part.fields()) {
        String text = values.text(field.value(), field.key());
        switch (field.key()) {
          case "core" -> core = text;
          case "synapse" -> synapse = text;
          case "dendrite" -> dendrite = text;
          case "soma" -> soma = text;
          default -> values.requireKnown(field.key(), field.line(), "a mapping", Set.of("core", "synapse", "dendrite", "soma"));
        }
      }
    }
    int point = core.indexOf('.');
    if (point < 0) {
      throw values.error(mapping.line(), core.isEmpty() ? "the mapping names no core" : Values.shown(core) + " is no core",
          "write core: TILE.CORE, such as core: 0.3");
    }
    int tile = values.index(core.substring(0, point), mapping.line(), Integer.MAX_VALUE);
    int slot = values.index(core.substring(point + 1), mapping.line(), Integer.MAX_VALUE);
    for (int neuron = range.first(); neuron <= range.last(); neuron++) {
      group.configure(neuron, group.config(neuron).withUnits(synapse, dendrite, soma));
      builder.map(group, neuron, tile, slot, mapping.line());
    }
  }
}
