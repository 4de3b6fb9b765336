package spikelock.mapper.sanafe.simulate;

import java.util.List;
import spikelock.emulator.error.Printable;
import spikelock.mapper.sanafe.network.EdgeBuffer;
import spikelock.mapper.sanafe.network.Group;
import spikelock.mapper.sanafe.network.NeuronConfig;
import spikelock.mapper.sanafe.network.SanafeNetwork;

/** Neurons by their numbers over all groups in file order. */
final class NetworkNeurons {
  private static final int SHOWN = 60;

  private final List<Group> groups;

  NetworkNeurons(SanafeNetwork network) {
    groups = network.groups().values().stream().filter(group -> group.size() > 0).toList();
  }

  private Group groupOf(int number) {
    int low = 0;
    int high = groups.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (groups.get(middle).firstNeuron() <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return groups.get(low);
  }

  /** Fills the buffer with the edges that start at a neuron, in file order. */
  void edges(int number, EdgeBuffer buffer) {
    Group group = groupOf(number);
    group.edges(number - group.firstNeuron(), buffer);
  }

  NeuronConfig config(int number) {
    Group group = groupOf(number);
    return group.config(number - group.firstNeuron());
  }

  /** As the file names it. */
  String name(int number) {
    Group group = groupOf(number);
    return Printable.start(group.name(), SHOWN) + "." + (number - group.firstNeuron());
  }
}
