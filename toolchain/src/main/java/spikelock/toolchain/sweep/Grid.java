package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every combination of the axes' values. Points are numbered from 0, the last axis fastest; so the points that share a run, and the runs that
 * share an image, follow each other.
 *
 * @param axes the values of each axis that is varied, in order
 */
public record Grid(Map<Axis, List<String>> axes) {

  /**
   * @throws IllegalArgumentException when there are more points than numbers for them
   */
  public Grid {
    EnumMap<Axis, List<String>> copy = new EnumMap<>(Axis.class);
    axes.forEach((axis, values) -> copy.put(axis, List.copyOf(values)));
    axes = Collections.unmodifiableMap(copy);
    if (count(axes) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("points=" + count(axes) + " must be at most " + Integer.MAX_VALUE);
    }
  }

  /** How many points such axes have; {@link Long#MAX_VALUE} for too many to count. */
  public static long count(Map<Axis, List<String>> axes) {
    long count = 1;
    for (List<String> values : axes.values()) {
      count = values.isEmpty() || count <= Long.MAX_VALUE / values.size() ? count * values.size() : Long.MAX_VALUE;
    }
    return count;
  }

  /** {@code 2 chip x 7 weight_bits}. */
  public static String product(Map<Axis, List<String>> axes) {
    return axes.entrySet().stream().map(axis -> axis.getValue().size() + " " + axis.getKey().text()).collect(Collectors.joining(" x "));
  }

  private int size(Axis.Stage stage) {
    int size = 1;
    for (Map.Entry<Axis, List<String>> axis : axes.entrySet()) {
      size *= axis.getKey().stage() == stage ? axis.getValue().size() : 1;
    }
    return size;
  }

  public int points() {
    return mappings() * inputs() * prices();
  }

  /** How often the network is mapped. */
  public int mappings() {
    return size(Axis.Stage.MAPPING);
  }

  /** On how many inputs each image runs. */
  public int inputs() {
    return size(Axis.Stage.INPUT);
  }

  /** In how many ways each run is priced. */
  public int prices() {
    return size(Axis.Stage.PRICE);
  }

  /** How many runs there are; those of a mapping follow each other. */
  public int runs() {
    return mappings() * inputs();
  }

  /** The points of a run: the first one's number; they follow each other. */
  public int firstPoint(int run) {
    return run * prices();
  }

  /** The values of a point. */
  public Setting at(int point) {
    EnumMap<Axis, String> values = new EnumMap<>(Axis.class);
    List<Axis> order = new ArrayList<>(axes.keySet());
    int rest = point;
    for (Axis axis : order.reversed()) {
      List<String> all = axes.get(axis);
      values.put(axis, all.get(rest % all.size()));
      rest /= all.size();
    }
    return new Setting(values);
  }
}
