package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.Rows;

/** Changes that leave a draft's pieces but make them plainer. Every result keeps the chip's rules. */
final class Plainer {
  private Plainer() {}

  /** Changes of everything, then of one core, then of one axon. */
  static List<UnaryOperator<Draft>> changes(Draft draft) {
    List<UnaryOperator<Draft>> all = new ArrayList<>();
    List<Integer> busy = Reductions.busyCores(draft);
    cores(all, draft, new HashSet<>(busy));
    if (busy.size() > 1) {
      busy.forEach(tile -> cores(all, draft, Set.of(tile)));
    }
    for (int tile : busy) {
      for (int first = draft.cores().get(tile).neurons() / 2; first > 0; first /= 2) {
        int count = first;
        all.add(in(Set.of(tile), (d, core, t) -> withoutFirst(d, core, t, count)));
      }
      for (int axon : draft.cores().get(tile).axons().keySet()) {
        plainerRows(draft.chip().spec()).forEach(change -> all.add(d -> inAxon(d, tile, axon, change)));
      }
    }
    all.add(d -> d.withSpikes(d.spikes().stream().map(active -> active.stream()
        .map(sent -> new Draft.Sent(sent.channel(), 1)).toList()).toList()));
    all.add(d -> d.withChannels(d.channels().stream().map(sends -> sends.stream()
        .map(s -> new Send.Spike(s.tile(), 0, s.axon())).toList()).toList()));
    all.addAll(Retarget.changes(draft));
    return all;
  }

  private static void cores(List<UnaryOperator<Draft>> all, Draft draft, Set<Integer> tiles) {
    all.add(in(tiles, Plainer::dropUnused));
    all.add(in(tiles, (d, core, tile) -> defaults(d, core, tile, -1)));
    int parameters = tiles.stream().mapToInt(t -> draft.chip().datapath(t).datapath().parameters().size()).max().orElse(0);
    for (int p = 0; p < parameters; p++) {
      int wanted = p;
      all.add(in(tiles, (d, core, tile) -> defaults(d, core, tile, wanted)));
    }
    all.add(in(tiles, (d, core, tile) -> startAtOnce(core)));
    all.add(in(tiles, Plainer::initialZero));
    all.add(in(tiles, (d, core, tile) -> exponentZero(core)));
    all.add(in(tiles, Plainer::weights));
    all.add(d -> Reductions.eachNeuron(d, (tile, slot, n) -> tiles.contains(tile) ? shortDelays(n) : n));
  }

  private interface Change {
    Draft.Core apply(Draft draft, Draft.Core core, int tile);
  }

  private static UnaryOperator<Draft> in(Set<Integer> tiles, Change change) {
    return draft -> Reductions.eachCore(draft, (tile, core) -> tiles.contains(tile) ? change.apply(draft, core, tile) : core);
  }

  private static Draft inAxon(Draft draft, int tile, int axon, UnaryOperator<Draft.Axon> change) {
    Draft.Core core = draft.cores().get(tile);
    SortedMap<Integer, Draft.Axon> axons = new TreeMap<>(core.axons());
    axons.computeIfPresent(axon, (number, entry) -> change.apply(entry));
    return draft.withCore(tile, core.withAxons(axons));
  }

  /** Rows that no axon has become 0, and the memory as short as it can be. */
  private static Draft.Core dropUnused(Draft draft, Draft.Core core, int tile) {
    Set<Integer> sent = new HashSet<>();
    draft.channels().forEach(sends -> sends.stream().filter(s -> s.tile() == tile).forEach(s -> sent.add(s.axon())));
    for (Draft.Core other : draft.cores()) {
      Reductions.neuronsOf(other).forEach(neuron -> neuron.sends().forEach(send -> {
        if (send instanceof Send.Spike s && s.tile() == tile) {
          sent.add(s.axon());
        }
      }));
    }
    SortedMap<Integer, Draft.Axon> axons = new TreeMap<>(core.axons());
    axons.keySet().retainAll(sent);
    int[] used = new int[core.synapses().length];
    int end = 0;
    for (Draft.Axon axon : axons.values()) {
      int words = words(draft.chip().spec(), axon);
      System.arraycopy(core.synapses(), axon.base(), used, axon.base(), words);
      end = Math.max(end, axon.base() + words);
    }
    return new Draft.Core(core.parameters(), core.sets(), axons, Arrays.copyOf(used, end));
  }

  private static int words(ChipSpec spec, Draft.Axon axon) {
    return axon.dense() ? (axon.length() + spec.core().synapses().denseWeights() - 1) / spec.core().synapses().denseWeights() : axon.length();
  }

  /** Parameter number {@code wanted} at its default, or all of them when it is -1. */
  private static Draft.Core defaults(Draft draft, Draft.Core core, int tile, int wanted) {
    PlacedDatapath placed = draft.chip().datapath(tile);
    return new Draft.Core(defaults(placed, placed.coreParameters(), core.parameters(), wanted), core.sets().stream().map(set ->
        new Draft.ParameterSet(set.population(), set.firstOutput(), set.start(),
            defaults(placed, placed.setParameters(), set.parameters(), wanted), set.initial(),
            set.neurons().stream().map(n -> new Draft.Neuron(
                defaults(placed, placed.neuronParameters(), n.parameters(), wanted), n.initial(), n.sends())).toList()))
        .toList(), core.axons(), core.synapses());
  }

  private static int[] defaults(PlacedDatapath placed, List<Integer> numbers, int[] values, int wanted) {
    int[] changed = values.clone();
    for (int i = 0; i < changed.length; i++) {
      if (wanted < 0 || numbers.get(i) == wanted) {
        changed[i] = (int) placed.datapath().parameters().get(numbers.get(i)).initial();
      }
    }
    return changed;
  }

  /** Without the first neurons, every row moved so that it still meets the others. */
  private static Draft.Core withoutFirst(Draft draft, Draft.Core core, int tile, int count) {
    if (count >= core.neurons()) {
      return core;
    }
    int shift = count << draft.chip().inputsLog2(tile);
    int last = draft.chip().accumulators(tile) - 1;
    int lanes = draft.chip().spec().core().synapses().lanes();
    return mapAxons(core.withNeurons(slot -> slot >= count), a -> a.withTarget((a.target() - shift) & last & -(a.dense() ? lanes : 1)));
  }

  private static Draft.Core startAtOnce(Draft.Core core) {
    return core.withSets(core.sets().stream().map(set -> new Draft.ParameterSet(set.population(), set.firstOutput(), 0,
        set.parameters(), set.initial(), set.neurons())).toList());
  }

  private static Draft.Core initialZero(Draft draft, Draft.Core core, int tile) {
    int[] zero = draft.chip().datapath(tile).datapath().states().stream()
        .mapToInt(Plainer::nearestZero).toArray();
    return core.withSets(core.sets().stream().map(set -> new Draft.ParameterSet(set.population(), set.firstOutput(),
        set.start(), set.parameters(), set.initial().length == 0 ? set.initial() : zero,
        set.neurons().stream().map(n -> new Draft.Neuron(n.parameters(), n.initial().length == 0 ? n.initial() : zero,
            n.sends())).toList())).toList());
  }

  private static int nearestZero(Field field) {
    return (int) Math.clamp(0, field.min(), field.max());
  }

  private static Draft.Core exponentZero(Draft.Core core) {
    return mapAxons(core, a -> new Draft.Axon(a.dense(), a.base(), a.length(), a.target(), 0));
  }

  /** An axon with a part of its row, or with its row elsewhere: the plainest first. */
  private static List<UnaryOperator<Draft.Axon>> plainerRows(ChipSpec spec) {
    return List.of(
        a -> part(spec, a, 0, 1),
        a -> part(spec, a, 0, a.length() / 2),
        a -> part(spec, a, a.length() / 2, a.length()),
        a -> part(spec, a, 1, a.length()),
        a -> part(spec, a, 0, a.length() - 1),
        a -> a.withTarget(0),
        a -> a.withTarget(a.target() / 2 & -(a.dense() ? spec.core().synapses().lanes() : 1)));
  }

  /** Entries {@code from..to-1} of a row; a dense row is cut between words and is as long as the lanes take it. */
  private static Draft.Axon part(ChipSpec spec, Draft.Axon a, int from, int to) {
    if (to <= from) {
      return a;
    }
    if (!a.dense()) {
      return new Draft.Axon(false, a.base() + from, to - from, a.target(), a.exponent());
    }
    int words = from / spec.core().synapses().denseWeights();
    int first = words * spec.core().synapses().denseWeights();
    int length = Math.min((to - first + spec.core().synapses().lanes() - 1) & -spec.core().synapses().lanes(), a.length() - first);
    return new Draft.Axon(true, a.base() + words, length, a.target(), a.exponent());
  }

  static Draft.Core mapAxons(Draft.Core core, UnaryOperator<Draft.Axon> change) {
    SortedMap<Integer, Draft.Axon> axons = new TreeMap<>(core.axons());
    axons.replaceAll((number, axon) -> change.apply(axon));
    return core.withAxons(axons);
  }

  /** All weights 1; offsets stay. */
  private static Draft.Core weights(Draft draft, Draft.Core core, int tile) {
    ChipSpec spec = draft.chip().spec();
    Rows packing = new Rows(draft.chip().plan(tile));
    int[] words = new int[core.synapses().length];
    for (Draft.Axon axon : core.axons().values()) {
      for (int i = 0; i < axon.length(); i++) {
        int at = axon.base() + (axon.dense() ? i / spec.core().synapses().denseWeights() : i);
        words[at] = axon.dense() ? packing.dense(words[at], i % spec.core().synapses().denseWeights(), 1)
            : packing.sparse(packing.offset(core.synapses()[at]), 1);
      }
    }
    return new Draft.Core(core.parameters(), core.sets(), core.axons(), words);
  }

  private static Draft.Neuron shortDelays(Draft.Neuron neuron) {
    return neuron.withSends(neuron.sends().stream()
        .map(s -> s instanceof Send.Spike spike ? new Send.Spike(spike.tile(), 1, spike.axon()) : s).toList());
  }
}
