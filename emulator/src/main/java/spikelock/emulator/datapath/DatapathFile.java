package spikelock.emulator.datapath;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;

/**
 * Reads {@code .neuron} files ({@code format: spikelock/neuron}). The language is described in {@code emulator/DATAPATH.md}.
 */
public final class DatapathFile {
  /** The version of the language written and read here. */
  public static final int VERSION = 1;

  /** Longest file accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Pattern TYPE = Pattern.compile("([su])(\\{\\w+}|\\d+)(?:\\.(\\{\\w+}|\\d+))?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final YamlMap file;
  private final Map<String, Long> constants = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private GraphBuilder graph;

  private DatapathFile(YamlMap file) {
    this.file = file;
  }

  /**
   * Reads a model.
   *
   * @param text the file's text
   * @param name the file's name, for messages
   * @param overrides values for the file's constants
   * @throws InputException naming file, field and line of what is wrong
   */
  public static Datapath parse(String text, String name, Map<String, Long> overrides) {
    return new DatapathFile(YamlFile.parse(text, name, "neuron", VERSION, MAX_BYTES)).read(overrides);
  }

  /** Reads a model from a file with its own constants. */
  public static Datapath read(Path path) {
    return new DatapathFile(YamlFile.read(path, "neuron", VERSION, MAX_BYTES)).read(Map.of());
  }

  /** The names of the constants of a model. */
  public static List<String> constants(String text, String name) {
    return names(text, name, "constants");
  }

  /** The names of the parameters of a model, those that are held at a value included. */
  public static List<String> parameters(String text, String name) {
    return names(text, name, "parameters");
  }

  private static List<String> names(String text, String name, String section) {
    YamlMap file = YamlFile.parse(text, name, "neuron", VERSION, MAX_BYTES);
    return file.has(section) ? file.map(section).names() : List.of();
  }

  private Datapath read(Map<String, Long> overrides) {
    String name = file.text("name");
    if (!NAME.matcher(name).matches()) {
      throw file.error("name", "must be letters, digits and underscores", "");
    }
    file.text("description", "");
    readConstants(overrides);
    readTables();
    graph = new GraphBuilder(tables);
    List<Field> inputs = readFields("inputs", 8);
    List<Field> states = readFields("state", 64);
    List<Field> parameters = readFields("parameters", 64);
    define(inputs, Op.INPUT);
    define(states, Op.STATE);
    define(parameters, Op.PARAMETER);
    List<String> observed = file.has("observed") ? file.texts("observed") : List.of();
    for (String field : observed) {
      if (states.stream().noneMatch(s -> s.name().equals(field))) {
        throw file.error("observed", "there is no state field \"" + field + "\"", "");
      }
    }
    if (file.has("let")) {
      YamlMap definitions = file.map("let");
      for (String defined : definitions.names()) {
        unique(definitions, defined);
        names.put(defined, expression(definitions, defined));
      }
    }
    int[] next = new int[states.size()];
    YamlMap nextMap = states.isEmpty() ? null : file.map("next");
    for (int i = 0; i < next.length; i++) {
      Field state = states.get(i);
      next[i] = expression(nextMap, state.name());
      Node node = graph.node(next[i]);
      fits(nextMap, state.name(), node, state);
    }
    if (nextMap != null) {
      nextMap.rejectUnknown();
    }
    int spike = expression(file, "spike");
    Node fires = graph.node(spike);
    if (fires.lo() < 0 || fires.hi() > 1) {
      throw file.error("spike", "must be a condition (0 or 1)", "");
    }
    int payload = file.has("payload") ? payload() : -1;
    Map<String, Long> fixed = file.has("fix") ? readFixed(file.map("fix")) : Map.of();
    file.rejectUnknown();
    List<Integer> nextList = new ArrayList<>();
    for (int node : next) {
      nextList.add(node);
    }
    try {
      return new Datapath(name, states, parameters, inputs, tables, graph.nodes(), nextList, spike, payload, observed)
          .specialise(fixed);
    } catch (InputException e) {
      throw file.error("fix", e.getMessage(), e.hint());
    }
  }

  private int payload() {
    int payload = expression(file, "payload");
    if (graph.node(payload).point() > 0) {
      throw file.error("payload", "has binary point " + graph.node(payload).point() + ", must be whole", "use align(x, 0, rounding)");
    }
    return graph.saturate(payload, new Type(true, 32, 0));
  }

  /** Values of parameters or state fields; {@code max} is the greatest that the field can hold. */
  static Map<String, Long> readFixed(YamlMap map) {
    Map<String, Long> fixed = new LinkedHashMap<>();
    for (String name : map.names()) {
      fixed.put(name, map.text(name).equals("max") ? Datapath.MAXIMUM : map.whole(name, Integer.MIN_VALUE, (1L << 32) - 1));
    }
    return fixed;
  }

  private static void fits(YamlMap map, String field, Node node, Field state) {
    if (node.point() >= 0 && node.point() != state.type().point()) {
      throw map.error(field, "has binary point " + node.point() + ", the state field " + state.type().point(),
          node.op() == Op.MUL ? "let mul drop the low bits of the product, mul(a, b, " + Math.max(1, node.point() - state.type().point())
              + ", nearest), or use align(x, point)" : "use align(x, point)");
    }
    if (node.lo() < state.min() || node.hi() > state.max()) {
      throw map.error(field, "can be " + node.lo() + ".." + node.hi() + ", the state field holds " + state.min() + ".."
          + state.max(), "saturate or wrap it to " + state.type());
    }
  }

  private void readConstants(Map<String, Long> overrides) {
    Set<String> left = new HashSet<>(overrides.keySet());
    if (file.has("constants")) {
      YamlMap map = file.map("constants");
      for (String constant : map.names()) {
        unique(map, constant);
        long value = map.whole(constant, Integer.MIN_VALUE, Integer.MAX_VALUE);
        constants.put(constant, overrides.getOrDefault(constant, value));
        left.remove(constant);
      }
    }
    if (!left.isEmpty()) {
      String unknown = left.iterator().next();
      throw new InputException("the model has no constant \"" + unknown + "\"", file.file(), "constants",
          NearMiss.hint(unknown, constants.keySet()));
    }
  }

  private void readTables() {
    if (!file.has("tables")) {
      return;
    }
    YamlMap map = file.map("tables");
    for (String name : map.names()) {
      if (!NAME.matcher(name).matches()) {
        throw map.error(name, "\"" + name + "\" cannot be a name", "use letters, digits and underscores");
      }
      YamlMap table = map.map(name);
      Type type = type(table, "type", table.text("type"));
      List<Long> values = new ArrayList<>();
      for (double value : table.numbers("values")) {
        if (value != Math.rint(value) || value < type.min() || value > type.max()) {
          throw table.error("values", "holds " + value + ", which is not a " + type + " (raw integers are given)", "");
        }
        values.add((long) value);
      }
      if (values.size() < 2 || values.size() > 256 || Integer.bitCount(values.size()) != 1) {
        throw table.error("values", "has " + values.size() + " entries, must be a power of two from 2 to 256", "");
      }
      table.rejectUnknown();
      tables.add(new Table(name, type, values));
    }
    if (tables.size() > 16) {
      throw file.error("tables", "has more than 16 tables", "");
    }
  }

  private List<Field> readFields(String section, int most) {
    List<Field> fields = new ArrayList<>();
    if (!file.has(section)) {
      return fields;
    }
    YamlMap map = file.map(section);
    for (String name : map.names()) {
      if (map.isMap(name)) {
        YamlMap field = map.map(name);
        Type type = type(field, "type", field.text("type"));
        long min = field.has("min") ? number(field, "min") : type.min();
        long max = field.has("max") ? number(field, "max") : type.max();
        if (min < type.min() || max > type.max() || min > max) {
          throw field.error("min", "and max must be within " + type.min() + ".." + type.max(), "");
        }
        long initial = field.has("default") ? number(field, "default") : Math.max(min, Math.min(max, 0));
        if (initial < min || initial > max) {
          throw field.error("default", "is outside " + min + ".." + max, "");
        }
        fields.add(new Field(name, type, min, max, initial, field.text("description", "")));
        field.rejectUnknown();
      } else {
        fields.add(Field.plain(name, type(map, name, map.text(name))));
      }
    }
    if (fields.size() > most) {
      throw file.error(section, "has " + fields.size() + " entries, more than " + most, "");
    }
    return fields;
  }

  private long number(YamlMap map, String field) {
    Long constant = constants.get(map.text(field));
    return constant != null ? constant : map.whole(field, Integer.MIN_VALUE, (1L << 32) - 1);
  }

  private void define(List<Field> fields, Op op) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      unique(file, field.name());
      names.put(field.name(), graph.leaf(op, i, field));
    }
  }

  private void unique(YamlMap map, String name) {
    if (!NAME.matcher(name).matches() || name.equals("random")) {
      throw map.error(name, "\"" + name + "\" cannot be a name", "use letters, digits and underscores; random is reserved");
    }
    if (names.containsKey(name) || constants.containsKey(name)) {
      throw map.error(name, "the name \"" + name + "\" is taken", "");
    }
  }

  private int expression(YamlMap map, String field) {
    String text = map.text(field);
    try {
      return new ExpressionParser(text, graph, names, constants, tables, t -> type(map, field, t)).parse();
    } catch (IllegalArgumentException e) {
      throw map.error(field, e.getMessage(), "");
    }
  }

  private Type type(YamlMap map, String field, String text) {
    Matcher matcher = TYPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw map.error(field, "\"" + text + "\" is not a type", "write s24.6: signed, 24 bits, 6 of them fraction; u for unsigned");
    }
    long bits = typeNumber(map, field, matcher.group(2));
    long point = matcher.group(3) == null ? 0 : typeNumber(map, field, matcher.group(3));
    if (bits < 1 || bits > 32 || point < 0 || point > 62) {
      throw map.error(field, "\"" + text + "\" has " + bits + " bits, must be 1..32, with a binary point of 0..62", "");
    }
    return new Type(matcher.group(1).equals("s"), (int) bits, (int) point);
  }

  private long typeNumber(YamlMap map, String field, String text) {
    if (!text.startsWith("{")) {
      return text.length() > 3 ? 999 : Long.parseLong(text);
    }
    String constant = text.substring(1, text.length() - 1);
    Long value = constants.get(constant);
    if (value == null) {
      throw map.error(field, "there is no constant \"" + constant + "\"", NearMiss.hint(constant, constants.keySet()));
    }
    return value;
  }
}
