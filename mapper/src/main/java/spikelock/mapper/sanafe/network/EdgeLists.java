package spikelock.mapper.sanafe.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/** The attributes of the edges between two groups: each a list with one entry an edge, or an entry of the kernels. */
final class EdgeLists {
  private final Values values;
  private final Map<String, YamlValue.Field> lists = new TreeMap<>();
  private double[] weights = {};
  private int[] delays = {};
  private int[] taps = {};

  EdgeLists(Values values) {
    this.values = values;
  }

  void add(YamlValue.Field field) {
    List<YamlValue> items = values.list(field.value(), field.key());
    lists.put(field.key(), field);
    int length = items.size();
    switch (field.key()) {
      case "w", "weight" -> {
        if (field.key().equals("weight") || !lists.containsKey("weight")) {
          weights = new double[length];
          for (int i = 0; i < length; i++) {
            weights[i] = EdgeAttributes.weight(values, items.get(i), field.key());
          }
        }
      }
      case "d", "delay" -> {
        if (field.key().equals("delay") || !lists.containsKey("delay")) {
          delays = items.stream().mapToInt(item -> EdgeAttributes.delay(values, item)).toArray();
        }
      }
      case "tap" -> taps = items.stream().mapToInt(item -> EdgeAttributes.tap(values, item)).toArray();
      default -> { }
    }
  }

  /** Complains about a list that is not as long as it must be. */
  void requireLength(long length, String what) {
    for (YamlValue.Field field : lists.values()) {
      int found = values.list(field.value(), field.key()).size();
      if (found != length) {
        throw values.error(field.line(), field.key() + " has " + found + " entries for " + what, "give one entry each");
      }
    }
  }

  /** Whether all that is said are weights. */
  boolean weightsAlone() {
    return weights.length > 0 && delays.length == 0 && taps.length == 0;
  }

  /** The weights, empty where none were given. Not to be changed. */
  double[] weights() {
    return weights;
  }

  double weight(int at) {
    return weights.length == 0 ? 0 : weights[at];
  }

  int delay(int at) {
    return delays.length == 0 ? EdgeBuffer.UNSAID : delays[at];
  }

  int tap(int at) {
    return taps.length == 0 ? EdgeBuffer.UNSAID : taps[at];
  }
}
