package spikelock.mapper.sanafe.network;

import java.util.List;
import java.util.Map;

/**
 * A network.
 *
 * @param file it was read from, as messages show it
 * @param name as it calls itself
 * @param groups by name, in file order
 * @param unitNames what {@link EdgeBuffer#unit} numbers; the first is empty
 * @param notes what whoever reads the results should know: what SANA-FE ignores, we ignore too
 */
public record SanafeNetwork(String file, String name, Map<String, Group> groups, List<String> unitNames, List<String> notes) {
  public int neurons() {
    return groups.values().stream().mapToInt(Group::size).sum();
  }

  public long edges() {
    return groups.values().stream().mapToLong(Group::edgeCount).sum();
  }

  /** The mappings there are. A neuron that is mapped twice has two. */
  public int mappings() {
    int most = 0;
    for (Group group : groups.values()) {
      for (int neuron = 0; neuron < group.size(); neuron++) {
        most = Math.max(most, group.order(neuron) + 1);
      }
    }
    return most;
  }
}
