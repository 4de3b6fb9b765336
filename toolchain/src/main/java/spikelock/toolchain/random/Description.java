package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.Rows;

/** A case as text. Cores, axons and timesteps with nothing in them are left out. */
final class Description {
  private final RandomCase subject;
  private final Draft draft;
  private final ChipSpec spec;
  private final StringBuilder text = new StringBuilder();

  Description(RandomCase subject) {
    this.subject = subject;
    this.spec = subject.image().spec();
    this.draft = Disassembler.draft(ChipTables.of(subject.image()), subject.image(), subject.stimulus());
  }

  String text() {
    line(subject.title());
    for (int tile = 0; tile < spec.tiles(); tile++) {
      core(tile, draft.cores().get(tile));
    }
    for (int channel = 0; channel < draft.channels().size(); channel++) {
      if (!draft.channels().get(channel).isEmpty()) {
        line("in[" + channel + "] -> " + sends(draft.channels().get(channel), -1));
      }
    }
    for (int timestep = 0; timestep < draft.spikes().size(); timestep++) {
      if (!draft.spikes().get(timestep).isEmpty()) {
        line("timestep " + timestep + ": in" + draft.spikes().get(timestep));
      }
    }
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void core(int tile, Draft.Core core) {
    if (core.neurons() == 0 && core.axons().isEmpty()) {
      return;
    }
    PlacedDatapath placed = draft.chip().datapath(tile);
    line("tile " + tile + " " + spec.datapaths().get(tile).model() + fields(placed, placed.coreParameters(), core.parameters()));
    for (Draft.ParameterSet set : core.sets()) {
      line("  " + set.population() + ": " + set.neurons().size() + " neurons" + (set.start() > 0 ? ", start " + set.start() : "")
          + fields(placed, placed.setParameters(), set.parameters()) + initial(set.initial()));
      for (int n = 0; n < set.neurons().size(); n++) {
        Draft.Neuron neuron = set.neurons().get(n);
        String facts = fields(placed, placed.neuronParameters(), neuron.parameters()) + initial(neuron.initial())
            + (neuron.sends().isEmpty() ? "" : " -> " + sends(neuron.sends(), set.firstOutput() + n));
        if (!facts.isEmpty()) {
          line("    [" + n + "]" + facts);
        }
      }
    }
    core.axons().forEach((number, axon) -> line("  axon " + number + ": " + axon(tile, core, axon)));
  }

  private static String fields(PlacedDatapath placed, List<Integer> numbers, int[] values) {
    List<String> fields = new ArrayList<>();
    for (int p = 0; p < values.length; p++) {
      fields.add(placed.datapath().parameters().get(numbers.get(p)).name() + " " + values[p]);
    }
    return fields.isEmpty() ? "" : ", " + String.join(", ", fields);
  }

  private static String initial(int[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0) ? "" : ", initial " + Arrays.toString(values);
  }

  private static String sends(List<? extends Send> sends, int output) {
    return sends.stream().map(send -> switch (send) {
      case Send.Spike s -> "tile " + s.tile() + " axon " + s.axon() + " delay " + s.delay();
      case Send.Output _ -> "output " + output;
    }).collect(Collectors.joining(", "));
  }

  private String axon(int tile, Draft.Core core, Draft.Axon axon) {
    Rows packing = new Rows(draft.chip().plan(tile));
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < axon.length(); i++) {
      int word = core.synapses()[axon.base() + (axon.dense() ? i / spec.core().synapses().denseWeights() : i)];
      int offset = axon.dense() ? i : packing.offset(word);
      int target = (axon.target() + offset) & (draft.chip().accumulators(tile) - 1);
      targets.add(packing.weight(word, axon.dense() ? i % spec.core().synapses().denseWeights() : 0) + " to " + target);
    }
    return (axon.dense() ? "dense" : "sparse") + " row at word " + axon.base() + " exponent " + axon.exponent() + ": "
        + (targets.isEmpty() ? "empty" : String.join(", ", targets));
  }
}
