package spikelock.emulator.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Rows;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.stimulus.Stimulus;

/** What a neuron (or a whole tile) went through before a timestep, told by a run of the emulator. */
final class History {
  private static final int TIMESTEPS = 4;
  private static final int LINES_A_TIMESTEP = 12;

  private final ChipImage image;
  private final ChipSpec spec;
  private final PlacedCores cores;
  private final AxonSources sources;

  History(ChipImage image) {
    this.image = image;
    this.spec = image.spec();
    this.cores = PlacedCores.of(image);
    this.sources = new AxonSources(image);
  }

  /**
   * The events of the last timesteps up to and including {@code timestep}.
   *
   * @param tile the tile, or -1 for none in particular: then there are none
   * @param slot the neuron, or -1 for all of the tile
   */
  List<String> before(Stimulus stimulus, int sample, int timestep, int tile, int slot) {
    List<String> lines = new ArrayList<>();
    if (tile < 0) {
      return lines;
    }
    Emulator emulator = Emulator.of(image);
    StepRecord record = new StepRecord(spec);
    int[] channels = new int[Math.max(1, image.inputs().channels())];
    int[] values = new int[channels.length];
    for (int now = 0; now <= timestep; now++) {
      int count = now < stimulus.timesteps(sample) ? stimulus.active(sample, now, channels, values) : 0;
      boolean told = now > timestep - TIMESTEPS;
      List<String> here = new ArrayList<>();
      if (told) {
        due(emulator, tile, slot, here);
        injected(tile, slot, channels, values, count, here);
      }
      emulator.step(channels, values, count, record);
      if (told) {
        if (slot >= 0) {
          here.add(image.neuronName(tile, slot) + " is then " + state(emulator, tile, slot) + (emulator.spiked(tile, slot) ? " and spikes" : ""));
        } else {
          long spikes = IntStream.range(0, image.cores().get(tile).neurons()).filter(s -> emulator.spiked(tile, s)).count();
          here.add("tile " + tile + ": " + spikes + (spikes == 1 ? " spike" : " spikes"));
        }
        for (int i = 0; i < here.size(); i++) {
          if (i < LINES_A_TIMESTEP || i == here.size() - 1) {
            lines.add("timestep " + now + ": " + here.get(i));
          } else if (i == LINES_A_TIMESTEP) {
            lines.add("timestep " + now + ": and " + (here.size() - 1 - i) + " more axons");
          }
        }
      }
    }
    return lines;
  }

  private void due(Emulator emulator, int tile, int slot, List<String> lines) {
    int now = emulator.peek(tile, Region.CONTROL, Region.NOW, 1)[0];
    int[] words = emulator.peek(tile, Region.SCHEDULER, now * spec.core().axonWords(), spec.core().axonWords());
    int units = 1 + spec.packet().payloadBits();
    for (int axon = 0; axon < spec.core().axons(); axon++) {
      int word = (axon >> 4) * units;
      if ((words[word] >> (axon & 15) & 1) != 0) {
        int payload = spec.packet().payloadBits() == 0 ? 1 : StateComparison.payload(words, word, axon & 15, spec.packet().payloadBits());
        arrival(tile, slot, axon, payload, lines);
      }
    }
  }

  private void injected(int tile, int slot, int[] channels, int[] values, int count, List<String> lines) {
    for (int c = 0; c < count; c++) {
      for (int packet = image.inputs().start()[channels[c]]; packet < image.inputs().start()[channels[c] + 1]; packet++) {
        if (image.inputs().tile()[packet] == tile && image.inputs().delay()[packet] == 0) {
          arrival(tile, slot, image.inputs().axon()[packet], spec.packet().payload(values[c]), lines);
        }
      }
    }
  }

  private void arrival(int tile, int slot, int axon, int payload, List<String> lines) {
    CoreImage core = image.cores().get(tile);
    if (axon >= core.axonFormat().length) {
      return;
    }
    if (slot < 0) {
      lines.add(sources.describe(tile, axon) + " is due" + (payload == 1 ? "" : " with the payload " + payload));
      return;
    }
    Rows rows = new Rows(cores.plan(tile));
    int mask = cores.plan(tile).accumulators() - 1;
    int perWord = spec.core().synapses().denseWeights();
    long sum = 0;
    boolean reaches = false;
    for (int i = 0; i < core.axonLength()[axon]; i++) {
      boolean dense = core.axonFormat()[axon] == 1;
      int word = core.synapses()[core.axonBase()[axon] + (dense ? i / perWord : i)];
      int target = core.axonTarget()[axon] + (dense ? i : rows.offset(word)) & mask;
      if (target >> cores.plan(tile).shape().inputsLog2() == slot) {
        reaches = true;
        sum += (long) rows.weight(word, dense ? i % perWord : 0) * payload << core.axonExponent()[axon];
      }
    }
    if (reaches) {
      lines.add(sources.describe(tile, axon) + " adds " + sum + (payload == 1 ? "" : ", its payload is " + payload));
    }
  }

  private String state(Emulator emulator, int tile, int slot) {
    List<Field> fields = cores.datapath(tile).datapath().states();
    if (fields.isEmpty() || slot >= image.cores().get(tile).neurons()) {
      return "without state";
    }
    List<Type> types = fields.stream().map(Field::type).toList();
    int[][] values = new int[types.size()][1];
    CoreMemories.unpack(emulator.peek(tile, Region.STATE, slot, 1), types, values, 0);
    List<String> text = new ArrayList<>();
    for (int f = 0; f < values.length; f++) {
      text.add(fields.get(f).name() + " " + values[f][0]);
    }
    return String.join(", ", text);
  }
}
