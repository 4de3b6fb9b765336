package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.Population;
import spikelock.emulator.stimulus.GradedStimulus;

/** Puts a {@link Draft} together as the image and the input that targets take. */
final class Assembler {
  private static final int MOST_PLACES = 4096;

  private final Draft draft;
  private final PacketFormat packets;
  private final int[] axons; // [tiles] length of the axon table: what is in it and what is sent to

  private Assembler(Draft draft) {
    this.draft = draft;
    this.packets = draft.chip().packets();
    this.axons = draft.cores().stream().mapToInt(c -> c.axons().isEmpty() ? 0 : c.axons().lastKey() + 1).toArray();
    draft.channels().forEach(sends -> sends.forEach(this::reach));
    draft.cores().forEach(core -> core.sets().forEach(set -> set.neurons().forEach(n -> n.sends().forEach(this::reach))));
  }

  private void reach(Send send) {
    if (send instanceof Send.Spike s) {
      axons[s.tile()] = Math.max(axons[s.tile()], s.axon() + 1);
    }
  }

  /** The image of a draft; {@code seed} goes in its description. */
  static ChipImage image(Draft draft, long seed) {
    return new Assembler(draft).image(seed);
  }

  /** One sample. */
  static GradedStimulus stimulus(Draft draft) {
    int channels = draft.channels().size();
    int[] values = new int[draft.spikes().size() * channels];
    for (int timestep = 0; timestep < draft.spikes().size(); timestep++) {
      for (Draft.Sent sent : draft.spikes().get(timestep)) {
        values[timestep * channels + sent.channel()] = sent.value();
      }
    }
    return new GradedStimulus(1, draft.spikes().size(), channels, values);
  }

  private ChipImage image(long seed) {
    ChipSpec spec = draft.chip().spec();
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      cores.add(core(tile, seed));
    }
    return new ChipImage(spec, draft.chip().texts(), cores, inputs(), populations(),
        new TreeMap<>(Map.of("origin", "random", "seed", seed)), Map.of());
  }

  private CoreImage core(int tile, long seed) {
    Draft.Core core = draft.cores().get(tile);
    DatapathShape shape = draft.chip().datapath(tile).shape();
    List<Draft.ParameterSet> sets = core.sets();
    List<Draft.Neuron> neurons = sets.stream().flatMap(set -> set.neurons().stream()).toList();
    int[][] axon = new int[5][axons[tile]];
    core.axons().forEach((number, entry) -> {
      axon[0][number] = entry.dense() ? 1 : 0;
      axon[1][number] = entry.base();
      axon[2][number] = entry.length();
      axon[3][number] = entry.target();
      axon[4][number] = entry.exponent();
    });
    int stateFields = shape.stateWidths().size();
    int[] fanoutStart = new int[neurons.size()];
    return new CoreImage(axon[0], axon[1], axon[2], axon[3], axon[4], core.synapses(), core.parameters(),
        sets.stream().mapToInt(set -> set.neurons().size()).toArray(),
        sets.stream().mapToInt(Draft.ParameterSet::start).toArray(),
        columns(shape.setWidths().size(), sets.stream().map(Draft.ParameterSet::parameters).toList()),
        columns(shape.neuronInitialState() ? 0 : stateFields, sets.stream().map(Draft.ParameterSet::initial).toList()),
        columns(shape.neuronWidths().size(), neurons.stream().map(Draft.Neuron::parameters).toList()),
        columns(shape.neuronInitialState() ? stateFields : 0, neurons.stream().map(Draft.Neuron::initial).toList()),
        fanoutStart, placed(fanout(sets, fanoutStart), fanoutStart, seed));
  }

  private long[] fanout(List<Draft.ParameterSet> sets, int[] start) {
    List<Long> entries = new ArrayList<>();
    int slot = 0;
    for (Draft.ParameterSet set : sets) {
      for (int n = 0; n < set.neurons().size(); n++) {
        List<Send> sends = set.neurons().get(n).sends();
        start[slot++] = sends.isEmpty() ? -1 : entries.size();
        for (int i = 0; i < sends.size(); i++) {
          boolean last = i == sends.size() - 1;
          entries.add(switch (sends.get(i)) {
            case Send.Spike s -> packets.entry(last, s.tile(), s.delay(), s.axon());
            case Send.Output _ -> packets.outputEntry(last, set.firstOutput() + n);
          });
        }
      }
    }
    return entries.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Lists stand at the end of the fan-out memory in every second network, so that its upper half is used too; in front of them are entries
   * of no list. A memory that is larger than the networks here need stays as it is.
   */
  private long[] placed(long[] entries, int[] start, long seed) {
    int places = draft.chip().spec().core().fanoutEntries();
    if (entries.length == 0 || (seed & 1) == 0 || places > MOST_PLACES) {
      return entries;
    }
    int before = places - entries.length;
    long[] all = new long[places];
    Arrays.fill(all, 0, before, entries[0]);
    System.arraycopy(entries, 0, all, before, entries.length);
    for (int slot = 0; slot < start.length; slot++) {
      start[slot] += start[slot] < 0 ? 0 : before;
    }
    return all;
  }

  private static int[][] columns(int fields, List<int[]> rows) {
    int[][] columns = new int[fields][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int field = 0; field < fields; field++) {
        columns[field][row] = rows.get(row)[field];
      }
    }
    return columns;
  }

  private InputTable inputs() {
    List<Send.Spike> all = draft.channels().stream().flatMap(List::stream).toList();
    int[] start = new int[draft.channels().size() + 1];
    for (int channel = 0; channel < draft.channels().size(); channel++) {
      start[channel + 1] = start[channel] + draft.channels().get(channel).size();
    }
    return new InputTable(start, all.stream().mapToInt(Send.Spike::tile).toArray(),
        all.stream().mapToInt(Send.Spike::delay).toArray(), all.stream().mapToInt(Send.Spike::axon).toArray());
  }

  private List<Population> populations() {
    List<Population> populations = new ArrayList<>();
    int channels = draft.channels().size();
    if (channels > 0) {
      populations.add(new Population("in", List.of(channels), "input", 0, -1, 0, new int[0], new int[0], Map.of()));
    }
    for (int tile = 0; tile < draft.cores().size(); tile++) {
      int slot = 0;
      for (Draft.ParameterSet set : draft.cores().get(tile).sets()) {
        int size = set.neurons().size();
        int[] tiles = new int[size];
        int[] slots = new int[size];
        Arrays.fill(tiles, tile);
        for (int n = 0; n < size; n++) {
          slots[n] = slot++;
        }
        populations.add(new Population(set.population(), List.of(size),
            draft.chip().spec().datapaths().get(tile).model(), 0, set.firstOutput(), -1, tiles, slots, Map.of()));
      }
    }
    return populations;
  }
}
