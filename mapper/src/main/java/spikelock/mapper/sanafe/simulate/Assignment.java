package spikelock.mapper.sanafe.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.mapper.sanafe.chip.CoreType;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.network.Group;
import spikelock.mapper.sanafe.network.SanafeNetwork;
import spikelock.mapper.sanafe.value.Values;

/**
 * Which neuron is in which core, as the file says, and in which order. Neurons are numbered anew: core by core, in a core as they were mapped.
 */
final class Assignment {
  private static final int SHOWN = 60;

  private final SanafeChip chip;
  private final SanafeNetwork network;
  private final Values values;

  /** [neuron] its number in the network. */
  final int[] numbers;

  /** [number in the network] the neuron. */
  final int[] neuronOf;

  /** [neuron] which of the used cores it is in. */
  final int[] usedOf;

  /** [used core] ascending. */
  final int[] usedCores;

  /** [used core + 1]. */
  final int[] firstNeurons;

  /** [core] which of the used cores it is, -1 for none. */
  final int[] usedOfCore;

  Assignment(SanafeChip chip, SanafeNetwork network) {
    this.chip = chip;
    this.network = network;
    this.values = new Values(network.file());
    int neurons = network.neurons();
    numbers = new int[neurons];
    neuronOf = new int[neurons];
    usedOf = new int[neurons];
    usedOfCore = new int[chip.cores().size()];
    Arrays.fill(usedOfCore, -1);
    long[] places = new long[neurons]; // core and order of mapping, so that they sort
    int[] mapped = new int[network.mappings()];
    collect(places, mapped);
    Arrays.sort(places);
    List<Integer> cores = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    for (int neuron = 0; neuron < neurons; neuron++) {
      int core = (int) (places[neuron] >>> Integer.SIZE);
      if (usedOfCore[core] < 0) {
        usedOfCore[core] = cores.size();
        cores.add(core);
        firsts.add(neuron);
      }
      numbers[neuron] = mapped[(int) places[neuron]];
      neuronOf[numbers[neuron]] = neuron;
      usedOf[neuron] = usedOfCore[core];
    }
    firsts.add(neurons);
    usedCores = cores.stream().mapToInt(i -> i).toArray();
    firstNeurons = firsts.stream().mapToInt(i -> i).toArray();
    requireRoom();
  }

  private void collect(long[] places, int[] mapped) {
    for (Group group : network.groups().values()) {
      for (int i = 0; i < group.size(); i++) {
        int number = group.firstNeuron() + i;
        places[number] = (long) core(group, i) << Integer.SIZE | group.order(i);
        mapped[group.order(i)] = number;
      }
    }
  }

  private int core(Group group, int neuron) {
    int tile = group.tile(neuron);
    int slot = group.slot(neuron);
    String what = "neuron " + Printable.start(group.name(), SHOWN) + "." + neuron;
    if (tile == Group.UNMAPPED) {
      throw new InputException(what + " is not mapped to a core", network.file(), "mappings", "add a mapping for it");
    }
    int line = group.line(neuron);
    if (tile >= chip.tiles().size()) {
      throw values.error(line, what + " is mapped to tile " + tile + ", and the chip has " + chip.tiles().size() + " tiles",
          "its last is " + (chip.tiles().size() - 1));
    }
    if (slot >= chip.coresOf(tile)) {
      throw values.error(line, what + " is mapped to core " + tile + "." + slot + ", and tile " + tile + " has " + chip.coresOf(tile) + " cores",
          chip.coresOf(tile) == 0 ? "" : "its last is " + tile + "." + (chip.coresOf(tile) - 1));
    }
    return chip.firstCores()[tile] + slot;
  }

  private void requireRoom() {
    for (int used = 0; used < usedCores.length; used++) {
      CoreType core = chip.cores().get(usedCores[used]);
      int neurons = firstNeurons[used + 1] - firstNeurons[used];
      if (neurons > core.mostNeurons()) {
        int tile = chip.tileOf(usedCores[used]);
        throw new InputException("core " + tile + "." + (usedCores[used] - chip.firstCores()[tile]) + " is given " + neurons + " neurons, and takes "
            + core.mostNeurons(), network.file(), "mappings", "map some to another core");
      }
    }
  }

  /** Tiles with neurons. */
  int tilesUsed() {
    return (int) Arrays.stream(usedCores).map(chip::tileOf).distinct().count();
  }
}
