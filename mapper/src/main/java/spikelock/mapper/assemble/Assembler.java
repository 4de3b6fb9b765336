package spikelock.mapper.assemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.network.Network;
import spikelock.mapper.partition.CoreType;
import spikelock.mapper.partition.Incoming;
import spikelock.mapper.partition.Partition;

/** Puts a partitioned and placed network into the tables of an image. */
public final class Assembler {
  private final FixedNetwork network;
  private final ChipSpec spec;
  private final Partition partition;
  private final int[] tileOf;
  private final FixedPopulation[] populationOf;
  private final int[] indexOf;
  private final int[] outputOf; // [neurons] output number, or -1
  private final Map<Integer, Integer> firstOutput = new LinkedHashMap<>(); // by population

  // Fan-out of every source: tile, delay and axon of each of its packets.
  private final int[] packetStart;
  private final int[] packetTile;
  private final int[] packetDelay;
  private final int[] packetAxon;

  private Assembler(FixedNetwork network, ChipSpec spec, Partition partition, int[] tileOf) {
    this.network = network;
    this.spec = spec;
    this.partition = partition;
    this.tileOf = tileOf;
    int neurons = network.neurons();
    populationOf = new FixedPopulation[neurons];
    indexOf = new int[neurons];
    outputOf = new int[neurons];
    Arrays.fill(outputOf, -1);
    int next = 0;
    for (FixedPopulation p : network.populations()) {
      for (int i = 0; i < (p.isInput() ? 0 : p.size()); i++) {
        populationOf[next] = p;
        indexOf[next++] = i;
      }
    }
    int output = 0;
    for (Network.Output o : network.outputs()) {
      if (firstOutput.putIfAbsent(o.population(), output) == null) {
        int first = network.first(o.population());
        for (int i = 0; i < network.populations().get(o.population()).size(); i++) {
          outputOf[first + i] = output++;
        }
      }
    }
    Incoming incoming = partition.incoming();
    packetStart = new int[incoming.sources() + 1];
    partition.cores().forEach(c -> {
      for (int line : c.rows().line()) {
        packetStart[incoming.source(line) + 1]++;
      }
    });
    for (int s = 1; s < packetStart.length; s++) {
      packetStart[s] += packetStart[s - 1];
    }
    int packets = packetStart[packetStart.length - 1];
    packetTile = new int[packets];
    packetDelay = new int[packets];
    packetAxon = new int[packets];
    int[] free = packetStart.clone();
    for (int c = 0; c < tileOf.length; c++) {
      int[] lines = partition.cores().get(c).rows().line();
      for (int axon = 0; axon < lines.length; axon++) {
        int at = free[incoming.source(lines[axon])]++;
        packetTile[at] = tileOf[c];
        packetDelay[at] = incoming.delay(lines[axon]);
        packetAxon[at] = axon;
      }
    }
  }

  /**
   * The image.
   *
   * @param tileOf [cores] the tile of each core of the partition
   * @param description JSON values about how the image came to be; the integer network's description is added
   */
  public static ChipImage assemble(FixedNetwork network, ChipSpec spec, Partition partition, int[] tileOf,
      Map<String, Object> description) {
    return new Assembler(network, spec, partition, tileOf).image(description);
  }

  private ChipImage image(Map<String, Object> description) {
    List<DatapathChoice> choices = new ArrayList<>();
    DatapathChoice first = partition.cores().isEmpty() ? DatapathChoice.AUTO : partition.cores().getFirst().type().choice();
    for (DatapathChoice given : spec.datapaths()) {
      choices.add(given.isAuto() ? first : given);
    }
    CoreImage[] cores = new CoreImage[spec.tiles()];
    for (int c = 0; c < tileOf.length; c++) {
      choices.set(tileOf[c], partition.cores().get(c).type().choice());
      cores[tileOf[c]] = core(partition.cores().get(c));
    }
    Map<DatapathChoice, CoreImage> empty = new HashMap<>();
    for (int tile = 0; tile < cores.length; tile++) {
      if (cores[tile] == null) {
        int named = tile;
        cores[tile] = empty.computeIfAbsent(choices.get(tile), choice -> empty(choice, named));
      }
    }
    Map<String, Object> described = new LinkedHashMap<>(description);
    described.put(FixedNetworkFile.KEY, FixedNetworkFile.describe(network));
    ChipSpec chosen = spec.withDatapaths(choices);
    return new ChipImage(chosen, PlacedCores.texts(chosen, network.texts()), List.of(cores),
        new InputTable(Arrays.copyOf(packetStart, network.channels() + 1), inputs(packetTile), inputs(packetDelay),
            inputs(packetAxon)),
        populations(), described, FixedNetworkFile.arrays(network));
  }

  private int[] inputs(int[] packets) {
    return Arrays.copyOf(packets, packetStart[network.channels()]);
  }

  private CoreImage empty(DatapathChoice choice, int tile) {
    PlacedDatapath placed = PlacedCores.place(spec, choice, network.texts(), tile);
    int fields = placed.datapath().states().size();
    return CoreImage.empty(placed.coreParameters().size(), placed.setParameters().size(),
        choice.neuronInitialState() ? 0 : fields, placed.neuronParameters().size(), choice.neuronInitialState() ? fields : 0);
  }

  // ---- one core ----

  private CoreImage core(Partition.Core core) {
    CoreType type = core.type();
    PlacedDatapath placed = type.placed();
    int[] neurons = core.neurons();
    int fields = placed.datapath().states().size();
    boolean neuronInitial = type.choice().neuronInitialState();
    int[] setCount = new int[core.sets()];
    int[] setStart = new int[core.sets()];
    int[][] setParameters = new int[placed.setParameters().size()][core.sets()];
    int[][] setInitial = new int[neuronInitial ? 0 : fields][core.sets()];
    int[][] neuronParameters = new int[placed.neuronParameters().size()][neurons.length];
    int[][] neuronState = new int[neuronInitial ? fields : 0][neurons.length];
    int[] previous = new int[0];
    int set = -1;
    for (int slot = 0; slot < neurons.length; slot++) {
      FixedPopulation p = populationOf[neurons[slot]];
      int index = indexOf[neurons[slot]];
      int[] record = type.setRecord(p, index);
      if (set < 0 || !Arrays.equals(record, previous)) {
        set++;
        setStart[set] = p.lag();
        column(setParameters, set, record, 0);
        column(setInitial, set, record, setParameters.length);
        previous = record;
      }
      setCount[set]++;
      column(neuronParameters, slot, type.parameters(p, index, placed.neuronParameters()), 0);
      if (neuronInitial) {
        column(neuronState, slot, type.initial(p, index), 0);
      }
    }
    int[] coreParameters = type.parameters(populationOf[neurons[0]], indexOf[neurons[0]], placed.coreParameters());
    Incoming incoming = partition.incoming();
    int[] exponent = Arrays.stream(core.rows().line()).map(incoming::exponent).toArray();
    int[] fanoutStart = new int[neurons.length];
    long[] fanout = fanout(neurons, fanoutStart);
    return new CoreImage(core.rows().format(), core.rows().base(), core.rows().length(), core.rows().target(), exponent,
        core.rows().words(), coreParameters, setCount, setStart, setParameters, setInitial, neuronParameters, neuronState,
        fanoutStart, fanout);
  }

  private static void column(int[][] fields, int index, int[] values, int from) {
    for (int field = 0; field < fields.length; field++) {
      fields[field][index] = values[from + field];
    }
  }

  /** Each neuron's list: its output first, then its packets tile by tile. */
  private long[] fanout(int[] neurons, int[] start) {
    PacketFormat format = new PacketFormat(spec);
    long[] entries = new long[64];
    int count = 0;
    for (int slot = 0; slot < neurons.length; slot++) {
      int source = network.channels() + neurons[slot];
      int packets = packetStart[source + 1] - packetStart[source];
      int output = outputOf[neurons[slot]];
      start[slot] = packets == 0 && output < 0 ? -1 : count;
      if (count + packets + 1 > entries.length) {
        entries = Arrays.copyOf(entries, 2 * (count + packets + 1));
      }
      if (output >= 0) {
        entries[count++] = format.outputEntry(packets == 0, output);
      }
      for (int i = packetStart[source]; i < packetStart[source + 1]; i++) {
        entries[count++] = format.entry(i + 1 == packetStart[source + 1], packetTile[i], packetDelay[i], packetAxon[i]);
      }
    }
    return Arrays.copyOf(entries, count);
  }

  // ---- names ----

  private List<Population> populations() {
    int[] tile = new int[network.neurons()];
    int[] slot = new int[network.neurons()];
    for (int c = 0; c < tileOf.length; c++) {
      int[] neurons = partition.cores().get(c).neurons();
      for (int s = 0; s < neurons.length; s++) {
        tile[neurons[s]] = tileOf[c];
        slot[neurons[s]] = s;
      }
    }
    List<Population> populations = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      FixedPopulation population = network.populations().get(p);
      int first = network.first(p);
      int end = first + population.size();
      List<Integer> shape = Arrays.stream(population.shape()).boxed().toList();
      populations.add(population.isInput()
          ? new Population(population.name(), shape, population.kind(), 0, -1, first, new int[0], new int[0], Map.of())
          : new Population(population.name(), shape, population.kind(), population.lag(), firstOutput.getOrDefault(p, -1), -1,
              Arrays.copyOfRange(tile, first, end), Arrays.copyOfRange(slot, first, end), population.fieldScales()));
    }
    return populations;
  }
}
