package spikelock.mapper.sanafe.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spikelock.mapper.sanafe.chip.Section;
import spikelock.mapper.sanafe.network.SanafeNetwork;

/** The synapse units that edges go through, found once for each core and name. */
final class SynapseUnits {
  /** A unit with the price of its events, and the address that its next synapse takes. */
  static final class Entry {
    final double energyJ;
    final double latencyS;
    private int addresses;

    private Entry(UnitCosts.Event cost) {
      energyJ = cost.energyJ();
      latencyS = cost.latencyS();
    }

    int nextAddress() {
      return addresses++;
    }
  }

  private final UsedUnits units;
  private final UnitCosts costs;
  private final NetworkNeurons neurons;
  private final List<String> unitNames;
  private final int[] usedCores;
  private final Entry[][] byName; // [used core][name]
  private final Map<UsedUnits.Unit, Entry> entries = new HashMap<>();
  private final List<Map<String, Entry>> late = new ArrayList<>(); // [used core] names that mappings gave

  SynapseUnits(UsedUnits units, UnitCosts costs, NetworkNeurons neurons, SanafeNetwork network, int[] usedCores) {
    this.units = units;
    this.costs = costs;
    this.neurons = neurons;
    this.unitNames = network.unitNames();
    this.usedCores = usedCores;
    this.byName = new Entry[usedCores.length][];
    for (int used = 0; used < usedCores.length; used++) {
      late.add(new HashMap<>(2));
    }
  }

  /**
   * The unit of an edge.
   *
   * @param name a number of {@link SanafeNetwork#unitNames}; for 0 the target's own name counts, which a mapping may have given it later
   * @param target its number in the network
   */
  Entry of(int usedCore, int name, int target) {
    if (name == 0) {
      return late.get(usedCore).computeIfAbsent(neurons.config(target).synapseUnit(), unit -> entry(usedCore, unit, target));
    }
    if (byName[usedCore] == null) {
      byName[usedCore] = new Entry[unitNames.size()];
    }
    Entry entry = byName[usedCore][name];
    if (entry == null) {
      entry = entry(usedCore, unitNames.get(name), target);
      byName[usedCore][name] = entry;
    }
    return entry;
  }

  private Entry entry(int usedCore, String name, int target) {
    UsedUnits.Unit unit = units.unit(usedCores[usedCore], Section.SYNAPSE, name, () -> "an edge to " + neurons.name(target));
    return entries.computeIfAbsent(unit, u -> new Entry(costs.spike(u.type())));
  }
}
