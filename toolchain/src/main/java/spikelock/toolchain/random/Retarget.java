package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import spikelock.emulator.image.Rows;

/**
 * Changes that have rows reach less far: a single entry of a row, at a lower neuron, and without a neuron between others. They make
 * neurons needless that were only there to be counted past. Every result keeps the chip's rules, and none can be undone by another.
 */
final class Retarget {
  private Retarget() {}

  static List<UnaryOperator<Draft>> changes(Draft draft) {
    List<UnaryOperator<Draft>> all = new ArrayList<>();
    for (int tile : Reductions.busyCores(draft)) {
      Draft.Core core = draft.cores().get(tile); // changes before these make it no larger
      for (int axon : core.axons().keySet()) {
        for (int entry = 0; entry < core.axons().get(axon).length(); entry++) {
          int which = entry;
          all.add(d -> alone(d, tile, axon, which));
        }
        for (int slot = 0; slot < core.neurons(); slot++) {
          int to = slot;
          all.add(d -> lower(d, tile, axon, to));
        }
      }
      for (int slot = core.neurons() - 1; slot >= 0; slot--) {
        int gone = slot;
        all.add(d -> without(d, tile, gone));
      }
    }
    return all;
  }

  private static boolean isAlone(Draft draft, int tile, Draft.Core core, Draft.Axon axon) {
    return !axon.dense() && axon.length() == 1 && new Rows(draft.chip().plan(tile)).offset(core.synapses()[axon.base()]) == 0;
  }

  /** One entry of a row instead of all, at the same neuron. */
  private static Draft alone(Draft draft, int tile, int number, int entry) {
    Draft.Core core = draft.cores().get(tile);
    Draft.Axon axon = core.axons().get(number);
    if (axon == null || entry >= axon.length() || isAlone(draft, tile, core, axon)) {
      return draft;
    }
    Rows rows = new Rows(draft.chip().plan(tile));
    int perWord = draft.chip().spec().core().synapses().denseWeights();
    int word = core.synapses()[axon.base() + (axon.dense() ? entry / perWord : entry)];
    int weight = rows.weight(word, axon.dense() ? entry % perWord : 0);
    int target = axon.target() + (axon.dense() ? entry : rows.offset(word)) & draft.chip().accumulators(tile) - 1;
    if (weight == 0) {
      return draft;
    }
    int[] synapses = core.synapses().clone();
    synapses[axon.base()] = rows.sparse(0, weight);
    return draft.withCore(tile, new Draft.Core(core.parameters(), core.sets(),
        with(core, number, new Draft.Axon(false, axon.base(), 1, target, axon.exponent())), synapses));
  }

  /** A row of one entry at another neuron before its own. */
  private static Draft lower(Draft draft, int tile, int number, int slot) {
    Draft.Core core = draft.cores().get(tile);
    Draft.Axon axon = core.axons().get(number);
    int inputs = draft.chip().inputsLog2(tile);
    if (axon == null || !isAlone(draft, tile, core, axon) || axon.target() >> inputs <= slot) {
      return draft;
    }
    return draft.withCore(tile, core.withAxons(with(core, number, axon.withTarget(axon.target() - ((axon.target() >> inputs) - slot << inputs)))));
  }

  /** Without a neuron, and rows of one entry behind it moved up with those they are for. */
  private static Draft without(Draft draft, int tile, int slot) {
    Draft.Core core = draft.cores().get(tile);
    if (slot >= core.neurons() || core.neurons() == 1) {
      return draft;
    }
    int inputs = draft.chip().inputsLog2(tile);
    return draft.withCore(tile, Plainer.mapAxons(core.withNeurons(each -> each != slot),
        axon -> isAlone(draft, tile, core, axon) && axon.target() >> inputs > slot ? axon.withTarget(axon.target() - (1 << inputs)) : axon));
  }

  private static SortedMap<Integer, Draft.Axon> with(Draft.Core core, int number, Draft.Axon changed) {
    SortedMap<Integer, Draft.Axon> axons = new TreeMap<>(core.axons());
    axons.put(number, changed);
    return axons;
  }
}
