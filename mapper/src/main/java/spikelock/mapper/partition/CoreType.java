package spikelock.mapper.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;

/**
 * Cores with one datapath and one placement of its parameters.
 *
 * @param choice as the image's spec will say it
 * @param placed the datapath
 * @param plan its memories
 * @param tiles the tiles that are, or may become, of this type
 */
public record CoreType(DatapathChoice choice, PlacedDatapath placed, MemoryPlan plan, List<Integer> tiles) {
  /** Runs of equal values in a population up to which a parameter stays in the set. */
  private static final int FEW_RUNS = 2;

  /**
   * The types of cores that can compute some populations, fixed ones first.
   *
   * @param kind one of the populations; all have its datapath and constants
   * @param populations all populations with that datapath
   */
  static List<CoreType> of(FixedNetwork network, ChipSpec spec, FixedPopulation kind, List<FixedPopulation> populations) {
    Datapath datapath = network.datapath(network.populations().indexOf(kind));
    List<DatapathChoice> choices = new ArrayList<>();
    List<List<Integer>> tiles = new ArrayList<>();
    DatapathChoice automatic = automatic(datapath, kind, populations);
    for (boolean auto : new boolean[] {false, true}) {
      for (int tile = 0; tile < spec.tiles(); tile++) {
        DatapathChoice given = spec.datapaths().get(tile);
        if (given.isAuto() != auto || !auto && !given.model().equals(kind.datapath())) {
          continue;
        }
        DatapathChoice choice = auto ? automatic : given;
        if (!choice.constants().equals(kind.constants())) {
          continue;
        }
        if (!choices.contains(choice)) {
          choices.add(choice);
          tiles.add(new ArrayList<>());
        }
        tiles.get(choices.indexOf(choice)).add(tile);
      }
    }
    List<CoreType> types = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      PlacedDatapath placed = PlacedDatapath.of(datapath, choices.get(i), spec.clock().technology());
      types.add(new CoreType(choices.get(i), placed, new MemoryPlan(spec, placed.shape()), List.copyOf(tiles.get(i))));
    }
    return types;
  }

  /** Parameters that change along a population go to the neuron, the rest stays in the set. */
  private static DatapathChoice automatic(Datapath datapath, FixedPopulation kind, List<FixedPopulation> populations) {
    TreeSet<String> neuron = new TreeSet<>();
    boolean initial = false;
    for (FixedPopulation p : populations) {
      p.parameters().forEach((name, values) -> {
        if (runs(values) > FEW_RUNS) {
          neuron.add(name);
        }
      });
      initial |= p.initial().values().stream().anyMatch(values -> runs(values) > FEW_RUNS);
    }
    List<String> declared = datapath.parameters().stream().map(Field::name).filter(neuron::contains).toList();
    return new DatapathChoice(kind.datapath(), kind.constants(), List.of(), declared, initial);
  }

  private static int runs(int[] values) {
    int runs = 1;
    for (int i = 1; i < values.length; i++) {
      runs += values[i] == values[i - 1] ? 0 : 1;
    }
    return runs;
  }

  /** Raw values of the parameters with these numbers for one neuron of a population. */
  public int[] parameters(FixedPopulation population, int neuron, List<Integer> numbers) {
    int[] values = new int[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = FixedPopulation.at(population.parameters().get(
          placed.datapath().parameters().get(numbers.get(i)).name()), neuron);
    }
    return values;
  }

  /** Raw initial state of one neuron of a population. */
  public int[] initial(FixedPopulation population, int neuron) {
    return placed.datapath().states().stream()
        .mapToInt(s -> FixedPopulation.at(population.initial().get(s.name()), neuron)).toArray();
  }

  /** What the set of a neuron holds: neurons that follow each other with equal values share it. */
  public int[] setRecord(FixedPopulation population, int neuron) {
    int[] parameters = parameters(population, neuron, placed.setParameters());
    int[] state = choice.neuronInitialState() ? new int[0] : initial(population, neuron);
    int[] all = Arrays.copyOf(parameters, 1 + parameters.length + state.length);
    System.arraycopy(state, 0, all, parameters.length, state.length);
    all[all.length - 1] = population.lag();
    return all;
  }
}
