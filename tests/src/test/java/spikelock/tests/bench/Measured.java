package spikelock.tests.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Several measurements of one thing: the median counts, the extremes tell how far to trust it. */
record Measured(double median, double min, double max) {

  static Measured of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Measured(median, sorted[0], sorted[sorted.length - 1]);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("median", median);
    map.put("min", min);
    map.put("max", max);
    return map;
  }

  /** {@code 12.3 (11.9 .. 12.8)}, divided by a unit. */
  String text(double unit) {
    return String.format(Locale.ROOT, "%,.1f (%,.1f .. %,.1f)", median / unit, min / unit, max / unit);
  }
}
