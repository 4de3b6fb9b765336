package spikelock.mapper.sanafe.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.sanafe.value.Values;

/** A network while it is read, within bounds that no file can blow up. */
final class NetworkBuilder {
  /** Neurons, at most: a chip of 4,096 TrueNorth cores has half as many. */
  static final int MOST_NEURONS = 1 << 21;
  /** Edges, at most. Those that are listed one by one take 24 bytes each. */
  private static final long MOST_EDGES = 1L << 27;

  private static final int MOST_UNIT_NAMES = Character.MAX_VALUE;

  private final Values values;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Integer> unitNumbers = new LinkedHashMap<>(Map.of("", 0));
  private final Set<String> notes = new LinkedHashSet<>();
  private int neurons;
  private long edges;
  private int mapped;
  private String lastUnit = "";
  private int lastUnitNumber;

  NetworkBuilder(Values values) {
    this.values = values;
  }

  Values values() {
    return values;
  }

  int groupCount() {
    return groups.size();
  }

  Group addGroup(String name, long size, NeuronConfig config, int line) {
    if (neurons + size > MOST_NEURONS) {
      throw values.error(line, "the network has more than " + MOST_NEURONS + " neurons", "");
    }
    Group group = new Group(name, neurons, (int) size, config);
    if (groups.put(name, group) != null) {
      throw values.error(line, "there are two groups " + Values.shown(name), "give each its own name");
    }
    neurons += (int) size;
    return group;
  }

  Group group(String name, int line) {
    Group group = groups.get(name);
    if (group == null) {
      throw values.error(line, "there is no group " + Values.shown(name), NearMiss.of(name, groups.keySet()).map(near -> "did you mean " + Values.shown(near) + "?").orElse(""));
    }
    return group;
  }

  /** A neuron's number in its group, from text. */
  int neuron(Group group, String text, int line) {
    int neuron = values.index(text, line, Integer.MAX_VALUE);
    requireNeuron(group, neuron, line);
    return neuron;
  }

  void requireNeuron(Group group, int neuron, int line) {
    if (neuron >= group.size()) {
      throw values.error(line, "group " + Values.shown(group.name()) + " has " + group.size() + " neurons, and no neuron " + neuron,
          group.size() == 0 ? "" : "its last is " + (group.size() - 1));
    }
  }

  void addEdge(Group source, int sourceNeuron, Group target, int targetNeuron, double weight, int delay, int tap, int line) {
    countEdges(1, line);
    source.openList().add(sourceNeuron, target.firstNeuron() + targetNeuron, weight, unitNumber(target.config(targetNeuron).synapseUnit(), line),
        delay, tap);
  }

  void addBlock(Group source, EdgeBlock block, int line) {
    countEdges(block.edges(), line);
    source.add(block);
  }

  /** The synapse units that a group's neurons name at this moment. */
  TargetUnits units(Group target, int line) {
    char[] each = new char[target.size()];
    boolean equal = true;
    for (int neuron = 0; neuron < each.length; neuron++) {
      each[neuron] = (char) unitNumber(target.config(neuron).synapseUnit(), line);
      equal &= each[neuron] == each[0];
    }
    return new TargetUnits(target.firstNeuron(), each.length == 0 ? 0 : each[0], equal ? new char[0] : each);
  }

  private void countEdges(long more, int line) {
    edges += more;
    if (edges > MOST_EDGES) {
      throw values.error(line, "the network has more than " + MOST_EDGES + " edges", "");
    }
  }

  @SuppressWarnings("ReferenceEquality") // a short cut for edges between the same groups; equal names that are two objects take the long way
  private int unitNumber(String name, int line) {
    if (name == lastUnit) {
      return lastUnitNumber;
    }
    Integer number = unitNumbers.get(name);
    if (number == null) {
      number = unitNumbers.size();
      if (number > MOST_UNIT_NAMES) {
        throw values.error(line, "the network names more than " + MOST_UNIT_NAMES + " synapse units", "");
      }
      unitNumbers.put(name, number);
    }
    lastUnit = name;
    lastUnitNumber = number;
    return number;
  }

  void map(Group group, int neuron, int tile, int slot, int line) {
    if (mapped == Integer.MAX_VALUE) {
      throw values.error(line, "there are too many mappings", "");
    }
    group.map(neuron, tile, slot, mapped++, line);
  }

  /** Something that is ignored as SANA-FE ignores it. */
  void note(String note) {
    notes.add(note);
  }

  SanafeNetwork network(String name) {
    groups.values().forEach(Group::finish);
    if (neurons == 0) {
      throw new InputException("the network has no neurons", values.file(), "", "");
    }
    return new SanafeNetwork(values.file(), name, groups, new ArrayList<>(unitNumbers.keySet()), List.copyOf(notes));
  }
}
