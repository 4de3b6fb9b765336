package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.mapper.sanafe.network.EdgeBuffer;
import spikelock.mapper.sanafe.network.Group;
import spikelock.mapper.sanafe.network.SanafeNetwork;

/** Goes through all edges once: which cores each neuron reaches, what its messages cost, and where in a dendrite its edges end. */
final class EdgePlacer {
  private final SanafeNetwork network;
  private final NetworkNeurons neurons;
  private final SynapseUnits units;
  private final AxonPrices prices;
  private final Placed placed;
  private final EdgeBuffer edges = new EdgeBuffer();

  EdgePlacer(SanafeNetwork network, NetworkNeurons neurons, SynapseUnits units, AxonPrices prices, Placed placed) {
    this.network = network;
    this.neurons = neurons;
    this.units = units;
    this.prices = prices;
    this.placed = placed;
  }

  void place() {
    placed.firstAxons = new int[placed.neurons + 1];
    placed.simple = new boolean[placed.neurons];
    for (int neuron = 0; neuron < placed.neurons; neuron++) {
      neurons.edges(placed.numbers[neuron], edges);
      placed.simple[neuron] = price();
      prices.finishNeuron(placed.usedOf[neuron]);
      placed.firstAxons[neuron + 1] = prices.count();
    }
    prices.finish();
    boolean adds = Arrays.stream(placed.dendrites).allMatch(dendrite -> dendrite instanceof Accumulator);
    placed.slots = new int[0];
    placed.firstEdges = new int[0];
    if (!adds) {
      placeSlots();
    }
  }

  /** Prices the synapses of all edges, a run of equal ones at a time; answers whether they all just add up before a soma. */
  private boolean price() {
    boolean simple = true;
    int count = edges.count();
    int start = 0;
    while (start < count) {
      int target = placed.neuronOf[edges.target(start)];
      int to = placed.usedOf[target];
      int unit = edges.unit(start);
      int price = placed.dendritePrices[target];
      simple &= placed.adds[target];
      int end = start + 1;
      while (end < count && unit != 0 && edges.unit(end) == unit) { // without a name each target may have been given another unit
        int next = placed.neuronOf[edges.target(end)];
        if (placed.usedOf[next] != to || placed.dendritePrices[next] != price) {
          break;
        }
        simple &= placed.adds[next];
        end++;
      }
      prices.synapses(end - start, to, price, units.of(to, unit, edges.target(start)));
      start = end;
    }
    return simple;
  }

  /**
   * Gives synapses their addresses in their units, by the sources' group names, neurons and edges, tells dendrites what edges say of those, and
   * keeps what holds for each in the end.
   */
  private void placeSlots() {
    placed.firstEdges = new int[placed.neurons + 1];
    for (int number = 0; number < placed.neurons; number++) {
      neurons.edges(number, edges);
      placed.firstEdges[number + 1] = Math.addExact(placed.firstEdges[number], edges.count());
    }
    placed.slots = new int[placed.firstEdges[placed.neurons]];
    List<Group> groups = network.groups().values().stream().sorted(Comparator.comparing(Group::name)).toList();
    for (Group group : groups) {
      for (int number = group.firstNeuron(); number < group.firstNeuron() + group.size(); number++) {
        neurons.edges(number, edges);
        for (int edge = 0; edge < edges.count(); edge++) {
          int target = placed.neuronOf[edges.target(edge)];
          int address = units.of(placed.usedOf[target], edges.unit(edge), edges.target(edge)).nextAddress();
          placed.slots[placed.firstEdges[number] + edge] = address;
          tell(edge, placed.dendrites[target], address);
        }
      }
    }
    for (int number = 0; number < placed.neurons; number++) {
      neurons.edges(number, edges);
      for (int edge = 0; edge < edges.count(); edge++) {
        int at = placed.firstEdges[number] + edge;
        placed.slots[at] = placed.dendrites[placed.neuronOf[edges.target(edge)]].slot(placed.slots[at]);
      }
    }
  }

  private void tell(int edge, Dendrite dendrite, int address) {
    int slot = switch (dendrite) {
      case Accumulator none -> EdgeBuffer.UNSAID;
      case DelayAccumulator delays -> edges.delay(edge);
      case TapDendrite taps -> edges.tap(edge);
    };
    if (dendrite instanceof TapDendrite taps && slot >= taps.taps()) {
      throw new InputException("an edge to neuron " + neurons.name(edges.target(edge)) + " goes to tap " + slot + ", and its dendrite has " + taps.taps()
          + " taps", network.file(), "edges", "they are numbered from 0");
    }
    if (slot != EdgeBuffer.UNSAID) {
      dendrite.setSlot(address, slot);
    }
  }
}
