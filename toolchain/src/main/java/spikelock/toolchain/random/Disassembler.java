package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.Population;
import spikelock.emulator.stimulus.Stimulus;

/** Takes apart an image whose populations are the runs of its parameter sets, as {@link Assembler} makes them. */
final class Disassembler {
  private final ChipTables chip;
  private final ChipImage image;

  private Disassembler(ChipTables chip, ChipImage image) {
    this.chip = chip;
    this.image = image;
  }

  static Draft draft(ChipTables chip, ChipImage image, Stimulus stimulus) {
    Disassembler taken = new Disassembler(chip, image);
    List<Draft.Core> cores = new ArrayList<>();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      cores.add(taken.core(tile));
    }
    return new Draft(chip, cores, taken.channels(), spikes(stimulus));
  }

  private Draft.Core core(int tile) {
    CoreImage core = image.cores().get(tile);
    TreeMap<Integer, Draft.Axon> axons = new TreeMap<>();
    for (int axon = 0; axon < core.axonFormat().length; axon++) {
      Draft.Axon entry = new Draft.Axon(core.axonFormat()[axon] == 1, core.axonBase()[axon], core.axonLength()[axon],
          core.axonTarget()[axon], core.axonExponent()[axon]);
      if (!entry.equals(Draft.Axon.NOTHING)) {
        axons.put(axon, entry);
      }
    }
    List<Draft.ParameterSet> sets = new ArrayList<>();
    int slot = 0;
    for (int set = 0; set < core.setCount().length; set++) {
      Population population = population(tile, slot);
      List<Draft.Neuron> neurons = new ArrayList<>();
      for (int n = 0; n < core.setCount()[set]; n++, slot++) {
        neurons.add(new Draft.Neuron(row(core.neuronParameters(), slot), row(core.neuronInitial(), slot),
            sends(core, slot)));
      }
      sets.add(new Draft.ParameterSet(population.name(), population.firstOutput(), core.setStart()[set],
          row(core.setParameters(), set), row(core.setInitial(), set), neurons));
    }
    return new Draft.Core(core.coreParameters(), sets, axons, core.synapses());
  }

  private Population population(int tile, int slot) {
    return image.populations().stream()
        .filter(p -> p.tile().length > 0 && p.tile()[0] == tile && p.slot()[0] == slot).findFirst()
        .orElse(new Population("core" + tile + "@" + slot, List.of(1), "", 0, -1, -1, new int[1], new int[1], Map.of()));
  }

  private List<Send> sends(CoreImage core, int slot) {
    List<Send> sends = new ArrayList<>();
    PacketFormat packets = chip.packets();
    boolean more = core.fanoutStart()[slot] >= 0;
    for (int at = core.fanoutStart()[slot]; more; at++) {
      long entry = core.fanout()[at];
      sends.add(packets.isHost(entry) ? new Send.Output()
          : new Send.Spike(packets.tileOf(entry), packets.delayOf(entry), packets.axonOf(entry)));
      more = !packets.isLast(entry);
    }
    return sends;
  }

  private List<List<Send.Spike>> channels() {
    InputTable inputs = image.inputs();
    List<List<Send.Spike>> channels = new ArrayList<>();
    for (int channel = 0; channel < inputs.channels(); channel++) {
      List<Send.Spike> sends = new ArrayList<>();
      for (int packet = inputs.start()[channel]; packet < inputs.start()[channel + 1]; packet++) {
        sends.add(new Send.Spike(inputs.tile()[packet], inputs.delay()[packet], inputs.axon()[packet]));
      }
      channels.add(sends);
    }
    return channels;
  }

  private static List<List<Draft.Sent>> spikes(Stimulus stimulus) {
    List<List<Draft.Sent>> spikes = new ArrayList<>();
    int[] active = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int timestep = 0; timestep < stimulus.timesteps(0); timestep++) {
      int count = stimulus.active(0, timestep, active, values);
      List<Draft.Sent> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(new Draft.Sent(active[i], values[i]));
      }
      spikes.add(sent);
    }
    return spikes;
  }

  private static int[] row(int[][] columns, int index) {
    int[] row = new int[columns.length];
    for (int field = 0; field < row.length; field++) {
      row[field] = columns[field][index];
    }
    return row;
  }
}
