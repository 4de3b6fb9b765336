package spikelock.emulator.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/**
 * A mapping of a YAML file, read field by field. Every accessor names the file, the field and its line when a value is not
 * what it must be; {@link #rejectUnknown} then complains about what nobody asked for.
 */
public final class YamlMap {
  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  YamlMap(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.line = lineOf(node);
    if (!(node instanceof MappingNode mapping)) {
      throw new InputException("must be a mapping of fields", file, where(path, line), "");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new InputException("a field's name must be plain text", file, where(path, lineOf(tuple.getKeyNode())), "");
      }
      if (fields.put(key.getValue(), tuple.getValueNode()) != null) {
        throw new InputException("the field is given twice", file, where(join(key.getValue()), lineOf(key)), "");
      }
      lines.put(key.getValue(), lineOf(key));
    }
  }

  /** The file's name, for messages. */
  public String file() {
    return file;
  }

  /** The names of the fields, in file order. Naming them counts as asking for them. */
  public List<String> names() {
    asked.addAll(fields.keySet());
    return new ArrayList<>(fields.keySet());
  }

  public boolean has(String field) {
    asked.add(field);
    return fields.containsKey(field);
  }

  /** A whole number in [least, most]. */
  public int integer(String field, int least, int most) {
    return Math.toIntExact(whole(field, least, most));
  }

  /** A whole number in [least, most], or {@code otherwise} when absent. */
  public int integer(String field, int least, int most, int otherwise) {
    return has(field) ? integer(field, least, most) : otherwise;
  }

  /** A whole number in [least, most]. */
  public long whole(String field, long least, long most) {
    String text = scalar(field);
    long value;
    try {
      String digits = text.replace("_", "");
      value = digits.startsWith("0x") ? Long.parseLong(digits, 2, digits.length(), 16) : Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw error(field, "is \"" + Printable.start(text, 60) + "\", not a whole number", "");
    }
    if (value < least || value > most) {
      throw error(field, "is " + value + ", must be " + least + ".." + most, "");
    }
    return value;
  }

  /** A finite number. */
  public double number(String field) {
    return parseNumber(field, scalar(field));
  }

  /** A finite number, or {@code otherwise} when absent. */
  public double number(String field, double otherwise) {
    return has(field) ? number(field) : otherwise;
  }

  /** Text. */
  public String text(String field) {
    return scalar(field);
  }

  /** Text, or {@code otherwise} when absent. */
  public String text(String field, String otherwise) {
    return has(field) ? scalar(field) : otherwise;
  }

  /** One of the names in {@code allowed}. */
  public String choice(String field, List<String> allowed, String otherwise) {
    String value = text(field, otherwise);
    if (!allowed.contains(value)) {
      throw error(field, "is \"" + Printable.start(value, 60) + "\"", NearMiss.hint(value, allowed));
    }
    return value;
  }

  /** true or false, or {@code otherwise} when absent. */
  public boolean flag(String field, boolean otherwise) {
    return choice(field, List.of("true", "false"), Boolean.toString(otherwise)).equals("true");
  }

  /** A nested mapping. */
  public YamlMap map(String field) {
    return new YamlMap(file, join(field), node(field));
  }

  /** Whether the field's value is a list. */
  public boolean isList(String field) {
    return has(field) && fields.get(field) instanceof SequenceNode;
  }

  /** Whether the field's value is a mapping. */
  public boolean isMap(String field) {
    return has(field) && fields.get(field) instanceof MappingNode;
  }

  /** A list of mappings. */
  public List<YamlMap> maps(String field) {
    List<YamlMap> maps = new ArrayList<>();
    List<Node> items = items(field);
    for (int i = 0; i < items.size(); i++) {
      maps.add(new YamlMap(file, join(field) + "[" + i + "]", items.get(i)));
    }
    return maps;
  }

  /** A list of texts. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(field)) {
      if (!(item instanceof ScalarNode scalar)) {
        throw new InputException("must be a list of plain values", file, where(join(field), lineOf(item)), "");
      }
      texts.add(scalar.getValue());
    }
    return texts;
  }

  /** A list of finite numbers. */
  public double[] numbers(String field) {
    return texts(field).stream().mapToDouble(t -> parseNumber(field, t)).toArray();
  }

  /** A list of lists of finite numbers. */
  public double[][] rows(String field) {
    List<Node> items = items(field);
    double[][] rows = new double[items.size()][];
    for (int i = 0; i < rows.length; i++) {
      if (!(items.get(i) instanceof SequenceNode row)) {
        throw new InputException("must be a list of rows of numbers", file, where(join(field), lineOf(items.get(i))), "");
      }
      rows[i] = new double[row.getValue().size()];
      for (int j = 0; j < rows[i].length; j++) {
        if (!(row.getValue().get(j) instanceof ScalarNode scalar)) {
          throw new InputException("must be a number", file, where(join(field), lineOf(row.getValue().get(j))), "");
        }
        rows[i][j] = parseNumber(field, scalar.getValue());
      }
    }
    return rows;
  }

  /**
   * Complains about what nobody asked for.
   *
   * @throws InputException naming the first field that no accessor asked for, and what was probably meant
   */
  public void rejectUnknown() {
    for (String field : fields.keySet()) {
      if (!asked.contains(field)) {
        Set<String> known = new TreeSet<>(asked);
        known.removeAll(Set.of("format", "version"));
        throw new InputException("there is no such field", file, where(join(field), lines.get(field)),
            NearMiss.hint(field, known));
      }
    }
  }

  /** An error about a field of this mapping. */
  public InputException error(String field, String what, String hint) {
    return new InputException(what, file, where(join(field), lines.getOrDefault(field, line)), hint);
  }

  private double parseNumber(String field, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw error(field, "is \"" + Printable.start(text, 60) + "\", not a number", "");
    }
    throw error(field, "is " + text + ", must be finite", "");
  }

  private String scalar(String field) {
    if (!(node(field) instanceof ScalarNode scalar)) {
      throw error(field, "must be a single value", "");
    }
    return scalar.getValue();
  }

  private List<Node> items(String field) {
    if (!(node(field) instanceof SequenceNode sequence)) {
      throw error(field, "must be a list", "");
    }
    return sequence.getValue();
  }

  private Node node(String field) {
    asked.add(field);
    Node node = fields.get(field);
    if (node == null) {
      throw error(field, "the field is missing", fields.isEmpty() ? "" : nearestUnasked(field));
    }
    return node;
  }

  private String nearestUnasked(String field) {
    String hint = NearMiss.hint(field, fields.keySet());
    return hint.startsWith("did") ? hint.replace("did you mean", "is it").replace("\"?", "\"?") : "";
  }

  private String join(String field) {
    return path.isEmpty() ? Printable.start(field, 60) : path + "." + Printable.start(field, 60);
  }

  private static String where(String path, int line) {
    return (path.isEmpty() ? "" : path + ", ") + "line " + line;
  }

  /** Where a value begins, from 1. */
  static int lineOf(Node node) {
    return node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
  }
}
