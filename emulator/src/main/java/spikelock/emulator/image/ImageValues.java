package spikelock.emulator.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.Npy;

/**
 * Description and attachments as JSON: an array becomes {@code {"$array": name, "as": kind}} and an entry of that name, a number
 * that JSON does not have {@code {"$number": text}}. Maps are sorted, so equal values give equal text.
 */
final class ImageValues {
  private static final String ARRAY = "$array";
  private static final String KIND = "as";
  private static final String NUMBER = "$number";
  private static final String ANY_SHAPE = "array";

  private final Map<String, AtomicOutput.Writer> arrays;
  private int count;

  /** @param arrays receives what writes the arrays, by entry name */
  ImageValues(Map<String, AtomicOutput.Writer> arrays) {
    this.arrays = arrays;
  }

  /** A value as JSON; its arrays are named after where they are. */
  Object plain(Object value, String where) {
    return switch (value) {
      case StoredValues values -> plainMap(values.stored(), where);
      case Map<?, ?> map -> plainMap(map, where);
      case StoredArray array -> marker(array::write, array.kind());
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
    return marker(to -> Npy.write(to, array), kind);
  }

  private Map<String, Object> marker(AtomicOutput.Writer array, String kind) {
    String name = "values." + count++;
    arrays.put(name, array);
    Map<String, Object> marker = new LinkedHashMap<>();
    marker.put(ARRAY, name);
    marker.put(KIND, kind);
    return marker;
  }

  /** What gives the array of an entry, as its kind says. */
  interface Arrays {
    Object array(String name, String kind);
  }

  /**
   * The value that {@link #plain} was given.
   *
   * @param arrays gives what stands for an array
   * @throws IllegalArgumentException when the JSON is not what {@link #plain} gives
   */
  static Object value(Object plain, Arrays arrays) {
    return switch (plain) {
      case Map<?, ?> map when map.containsKey(ARRAY) -> fromMarker(map, arrays);
      case Map<?, ?> map when map.containsKey(NUMBER) -> special(map);
      case Map<?, ?> map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put((String) key, value(item, arrays)));
        yield values;
      }
      case List<?> list -> {
        List<Object> values = new ArrayList<>();
        list.forEach(item -> values.add(value(item, arrays)));
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

  private static Object fromMarker(Map<?, ?> marker, Arrays arrays) {
    if (marker.size() != 2 || !(marker.get(ARRAY) instanceof String name) || !(marker.get(KIND) instanceof String kind)) {
      throw new IllegalArgumentException("holds a damaged reference to an array");
    }
    return arrays.array(name, kind);
  }

  /** An array as its kind says. */
  static Object ofKind(String name, String kind, NdArray array) {
    requireKind(name, kind, array.rank(), array.data().getClass().getComponentType(), array);
    return kind.equals(ANY_SHAPE) ? array : array.data();
  }

  /**
   * Refuses an array that is not of a kind.
   *
   * @param shown the array in messages
   * @throws IllegalArgumentException when it is not
   */
  static void requireKind(String name, String kind, int rank, Class<?> elements, Object shown) {
    if (elements == String.class) {
      throw new IllegalArgumentException("names the array \"" + name + "\", which holds texts");
    }
    if (!kind.equals(ANY_SHAPE) && (rank != 1 || !kind.equals(elements.getSimpleName() + "[]"))) {
      throw new IllegalArgumentException("array " + name + " is " + shown + ", must be a " + kind);
    }
  }

  /** The value with every {@link StoredArray} read. */
  static Object loaded(Object value) {
    return switch (value) {
      case StoredArray array -> array.value();
      case Map<?, ?> map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put((String) key, loaded(item)));
        yield values;
      }
      case List<?> list -> list.stream().map(ImageValues::loaded).toList();
      default -> value;
    };
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
