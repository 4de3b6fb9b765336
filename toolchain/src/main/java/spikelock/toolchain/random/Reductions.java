package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The ways in which a draft becomes smaller, each as a list of its pieces and what remains with some of them. Every result
 * keeps the chip's rules.
 */
final class Reductions {
  private Reductions() {}

  /**
   * One way.
   *
   * @param pieces what can be left out, piece by piece
   * @param with the draft with some of the pieces
   */
  record Reduction<T>(Function<Draft, List<T>> pieces, Restore<T> with) {}

  /** A draft with the pieces that are kept. */
  interface Restore<T> {
    Draft with(Draft draft, Set<T> kept);
  }

  private record Place(int tile, int slot, int index) {}

  /** Coarse ones first. */
  static List<Reduction<?>> all() {
    return List.of(
        new Reduction<>(d -> numbers(d.spikes().size()), Reductions::timesteps),
        new Reduction<>(Reductions::busyCores, Reductions::cores),
        new Reduction<>(Reductions::inputSpikes, Reductions::withInputSpikes),
        new Reduction<>(d -> numbers(d.channels().size()), Reductions::channels),
        new Reduction<>(Reductions::sends, Reductions::withSends),
        new Reduction<>(Reductions::axons, Reductions::withAxons),
        new Reduction<>(Reductions::neurons, Reductions::withNeurons),
        new Reduction<>(Reductions::outputs, Reductions::withOutputs));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static <T> List<T> only(List<T> all, Set<Integer> kept) {
    return IntStream.range(0, all.size()).filter(kept::contains).mapToObj(all::get).toList();
  }

  private static Draft timesteps(Draft draft, Set<Integer> kept) {
    return draft.withSpikes(only(draft.spikes(), kept.isEmpty() ? Set.of(0) : kept));
  }

  static List<Integer> busyCores(Draft draft) {
    return IntStream.range(0, draft.cores().size())
        .filter(tile -> draft.cores().get(tile).neurons() > 0 || !draft.cores().get(tile).axons().isEmpty()).boxed().toList();
  }

  /** What is sent to an emptied core is not sent any more. */
  private static Draft cores(Draft draft, Set<Integer> kept) {
    List<Draft.Core> cores = new ArrayList<>();
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      Draft.Core core = draft.cores().get(tile);
      cores.add(kept.contains(tile) ? core
          : new Draft.Core(core.parameters(), List.of(), new TreeMap<>(), new int[0]));
    }
    Draft changed = draft.withCores(cores).withChannels(draft.channels().stream()
        .map(sends -> sends.stream().filter(s -> kept.contains(s.tile())).toList()).toList());
    return eachNeuron(changed, (tile, slot, neuron) -> neuron.withSends(neuron.sends().stream()
        .filter(s -> !(s instanceof Send.Spike spike) || kept.contains(spike.tile())).toList()));
  }

  private static List<Place> inputSpikes(Draft draft) {
    List<Place> places = new ArrayList<>();
    for (int timestep = 0; timestep < draft.spikes().size(); timestep++) {
      for (Draft.Sent sent : draft.spikes().get(timestep)) {
        places.add(new Place(timestep, sent.channel(), 0));
      }
    }
    return places;
  }

  private static Draft withInputSpikes(Draft draft, Set<Place> kept) {
    List<List<Draft.Sent>> spikes = new ArrayList<>();
    for (int timestep = 0; timestep < draft.spikes().size(); timestep++) {
      int now = timestep;
      spikes.add(draft.spikes().get(now).stream().filter(sent -> kept.contains(new Place(now, sent.channel(), 0))).toList());
    }
    return draft.withSpikes(spikes);
  }

  /** Channels are renumbered. */
  private static Draft channels(Draft draft, Set<Integer> kept) {
    List<Integer> order = kept.stream().sorted().toList();
    List<List<Draft.Sent>> spikes = draft.spikes().stream().map(active -> active.stream().filter(sent -> kept.contains(sent.channel()))
        .map(sent -> new Draft.Sent(order.indexOf(sent.channel()), sent.value())).toList()).toList();
    return draft.withChannels(only(draft.channels(), kept)).withSpikes(spikes);
  }

  /** Fan-out entries of neurons, and those of channels at tile -1. */
  private static List<Place> sends(Draft draft) {
    List<Place> places = new ArrayList<>();
    for (int channel = 0; channel < draft.channels().size(); channel++) {
      for (int i = 0; i < draft.channels().get(channel).size(); i++) {
        places.add(new Place(-1, channel, i));
      }
    }
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      List<Draft.Neuron> neurons = neuronsOf(draft.cores().get(tile));
      for (int slot = 0; slot < neurons.size(); slot++) {
        for (int i = 0; i < neurons.get(slot).sends().size(); i++) {
          if (neurons.get(slot).sends().get(i) instanceof Send.Spike) {
            places.add(new Place(tile, slot, i));
          }
        }
      }
    }
    return places;
  }

  private static Draft withSends(Draft draft, Set<Place> kept) {
    List<List<Send.Spike>> channels = new ArrayList<>();
    for (int channel = 0; channel < draft.channels().size(); channel++) {
      channels.add(kept(draft.channels().get(channel), -1, channel, kept));
    }
    return eachNeuron(draft.withChannels(channels),
        (tile, slot, neuron) -> neuron.withSends(kept(neuron.sends(), tile, slot, kept)));
  }

  private static <S extends Send> List<S> kept(List<S> sends, int tile, int slot, Set<Place> kept) {
    return IntStream.range(0, sends.size())
        .filter(i -> sends.get(i) instanceof Send.Output || kept.contains(new Place(tile, slot, i))).mapToObj(sends::get)
        .toList();
  }

  private static List<Place> axons(Draft draft) {
    List<Place> places = new ArrayList<>();
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      for (int axon : draft.cores().get(tile).axons().keySet()) {
        places.add(new Place(tile, axon, 0));
      }
    }
    return places;
  }

  private static Draft withAxons(Draft draft, Set<Place> kept) {
    return eachCore(draft, (tile, core) -> {
      SortedMap<Integer, Draft.Axon> axons = new TreeMap<>(core.axons());
      axons.keySet().removeIf(axon -> !kept.contains(new Place(tile, axon, 0)));
      return core.withAxons(axons);
    });
  }

  private static List<Place> neurons(Draft draft) {
    List<Place> places = new ArrayList<>();
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      for (int slot = 0; slot < draft.cores().get(tile).neurons(); slot++) {
        places.add(new Place(tile, slot, 0));
      }
    }
    return places;
  }

  private static Draft withNeurons(Draft draft, Set<Place> kept) {
    return eachCore(draft, (tile, core) -> core.withNeurons(slot -> kept.contains(new Place(tile, slot, 0))));
  }

  private static List<Place> outputs(Draft draft) {
    List<Place> places = new ArrayList<>();
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      List<Draft.ParameterSet> sets = draft.cores().get(tile).sets();
      for (int set = 0; set < sets.size(); set++) {
        if (sets.get(set).firstOutput() >= 0) {
          places.add(new Place(tile, set, 0));
        }
      }
    }
    return places;
  }

  private static Draft withOutputs(Draft draft, Set<Place> kept) {
    return eachCore(draft, (tile, core) -> {
      List<Draft.ParameterSet> sets = new ArrayList<>();
      for (Draft.ParameterSet set : core.sets()) {
        boolean stays = set.firstOutput() < 0 || kept.contains(new Place(tile, sets.size(), 0));
        sets.add(stays ? set : new Draft.ParameterSet(set.population(), -1, set.start(), set.parameters(), set.initial(),
            set.neurons().stream().map(n -> n.withSends(
                n.sends().stream().filter(s -> s instanceof Send.Spike).toList())).toList()));
      }
      return core.withSets(sets);
    });
  }

  /** What becomes of a core. */
  interface CoreChange {
    Draft.Core apply(int tile, Draft.Core core);
  }

  /** What becomes of a neuron. */
  interface NeuronChange {
    Draft.Neuron apply(int tile, int slot, Draft.Neuron neuron);
  }

  static Draft eachCore(Draft draft, CoreChange change) {
    return draft.withCores(IntStream.range(0, draft.cores().size())
        .mapToObj(tile -> change.apply(tile, draft.cores().get(tile))).toList());
  }

  static Draft eachNeuron(Draft draft, NeuronChange change) {
    return eachCore(draft, (tile, core) -> {
      List<Draft.ParameterSet> sets = new ArrayList<>();
      int slot = 0;
      for (Draft.ParameterSet set : core.sets()) {
        List<Draft.Neuron> neurons = new ArrayList<>();
        for (Draft.Neuron neuron : set.neurons()) {
          neurons.add(change.apply(tile, slot++, neuron));
        }
        sets.add(set.withNeurons(neurons));
      }
      return core.withSets(sets);
    });
  }

  static List<Draft.Neuron> neuronsOf(Draft.Core core) {
    return core.sets().stream().flatMap(set -> set.neurons().stream()).toList();
  }
}
