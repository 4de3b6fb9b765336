package spikelock.mapper.sanafe.network;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/** Reads edges of one neuron to another, and those of a group to another: dense, sparse or as a convolution. */
final class EdgeYaml {
  /** The attributes that SANA-FE 2.2 reads of single edges alone, and of dendrites not at all. */
  private static final Set<String> UNITS = Set.of("synapse", "dendrite", "soma");

  private static final List<String> SIZES = List.of("input_height", "input_width", "input_channels", "kernel_height", "kernel_width", "kernel_count",
      "stride_height", "stride_width");

  private final NetworkBuilder builder;
  private final Values values;

  EdgeYaml(NetworkBuilder builder) {
    this.builder = builder;
    this.values = builder.values();
  }

  /** One edge, {@code group.neuron -> group.neuron}, or those between two groups. */
  void read(YamlValue.Field edge) {
    int arrow = edge.key().indexOf("->");
    if (arrow < 0) {
      throw values.error(edge.line(), Values.shown(edge.key()) + " is no edge", "write \"source -> target\"");
    }
    String from = edge.key().substring(0, arrow).strip();
    String to = edge.key().substring(arrow + 2).strip();
    int fromDot = from.indexOf('.');
    int toDot = to.indexOf('.');
    if (fromDot < 0 != toDot < 0) {
      throw values.error(edge.line(), Values.shown(edge.key()) + " joins a neuron and a group", "name a neuron on both sides, or a group on both");
    }
    Group source = builder.group(fromDot < 0 ? from : from.substring(0, fromDot), edge.line());
    Group target = builder.group(toDot < 0 ? to : to.substring(0, toDot), edge.line());
    if (fromDot < 0) {
      hyperedge(source, target, edge);
    } else {
      single(source, builder.neuron(source, from.substring(fromDot + 1), edge.line()), target,
          builder.neuron(target, to.substring(toDot + 1), edge.line()), edge);
    }
  }

  /** Later parts win; within one, what is for all units wins over what is for the synapse. What is for the dendrite alone, SANA-FE 2.2 loses. */
  private void single(Group source, int sourceNeuron, Group target, int targetNeuron, YamlValue.Field edge) {
    EdgeAttributes attributes = new EdgeAttributes(values);
    for (YamlValue.Mapping part : values.mappings(edge.value(), "an edge's attributes")) {
      part.get("synapse").ifPresent(said -> values.mappings(said, "the synapse's attributes").forEach(own -> attributes.add(own, false)));
      part.get("dendrite").ifPresent(said -> ignored(said, "dendrite"));
      part.get("soma").ifPresent(said -> ignored(said, "soma"));
      attributes.add(part, true);
    }
    builder.addEdge(source, sourceNeuron, target, targetNeuron, attributes.weight(), attributes.delay(), attributes.tap(), edge.line());
  }

  private void ignored(YamlValue said, String unit) {
    boolean any = false;
    for (YamlValue.Mapping part : values.mappings(said, "the " + unit + "'s attributes")) {
      for (YamlValue.Field field : part.fields()) {
        values.requireKnown(field.key(), field.line(), "an edge", AttributeNames.EDGE);
        any = true;
      }
    }
    if (any) {
      builder.note("attributes of edges under \"" + unit + "\" have no effect, as in SANA-FE 2.2: write them beside it instead");
    }
  }

  private void hyperedge(Group source, Group target, YamlValue.Field edge) {
    Map<String, YamlValue.Field> said = new TreeMap<>();
    for (YamlValue.Mapping part : values.mappings(edge.value(), "an edge's attributes")) {
      part.fields().forEach(field -> said.putIfAbsent(field.key(), field));
    }
    YamlValue.Field type = said.remove("type");
    if (type == null) {
      throw values.error(edge.line(), "an edge between groups has no \"type\"", "known: dense, sparse, conv2d");
    }
    for (String unit : UNITS) {
      YamlValue.Field own = said.remove(unit);
      if (own != null) {
        builder.note("attributes of edges between groups under \"" + unit + "\" have no effect, as in SANA-FE 2.2: write them beside it instead");
      }
    }
    String word = values.text(type.value(), "type");
    switch (word) {
      case "dense" -> dense(source, target, said, edge.line());
      case "sparse" -> sparse(source, target, said, edge.line());
      case "conv2d" -> convolution(source, target, said, edge.line());
      default -> throw values.error(type.line(), "type is " + Values.shown(word), "known: dense, sparse, conv2d");
    }
  }

  private EdgeLists lists(Map<String, YamlValue.Field> said, List<String> others) {
    EdgeLists lists = new EdgeLists(values);
    Set<String> known = new TreeSet<>(AttributeNames.EDGE);
    known.addAll(others);
    known.add("type");
    for (YamlValue.Field field : said.values()) {
      values.requireKnown(field.key(), field.line(), "an edge", known);
      if (!others.contains(field.key())) {
        lists.add(field);
      }
    }
    return lists;
  }

  private void dense(Group source, Group target, Map<String, YamlValue.Field> said, int line) {
    EdgeLists lists = lists(said, List.of());
    long edges = (long) source.size() * target.size();
    lists.requireLength(edges, source.size() + " x " + target.size() + " edges");
    builder.addBlock(source, new DenseEdges(source, target, lists, builder.units(target, line)), line);
  }

  private void sparse(Group source, Group target, Map<String, YamlValue.Field> said, int line) {
    EdgeLists lists = lists(said, List.of("source_target_pairs"));
    YamlValue.Field field = said.get("source_target_pairs");
    if (field == null) {
      throw values.error(line, "a sparse edge has no \"source_target_pairs\"", "write [[0, 0], [1, 2]]");
    }
    List<YamlValue> pairs = values.list(field.value(), "source_target_pairs");
    lists.requireLength(pairs.size(), pairs.size() + " pairs");
    for (int at = 0; at < pairs.size(); at++) {
      List<YamlValue> pair = values.list(pairs.get(at), "a pair of source_target_pairs");
      if (pair.size() != 2) {
        throw values.error(pairs.get(at).line(), "a pair of source_target_pairs has " + pair.size() + " numbers", "write [source, target]");
      }
      int from = builder.neuron(source, values.text(pair.get(0), "a source"), pair.get(0).line());
      int to = builder.neuron(target, values.text(pair.get(1), "a target"), pair.get(1).line());
      builder.addEdge(source, from, target, to, lists.weight(at), lists.delay(at), lists.tap(at), line);
    }
  }

  private void convolution(Group source, Group target, Map<String, YamlValue.Field> said, int line) {
    EdgeLists lists = lists(said, SIZES);
    Convolution shape = Convolution.read(values, said, line);
    shape.requireNeurons(values, source, target, line);
    lists.requireLength(shape.kernels(), "the kernels' " + shape.kernels() + " entries");
    builder.addBlock(source, new ConvolutionEdges(shape, lists, builder.units(target, line)), line);
  }
}
