package spikelock.emulator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.PublishedMesh;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Term;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.image.Rows;

/**
 * What events follow from a spike of each neuron of an image, and from a packet of each input channel: its packets, their hops, and the rows that
 * they make a core walk. Only read once it is made, by many recorders.
 */
public final class ImageEvents {
  private final ChipImage image;
  private final ChipSpec spec;
  private final PlacedCores placed;
  private final PacketFormat packets;
  private final PublishedMesh mesh;
  private final int[] firstNeuron; // [tiles + 1]
  private final int[] usedTiles;
  private final int[] hops; // [neuron * 4 + direction] of all packets of a spike
  private final int[] layer; // [neurons] or -1
  private final List<Population> layers;

  private ImageEvents(ChipImage image, PlacedCores placed) {
    this.image = image;
    this.spec = image.spec();
    this.placed = placed;
    this.packets = new PacketFormat(spec);
    this.mesh = spec.mesh().published();
    this.firstNeuron = new int[spec.tiles() + 1];
    for (int tile = 0; tile < spec.tiles(); tile++) {
      firstNeuron[tile + 1] = firstNeuron[tile] + image.cores().get(tile).neurons();
    }
    this.usedTiles = IntStream.range(0, spec.tiles())
        .filter(tile -> firstNeuron[tile + 1] > firstNeuron[tile] || image.cores().get(tile).axonLength().length > 0).toArray();
    this.layers = image.populations().stream().filter(population -> population.tile().length > 0).toList();
    this.layer = new int[neurons()];
    Arrays.fill(layer, -1);
    for (int l = 0; l < layers.size(); l++) {
      Population population = layers.get(l);
      for (int n = 0; n < population.tile().length; n++) {
        layer[firstNeuron[population.tile()[n]] + population.slot()[n]] = l;
      }
    }
    this.hops = new int[4 * neurons()];
    for (int tile : usedTiles) {
      int from = tile;
      for (int slot = 0; slot < image.cores().get(tile).neurons(); slot++) {
        int at = 4 * (firstNeuron[tile] + slot);
        fanout(tile, slot, entry -> addHops(hops, at, from, packets.tileOf(entry), packets.isHost(entry)));
      }
    }
  }

  /** Those of an image. */
  public static ImageEvents of(ChipImage image) {
    return new ImageEvents(image, PlacedCores.of(image));
  }

  ChipImage image() {
    return image;
  }

  /** Neurons of all cores. */
  int neurons() {
    return firstNeuron[spec.tiles()];
  }

  /** The number, over all cores, of a core's first neuron. */
  int firstNeuron(int tile) {
    return firstNeuron[tile];
  }

  /** The tiles on which something is mapped, ascending. */
  int[] usedTiles() {
    return usedTiles;
  }

  /** Hops in a direction (N, E, S, W) of all packets of a neuron's spike. */
  int hops(int neuron, int direction) {
    return hops[4 * neuron + direction];
  }

  /** Neurons of a core. */
  int neurons(int tile) {
    return firstNeuron[tile + 1] - firstNeuron[tile];
  }

  /** Names of the populations that have neurons. */
  List<String> layers() {
    return layers.stream().map(Population::name).toList();
  }

  /** Neurons of a core whose set has started before a timestep since reset. */
  int started(int tile, int timestep) {
    CoreImage core = image.cores().get(tile);
    int started = 0;
    for (int set = 0; set < core.setCount().length; set++) {
      started += core.setStart()[set] <= timestep ? core.setCount()[set] : 0;
    }
    return started;
  }

  /** One entry of a fan-out list. */
  private interface Entry {
    void is(long entry);
  }

  private void fanout(int tile, int slot, Entry each) {
    CoreImage core = image.cores().get(tile);
    int at = core.fanoutStart()[slot];
    if (at < 0) {
      return;
    }
    boolean last;
    do {
      long entry = core.fanout()[at++];
      each.is(entry);
      last = packets.isLast(entry);
    } while (!last);
  }

  private void addHops(int[] into, int at, int from, int to, boolean host) {
    into[at] += mesh.hopsNorth(from, to);
    into[at + 1] += mesh.hopsEast(from, to);
    into[at + 2] += mesh.hopsSouth(from, to);
    into[at + 3] += mesh.hopsWest(from, to) + (host ? 1 : 0);
  }

  /** Where packets go, and how long their receivers work on them by a profile's times. */
  PacketTimes packetTimes(CostProfile profile) {
    double[][] rowS = new double[spec.tiles()][];
    for (int tile : usedTiles) {
      rowS[tile] = rowTimes(profile, tile);
    }
    int[] first = new int[neurons() + 1];
    List<int[]> to = new ArrayList<>();
    for (int tile : usedTiles) {
      for (int slot = 0; slot < neurons(tile); slot++) {
        fanout(tile, slot, entry -> to.add(packets.isHost(entry) ? new int[] {-1, 0} : new int[] {packets.tileOf(entry), packets.axonOf(entry)}));
        first[firstNeuron[tile] + slot + 1] = to.size();
      }
    }
    InputTable inputs = image.inputs();
    return new PacketTimes(first, to.stream().mapToInt(packet -> packet[0]).toArray(),
        to.stream().mapToDouble(packet -> packet[0] < 0 ? 0 : rowTime(rowS, packet[0], packet[1])).toArray(), inputs.start(), inputs.tile(),
        IntStream.range(0, inputs.packets()).mapToDouble(packet -> rowTime(rowS, inputs.tile()[packet], inputs.axon()[packet])).toArray());
  }

  private static double rowTime(double[][] rowS, int tile, int axon) {
    return rowS[tile] != null && axon < rowS[tile].length ? rowS[tile][axon] : 0;
  }

  private double[] rowTimes(CostProfile profile, int tile) {
    CoreImage core = image.cores().get(tile);
    Map<Integer, Integer> users = users(core);
    int lanes = spec.core().synapses().lanes();
    double[] times = new double[core.axonLength().length];
    for (int axon = 0; axon < times.length; axon++) {
      int targets = core.axonLength()[axon];
      boolean dense = core.axonFormat()[axon] != 0;
      times[axon] = profile.value(Term.time(Event.PACKET_IN)) + profile.value(Term.time(Event.AXON_ROW))
          + (dense ? (targets + lanes - 1) / lanes : targets) * profile.value(Term.time(Event.SYNAPSE_WORD))
          + targets * (profile.value(Term.time(Event.SYNAPTIC_EVENT)) + profile.value(Term.time(kind(core, users, axon))));
    }
    return times;
  }

  private static Event kind(CoreImage core, Map<Integer, Integer> users, int axon) {
    return core.axonLength()[axon] > 0 && users.get(core.axonBase()[axon]) > 1 ? Event.SHARED_EVENT
        : core.axonFormat()[axon] != 0 ? Event.DENSE_EVENT : Event.SPARSE_EVENT;
  }

  /** How many axons have a row at each word. */
  private static Map<Integer, Integer> users(CoreImage core) {
    Map<Integer, Integer> users = new HashMap<>();
    for (int axon = 0; axon < core.axonLength().length; axon++) {
      if (core.axonLength()[axon] > 0) {
        users.merge(core.axonBase()[axon], 1, Integer::sum);
      }
    }
    return users;
  }

  // ---- what follows from the spikes of a whole run ----------------------------------------------------------------------

  /** Adds to counts what follows from how often each neuron and each channel sent. */
  void complete(EventCounts counts, SourceCounts neurons, SourceCounts channels, Map<Integer, Integer> lengths, boolean fromCounters) {
    lengths.forEach((length, samples) -> updates(counts, length, samples));
    input(counts, channels);
    if (fromCounters) {
      counts.forgetRows();
      return;
    }
    long[][] walks = new long[spec.tiles()][];
    for (int tile : usedTiles) {
      walks[tile] = new long[image.cores().get(tile).axonLength().length];
    }
    InputTable inputs = image.inputs();
    for (int channel = 0; channel < inputs.channels(); channel++) {
      for (int packet = inputs.start()[channel]; packet < inputs.start()[channel + 1]; packet++) {
        walk(walks, inputs.tile()[packet], inputs.axon()[packet], channels.arrived(channel, inputs.delay()[packet]));
        counts.add(Event.PACKET_IN, inputs.tile()[packet], channels.sent(channel));
      }
    }
    for (int tile : usedTiles) {
      for (int slot = 0; slot < image.cores().get(tile).neurons(); slot++) {
        int neuron = firstNeuron[tile] + slot;
        long sent = neurons.sent(neuron);
        if (sent > 0) {
          int from = tile;
          counts(counts, Event.SPIKE, layer[neuron], sent);
          fanout(tile, slot, entry -> {
            counts(counts, Event.PACKET_OUT, layer[neuron], sent);
            if (packets.isHost(entry)) {
              counts.add(Event.OUTPUT_PACKET, from, sent);
              counts(counts, Event.OUTPUT_PACKET, layer[neuron], sent);
            } else {
              int to = packets.tileOf(entry);
              counts.addPackets(from, to, sent);
              counts.add(Event.PACKET_IN, to, sent);
              walk(walks, to, packets.axonOf(entry), neurons.arrived(neuron, packets.delayOf(entry)));
            }
          });
          counts(counts, Event.HOP_NORTH, layer[neuron], sent * hops(neuron, 0));
          counts(counts, Event.HOP_EAST, layer[neuron], sent * hops(neuron, 1));
          counts(counts, Event.HOP_SOUTH, layer[neuron], sent * hops(neuron, 2));
          counts(counts, Event.HOP_WEST, layer[neuron], sent * hops(neuron, 3));
        }
      }
    }
    for (int tile : usedTiles) {
      rows(counts, tile, walks[tile]);
    }
  }

  private static void walk(long[][] walks, int tile, int axon, long count) {
    if (walks[tile] != null && axon < walks[tile].length) { // an axon beyond the table has an empty row
      walks[tile][axon] += count;
    }
  }

  private static void counts(EventCounts counts, Event event, int layer, long count) {
    if (layer >= 0) {
      counts.addToLayer(event, layer, count);
    }
  }

  private void updates(EventCounts counts, int length, int samples) {
    for (int tile : usedTiles) {
      CoreImage core = image.cores().get(tile);
      int slot = 0;
      for (int set = 0; set < core.setCount().length; set++) {
        long updates = (long) samples * Math.max(0, length - core.setStart()[set]);
        for (int n = 0; n < core.setCount()[set]; n++, slot++) {
          counts(counts, Event.NEURON_UPDATE, layer[firstNeuron[tile] + slot], updates);
          counts(counts, Event.NEURON_ACCESS, layer[firstNeuron[tile] + slot], (long) samples * length);
        }
      }
      counts.add(Event.NEURON_ACCESS, tile, (long) samples * length * core.neurons());
    }
  }

  private void input(EventCounts counts, SourceCounts channels) {
    InputTable inputs = image.inputs();
    int[] way = new int[4];
    for (int channel = 0; channel < inputs.channels(); channel++) {
      long sent = channels.sent(channel);
      for (int packet = inputs.start()[channel]; sent > 0 && packet < inputs.start()[channel + 1]; packet++) {
        counts.add(Event.INPUT_PACKET, inputs.tile()[packet], sent);
        Arrays.fill(way, 0);
        addHops(way, 0, 0, inputs.tile()[packet], false);
        counts.add(Event.HOP_EAST, 0, sent * way[1]);
        counts.add(Event.HOP_SOUTH, 0, sent * way[2]);
      }
    }
  }

  // ---- rows -------------------------------------------------------------------------------------------------------------

  private void rows(EventCounts counts, int tile, long[] walks) {
    CoreImage core = image.cores().get(tile);
    MemoryPlan plan = placed.plan(tile);
    Rows rows = new Rows(plan);
    Map<Integer, Integer> users = users(core);
    long[] ofLayer = new long[layers.size()];
    for (int axon = 0; axon < walks.length; axon++) {
      int targets = core.axonLength()[axon];
      if (walks[axon] == 0) {
        continue;
      }
      boolean dense = core.axonFormat()[axon] != 0;
      Event kind = kind(core, users, axon);
      counts.add(kind, tile, walks[axon] * targets);
      Arrays.fill(ofLayer, 0);
      targets(core, plan, rows, axon, dense, tile, ofLayer);
      int most = 0;
      long found = 0;
      for (int l = 0; l < ofLayer.length; l++) {
        found += ofLayer[l];
        most = ofLayer[l] > ofLayer[most] ? l : most;
      }
      if (found > 0) { // a row is the layer's to which most of its targets belong, and so is what fills its lanes
        ofLayer[most] += targets - found;
        for (int l = 0; l < ofLayer.length; l++) {
          counts.addToLayer(Event.SYNAPTIC_EVENT, l, walks[axon] * ofLayer[l]);
          counts.addToLayer(kind, l, walks[axon] * ofLayer[l]);
        }
        int lanes = spec.core().synapses().lanes();
        counts.addToLayer(Event.AXON_ROW, most, walks[axon]);
        counts.addToLayer(Event.SYNAPSE_WORD, most, walks[axon] * (dense ? (targets + lanes - 1) / lanes : targets));
      }
    }
  }

  private void targets(CoreImage core, MemoryPlan plan, Rows rows, int axon, boolean dense, int tile, long[] ofLayer) {
    int mask = plan.accumulators() - 1;
    for (int i = 0; i < core.axonLength()[axon]; i++) {
      int offset = dense ? i : rows.offset(core.synapses()[core.axonBase()[axon] + i]);
      int slot = (core.axonTarget()[axon] + offset & mask) >> plan.shape().inputsLog2();
      int neuron = firstNeuron[tile] + slot;
      if (neuron < firstNeuron[tile + 1] && layer[neuron] >= 0) {
        ofLayer[layer[neuron]]++;
      }
    }
  }

  /** The names of all layers with the shapes of their populations. */
  public List<Population> populations() {
    return new ArrayList<>(layers);
  }
}
