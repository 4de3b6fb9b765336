package spikelock.emulator.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import spikelock.emulator.files.NdArray;

/**
 * Description and attachments as JSON: an array becomes {@code {"$array": name, "as": kind}} and an entry of that name, a number
 * that JSON does not have {@code {"$number": text}}. Maps are sorted, so equal values give equal text.
 */
final class ImageValues {
  private static final String ARRAY = "$array";
  private static final String KIND = "as";
  private static final String NUMBER = "$number";
  private static final String ANY_SHAPE = "array";

  private final Map<String, NdArray> arrays;
  private int count;

  /** @param arrays receives the arrays by entry name */
  ImageValues(Map<String, NdArray> arrays) {
    this.arrays = arrays;
  }

  /** A value as JSON; its arrays are named after where they are. */
  Object plain(Object value, String where) {
    return switch (value) {
      case Map<?, ?> map -> plainMap(map, where);
      case List<?> list -> {
        List<Object> plain = new ArrayList<>();
        list.forEach(item -> plain.add(plain(item, where)));
        yield plain;
      }
      case NdArray array -> marker(array, ANY_SHAPE, where);
      case byte[] v -> marker(new NdArray(new int[] {v.length}, v), "byte[]", where);
      case short[] v -> marker(new NdArray(new int[] {v.length}, v), "short[]", where);
      case int[] v -> marker(new NdArray(new int[] {v.length}, v), "int[]", where);
      case long[] v -> marker(new NdArray(new int[] {v.length}, v), "long[]", where);
      case float[] v -> marker(new NdArray(new int[] {v.length}, v), "float[]", where);
      case double[] v -> marker(new NdArray(new int[] {v.length}, v), "double[]", where);
      case Double v when !Double.isFinite(v) -> Map.of(NUMBER, v.toString());
      case Float v when !Float.isFinite(v) -> Map.of(NUMBER, v.toString());
      case Float v -> Double.parseDouble(v.toString());
      case String v -> v;
      case Boolean v -> v;
      case Integer v -> v;
      case Long v -> v;
      case Double v -> v;
      case null -> throw new IllegalArgumentException(where + " holds null");
      default -> throw new IllegalArgumentException(where + " holds a " + value.getClass().getName()
          + ", which an image cannot hold");
    };
  }

  private Map<String, Object> plainMap(Map<?, ?> map, String where) {
    Map<String, Object> plain = new TreeMap<>();
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, item) -> sorted.put((String) key, item));
    sorted.forEach((key, item) -> {
      if (key.startsWith("$")) {
        throw new IllegalArgumentException(where + " holds a key that starts with $: " + key);
      }
      plain.put(key, plain(item, where));
    });
    return plain;
  }

  private Map<String, Object> marker(NdArray array, String kind, String where) {
        if (array.isText()) {
      throw new IllegalArgumentException(where + " holds an array of texts; use a list");
    }
    String name = "values." + count++;
    arrays.put(name, array);
    Map<String, Object> marker = new LinkedHashMap<>();
    marker.put(ARRAY, name);
    marker.put(KIND, kind);
    return marker;
  }

  /**
   * The value that {@link #plain} was given.
   *
   * @param array an array by entry name
   * @throws IllegalArgumentException when the JSON is not what {@link #plain} gives
   */
  static Object value(Object plain, Function<String, NdArray> array) {
    return switch (plain) {
      case Map<?, ?> map when map.containsKey(ARRAY) -> fromMarker(map, array);
      case Map<?, ?> map when map.containsKey(NUMBER) -> special(map);
      case Map<?, ?> map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put((String) key, value(item, array)));
        yield values;
      }
      case List<?> list -> {
        List<Object> values = new ArrayList<>();
        list.forEach(item -> values.add(value(item, array)));
        yield values;
      }
      case Double v when !Double.isFinite(v) -> throw new IllegalArgumentException("holds a number that is too large");
      case String v -> v;
      case Boolean v -> v;
      case Integer v -> v;
      case Long v -> v;
      case Double v -> v;
      case null -> throw new IllegalArgumentException("holds null");
      default -> throw new IllegalArgumentException("holds a number that is too large");
    };
  }

  private static Object fromMarker(Map<?, ?> marker, Function<String, NdArray> array) {
    if (marker.size() != 2 || !(marker.get(ARRAY) instanceof String name) || !(marker.get(KIND) instanceof String kind)) {
      throw new IllegalArgumentException("holds a damaged reference to an array");
    }
    NdArray read = array.apply(name);
    if (kind.equals(ANY_SHAPE)) {
      return read;
    }
    String found = read.data().getClass().getSimpleName();
    if (read.rank() != 1 || !found.equals(kind)) {
      throw new IllegalArgumentException("array " + name + " is " + read + ", must be a " + kind);
    }
    return read.data();
  }

  private static Double special(Map<?, ?> marker) {
    return switch (marker.size() == 1 ? String.valueOf(marker.get(NUMBER)) : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("holds a damaged number");
    };
  }
}
