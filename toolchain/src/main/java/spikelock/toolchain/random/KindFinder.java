package spikelock.toolchain.random;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.Rows;

/** Looks a draft through for the kinds that are in it. Rows count only where an axon that something sends to has them. */
final class KindFinder {
  private final Draft draft;
  private final ChipSpec spec;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

  private KindFinder(Draft draft) {
    this.draft = draft;
    this.spec = draft.chip().spec();
  }

  static Set<Kind> find(Draft draft) {
    KindFinder finder = new KindFinder(draft);
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      finder.neurons(draft.cores().get(tile));
      finder.rows(tile);
    }
    finder.inputs();
    return finder.kinds;
  }

  private void see(Kind kind, boolean seen) {
    if (seen) {
      kinds.add(kind);
    }
  }

  private void neurons(Draft.Core core) {
    see(Kind.EMPTY_CORE, core.neurons() == 0);
    see(Kind.FULL_CORE, core.neurons() == spec.core().neurons());
    see(Kind.SEVERAL_SETS, core.sets().size() > 1);
    int entries = 0;
    for (Draft.ParameterSet set : core.sets()) {
      see(Kind.LATE_START, set.start() > 0 && set.start() < draft.spikes().size());
      see(Kind.NEVER_STARTED, set.start() >= draft.spikes().size());
      see(Kind.INITIAL_STATE, isAnyNonzero(set.initial()));
      see(Kind.OUTPUTS, set.firstOutput() >= 0);
      for (Draft.Neuron neuron : set.neurons()) {
        see(Kind.INITIAL_STATE, isAnyNonzero(neuron.initial()));
        see(Kind.NO_FANOUT, neuron.sends().isEmpty());
        see(Kind.LONG_FANOUT, neuron.sends().size() >= 16);
        entries += neuron.sends().size();
        for (Send send : neuron.sends()) {
          see(Kind.LONGEST_DELAY, send instanceof Send.Spike s && s.delay() == spec.core().delaySlots() - 1);
        }
      }
    }
    see(Kind.FULL_FANOUT, entries == spec.core().fanoutEntries());
  }

  private static boolean isAnyNonzero(int[] values) {
    return IntStream.of(values).anyMatch(v -> v != 0);
  }

  private void rows(int tile) {
    Draft.Core core = draft.cores().get(tile);
    Rows packing = new Rows(draft.chip().plan(tile));
    int accumulators = draft.chip().accumulators(tile);
    int occupied = core.neurons() << draft.chip().inputsLog2(tile);
    Set<Integer> bases = new HashSet<>();
    for (Draft.Axon axon : core.axons().values()) {
      see(Kind.EMPTY_ROW, axon.length() == 0);
      if (axon.length() == 0) {
        continue;
      }
      see(axon.dense() ? Kind.DENSE_ROW : Kind.SPARSE_ROW, true);
      see(Kind.FULL_ROW, axon.length() == accumulators);
      see(Kind.EXPONENT, axon.exponent() > 0);
      see(Kind.SHARED_ROW, !bases.add(axon.base()));
      int before = -1;
      for (int i = 0; i < axon.length(); i++) {
        int word = core.synapses()[axon.base() + (axon.dense() ? i / spec.core().synapses().denseWeights() : i)];
        int offset = axon.dense() ? i : packing.offset(word);
        int weight = packing.weight(word, axon.dense() ? i % spec.core().synapses().denseWeights() : 0);
        see(Kind.LEAST_WEIGHT, weight == -(1 << (spec.core().synapses().weightBits() - 1)));
        see(Kind.GREATEST_WEIGHT, weight == (1 << (spec.core().synapses().weightBits() - 1)) - 1);
        see(axon.dense() ? Kind.WRAPPED_DENSE_ROW : Kind.WRAPPED_SPARSE_ROW, axon.target() + offset >= accumulators);
        see(Kind.UNOCCUPIED_TARGET, ((axon.target() + offset) & (accumulators - 1)) >= occupied);
        see(Kind.REPEATED_TARGET, offset == before);
        before = offset;
      }
    }
  }

  private void inputs() {
    int greatest = spec.packet().payloadBits() == 0 ? 1 : (1 << spec.packet().payloadBits() - 1) - 1;
    for (List<Draft.Sent> active : draft.spikes()) {
      int packets = active.stream().mapToInt(sent -> draft.channels().get(sent.channel()).size()).sum();
      see(Kind.NO_INPUT, packets == 0);
      see(Kind.FULL_BATCH, packets >= spec.host().inputBuffer());
      see(Kind.SEVERAL_BATCHES, packets > spec.host().inputBuffer());
      for (Draft.Sent sent : active) {
        see(Kind.NEGATIVE_PAYLOAD, sent.value() < 0);
        see(Kind.LEAST_PAYLOAD, sent.value() == -greatest - 1);
        see(Kind.GREATEST_PAYLOAD, greatest > 1 && sent.value() == greatest);
        for (Send.Spike send : draft.channels().get(sent.channel())) {
          see(send.delay() == 0 ? Kind.IMMEDIATE_INPUT : Kind.DELAYED_INPUT, true);
        }
      }
    }
  }
}
