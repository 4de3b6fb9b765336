package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/**
 * A node as the file has it.
 *
 * @param path dotted, from the top graph; empty for the top graph itself
 * @param fields the datasets beside {@code type} and {@code edges}, by name
 * @param children nodes of a NIRGraph, by name, in file order
 * @param edges pairs of names in a NIRGraph
 * @param metadata free entries of the node or graph; no computation depends on them, but a graph's {@code dt} is a hint
 */
record NirNode(String path, String type, Map<String, NdArray> fields, Map<String, NirNode> children, List<Edge> edges,
    Map<String, NdArray> metadata) {

  record Edge(String source, String target) {
    @Override
    public String toString() {
      return source + " -> " + target;
    }
  }

  /** An Input or Output whose shape is not known yet. */
  static NirNode port(String path, String type) {
    return new NirNode(path, type, Map.of(), Map.of(), List.of(), Map.of());
  }

  /** The timestep in s that the graph's metadata names, if any. */
  OptionalDouble dt() {
    NdArray said = metadata.getOrDefault("dt", new NdArray(new int[] {0}, new double[0]));
    return said.size() == 1 && !said.isText() && said.at(0) > 0 && Double.isFinite(said.at(0)) ? OptionalDouble.of(said.at(0))
        : OptionalDouble.empty();
  }

  boolean isGraph() {
    return type.equals("NIRGraph");
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  /** The field. */
  NdArray array(String field) {
    NdArray array = fields.get(field);
    if (array == null) {
      throw error("a " + type + " needs the field \"" + field + "\"",
          fields.isEmpty() ? "the node has no fields" : "the node has " + String.join(", ", fields.keySet()));
    }
    return array;
  }

  /** The field's finite numbers, flat. */
  double[] numbers(String field) {
    return numbers(field, Double::isFinite);
  }

  /** Numbers that may be infinite, such as the time constant of what never decays; see {@link NodeReadings}. */
  double[] numbersOrInfinite(String field) {
    return numbers(field, value -> !Double.isNaN(value));
  }

  private double[] numbers(String field, DoublePredicate sound) {
    NdArray array = array(field);
    if (array.isText()) {
      throw error("field \"" + field + "\" is text, not numbers", "");
    }
    double[] values = array.doubles();
    for (int i = 0; i < values.length; i++) {
      if (!sound.test(values[i])) {
        throw error("field \"" + field + "\" has " + values[i] + " at index " + i + " of " + array.shapeText()
            + "; every value must be finite", "");
      }
    }
    return values;
  }

  /** The values as a list, without the point where there is nothing behind it. */
  private static String whole(double[] values) {
    return Arrays.stream(values).mapToObj(v -> v == (long) v ? Long.toString((long) v) : Double.toString(v)).toList().toString();
  }

  /** The field as a shape: whole numbers above 0 whose product is an int. */
  int[] shape(String field) {
    double[] values = numbers(field);
    if (values.length > 32) {
      throw error("field \"" + field + "\" has " + values.length + " axes, more than 32", "");
    }
    long product = 1;
    for (double value : values) {
      if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
        throw error("field \"" + field + "\" is " + whole(values) + ", not a shape", "");
      }
      product *= (long) value;
      if (product > 1 << 24) {
        throw error("field \"" + field + "\" is " + whole(values) + ", more than 16 million channels", "");
      }
    }
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }

  /** An error about this node. */
  InputException error(String what, String hint) {
    return new InputException(what, "", path.isEmpty() ? "top graph" : "node '" + path + "'", hint);
  }
}
