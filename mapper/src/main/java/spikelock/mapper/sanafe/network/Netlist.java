package spikelock.mapper.sanafe.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/** Reads a netlist, SANA-FE's first format: a line for each group, neuron, edge and mapping. Groups are numbered. */
public final class Netlist {
  private static final int LONGEST_LINE = 1 << 24;
  private static final String HINT = "entries are g (group), n (neuron), e (edge) and & (mapping)";

  private final Values values;
  private final NetworkBuilder builder;
  private final NeuronAttributes attributes;

  private Netlist(Values values) {
    this.values = values;
    this.builder = new NetworkBuilder(values);
    this.attributes = new NeuronAttributes(values);
  }

  /**
   * Reads a network.
   *
   * @param text of the file
   * @param file as messages show it
   * @throws InputException naming the file and the line of what is wrong
   * @throws IOException when the file cannot be read
   */
  public static SanafeNetwork read(BufferedReader text, String file) throws IOException {
    return new Netlist(new Values(file)).network(text);
  }

  private SanafeNetwork network(BufferedReader text) throws IOException {
    int line = 0;
    for (String entry = text.readLine(); entry != null; entry = text.readLine()) {
      line++;
      if (entry.length() > LONGEST_LINE) {
        throw values.error(line, "the line is longer than " + LONGEST_LINE + " characters", "");
      }
      List<String> fields = fields(entry);
      if (!fields.isEmpty() && fields.getFirst().charAt(0) != '#') {
        entry(fields, line);
      }
    }
    return builder.network("");
  }

  private static List<String> fields(String line) {
    StringTokenizer tokens = new StringTokenizer(line, " \t\r");
    List<String> fields = new ArrayList<>(4);
    while (tokens.hasMoreTokens()) {
      fields.add(tokens.nextToken());
    }
    return fields;
  }

  private void entry(List<String> fields, int line) {
    String kind = fields.getFirst();
    if (fields.size() < 2) {
      throw values.error(line, Values.shown(kind) + " is no entry", HINT);
    }
    List<String> said = fields.subList(2, fields.size());
    switch (kind) {
      case "g" -> builder.addGroup(Integer.toString(builder.groupCount()),
          values.index(fields.get(1), line, NetworkBuilder.MOST_NEURONS), attributes.over(NeuronConfig.NONE, attributes(said, line)), line);
      case "n" -> {
        Address neuron = address(fields.get(1), line);
        neuron.group.configure(neuron.neuron, attributes.over(neuron.group.config(neuron.neuron), attributes(said, line)));
      }
      case "e" -> edge(fields.get(1), said, line);
      case "&" -> map(fields.get(1), line);
      default -> throw values.error(line, "there is no entry of kind " + Values.shown(kind), HINT);
    }
  }

  private record Address(Group group, int neuron) {}

  /** {@code group.neuron}. */
  private Address address(String text, int line) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw values.error(line, Values.shown(text) + " is no neuron", "write group.neuron, such as 0.12");
    }
    Group group = builder.group(text.substring(0, dot), line);
    String neuron = text.substring(dot + 1);
    int end = 0;
    while (end < neuron.length() && Character.isDigit(neuron.charAt(end))) {
      end++;
    }
    if (end > 0 && end < neuron.length() && (neuron.charAt(end) == ':' || neuron.charAt(end) == '.')) {
      builder.note("compartments of neurons (" + Values.shown(neuron) + ") have no effect, as in SANA-FE 2.2");
      return new Address(group, builder.neuron(group, neuron.substring(0, end), line));
    }
    return new Address(group, builder.neuron(group, neuron, line));
  }

  private void edge(String text, List<String> said, int line) {
    int arrow = text.indexOf("->");
    if (arrow < 0) {
      throw values.error(line, Values.shown(text) + " is no edge", "write group.neuron->group.neuron");
    }
    Address source = address(text.substring(0, arrow), line);
    Address target = address(text.substring(arrow + 2), line);
    EdgeAttributes edge = new EdgeAttributes(values);
    for (YamlValue.Mapping part : values.mappings(attributes(said, line), "an edge's attributes")) {
      edge.add(part, true);
    }
    builder.addEdge(source.group, source.neuron, target.group, target.neuron, edge.weight(), edge.delay(), edge.tap(), line);
  }

  private void map(String text, int line) {
    int at = text.indexOf('@');
    int dot = text.indexOf('.', Math.max(at, 0));
    if (at < 0 || dot < 0) {
      throw values.error(line, Values.shown(text) + " is no mapping", "write group.neuron@tile.core");
    }
    Address neuron = address(text.substring(0, at), line);
    builder.map(neuron.group, neuron.neuron, values.index(text.substring(at + 1, dot), line, Integer.MAX_VALUE),
        values.index(text.substring(dot + 1), line, Integer.MAX_VALUE), line);
  }

  /** {@code name=value} each, or a flow of YAML over the rest of the line. */
  private YamlValue attributes(List<String> said, int line) {
    if (said.isEmpty()) {
      return new YamlValue.Text("", line);
    }
    char first = said.getFirst().charAt(0);
    if (first == '[' || first == '{') {
      try {
        return at(YamlFile.foreign(String.join(" ", said), values.file()), line);
      } catch (InputException e) {
        throw values.error(line, e.getMessage(), e.hint());
      }
    }
    List<YamlValue.Field> fields = new ArrayList<>(said.size());
    for (String field : said) {
      int equals = field.indexOf('=');
      if (equals < 1 || equals == field.length() - 1) {
        throw values.error(line, Values.shown(field) + " is no attribute", "write name=value without spaces");
      }
      String name = field.substring(0, equals);
      if (fields.stream().noneMatch(other -> other.key().equals(name))) {
        fields.add(new YamlValue.Field(name, new YamlValue.Text(field.substring(equals + 1), line), line));
      }
    }
    return new YamlValue.Mapping(fields, line);
  }

  /** The same value, said to be on a line of the netlist. */
  private static YamlValue at(YamlValue value, int line) {
    return switch (value) {
      case YamlValue.Text text -> new YamlValue.Text(text.text(), line);
      case YamlValue.Sequence sequence -> new YamlValue.Sequence(sequence.items().stream().map(item -> at(item, line)).toList(), line);
      case YamlValue.Mapping mapping -> new YamlValue.Mapping(mapping.fields().stream()
          .map(field -> new YamlValue.Field(field.key(), at(field.value(), line), line)).toList(), line);
    };
  }
}
