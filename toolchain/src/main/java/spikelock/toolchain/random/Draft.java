package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntPredicate;

/**
 * A case taken apart into the pieces that the generator adds and the shrinker removes. Immutable, as are its parts; arrays
 * are never written after they are handed over.
 *
 * @param chip the chip
 * @param cores [tiles]
 * @param channels [channels] where each input channel's spikes go; {@link Send.Spike} only
 * @param spikes [timesteps] what the channels send, ascending
 */
record Draft(ChipTables chip, List<Core> cores, List<List<Send.Spike>> channels, List<List<Sent>> spikes) {

  Draft {
    cores = List.copyOf(cores);
    channels = List.copyOf(channels);
    spikes = List.copyOf(spikes);
  }

  /**
   * What an input channel sends in a timestep.
   *
   * @param value 1 for a spike, else a payload that is not 0
   */
  record Sent(int channel, int value) {
    @Override
    public String toString() {
      return value == 1 ? "" + channel : channel + ": " + value;
    }
  }

  /**
   * One core.
   *
   * @param parameters [core-placed parameters]
   * @param sets its parameter sets; their neurons follow each other
   * @param axons the axons that do something, by number
   * @param synapses [words used]
   */
  record Core(int[] parameters, List<ParameterSet> sets, SortedMap<Integer, Axon> axons, int[] synapses) {
    Core {
      sets = List.copyOf(sets);
    }

    int neurons() {
      return sets.stream().mapToInt(set -> set.neurons().size()).sum();
    }

    Core withSets(List<ParameterSet> changed) {
      return new Core(parameters, changed, axons, synapses);
    }

    Core withAxons(SortedMap<Integer, Axon> changed) {
      return new Core(parameters, sets, changed, synapses);
    }

    /** With the neurons of some slots. The neurons behind a removed one move up; sets without neurons go. */
    Core withNeurons(IntPredicate kept) {
      List<ParameterSet> left = new ArrayList<>();
      int slot = 0;
      for (ParameterSet set : sets) {
        List<Neuron> neurons = new ArrayList<>();
        for (Neuron neuron : set.neurons()) {
          if (kept.test(slot++)) {
            neurons.add(neuron);
          }
        }
        if (!neurons.isEmpty()) {
          left.add(set.withNeurons(neurons));
        }
      }
      return withSets(left);
    }
  }

  /**
   * A run of neurons with common parameters, which is also a population.
   *
   * @param population its name
   * @param firstOutput output of its first neuron, or -1 when its spikes do not leave the chip
   * @param start timestep at which its neurons begin
   * @param parameters [set-placed parameters]
   * @param initial [state fields] or empty when the initial state is neuron-placed
   * @param neurons its neurons, at least one
   */
  record ParameterSet(String population, int firstOutput, int start, int[] parameters, int[] initial,
      List<Neuron> neurons) {
    ParameterSet {
      neurons = List.copyOf(neurons);
    }

    ParameterSet withNeurons(List<Neuron> changed) {
      return new ParameterSet(population, firstOutput, start, parameters, initial, changed);
    }
  }

  /**
   * One neuron.
   *
   * @param parameters [neuron-placed parameters]
   * @param initial [state fields] or empty when the initial state is set-placed
   * @param sends its fan-out list in order
   */
  record Neuron(int[] parameters, int[] initial, List<Send> sends) {
    Neuron {
      sends = List.copyOf(sends);
    }

    Neuron withSends(List<Send> changed) {
      return new Neuron(parameters, initial, changed);
    }
  }

  /** An entry of the axon table. */
  record Axon(boolean dense, int base, int length, int target, int exponent) {
    /** What the table holds for an axon that is not used. */
    static final Axon NOTHING = new Axon(false, 0, 0, 0, 0);

    Axon withTarget(int changed) {
      return new Axon(dense, base, length, changed, exponent);
    }
  }

  Draft withCores(List<Core> changed) {
    return new Draft(chip, changed, channels, spikes);
  }

  Draft withCore(int tile, Core changed) {
    List<Core> all = new ArrayList<>(cores);
    all.set(tile, changed);
    return withCores(all);
  }

  Draft withChannels(List<List<Send.Spike>> changed) {
    return new Draft(chip, cores, changed, spikes);
  }

  Draft withSpikes(List<List<Sent>> changed) {
    return new Draft(chip, cores, channels, changed);
  }
}
