package spikelock.toolchain.command.describe;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON fields in their order. */
public final class OrderedMap {
  private OrderedMap() {}

  public static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
