package spikelock.emulator.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.files.NdArray;

/** Random images that fit their chip. */
final class SampleImage {
  private final Random random;
  private final ChipSpec spec;

  private SampleImage(Random random, ChipSpec spec) {
    this.random = random;
    this.spec = spec;
  }

  static ChipSpec chip() {
    return ChipFile.parse("""
        format: spikelock/chip
        version: 1
        name: sample
        mesh: {width: 3, height: 2}
        neurons: 32
        axons: 64
        synapse_words: 512
        exponent_bits: 2
        lanes: 2
        delay_slots: 8
        fanout_entries: 64
        outputs: 40
        set_words: 512
        datapaths:
          default: {model: CubaLIF}
          tiles:
            - {tiles: [1, 4], model: cuba, core_parameters: [decay_u], neuron_parameters: [threshold, bias], neuron_initial_state: true}
            - {tiles: [2], model: adaptive, constants: {V_BITS: 18}}
        """, "sample.yaml");
  }

  static ChipImage of(long seed) {
    return new SampleImage(new Random(seed), chip()).image();
  }

  private ChipImage image() {
    Map<String, String> texts = PlacedCores.texts(spec, Map.of());
    PlacedCores placed = PlacedCores.of(spec, texts);
    List<CoreImage> cores = new ArrayList<>();
    List<Population> populations = new ArrayList<>();
    populations.add(new Population("in", List.of(2, 3), "input", 0, -1, 0, new int[0], new int[0], Map.of()));
    for (int tile = 0; tile < spec.tiles(); tile++) {
      CoreImage core = tile == 3 ? empty(placed.datapath(tile)) : core(placed.datapath(tile));
      cores.add(core);
      if (core.neurons() > 0) {
        int[] tiles = new int[core.neurons()];
        int[] slots = new int[core.neurons()];
        for (int n = 0; n < tiles.length; n++) {
          tiles[n] = tile;
          slots[n] = tiles.length - 1 - n;
        }
        populations.add(new Population("layer." + tile, List.of(tiles.length), "CubaLIF", tile, tile == 0 ? 3 : -1, -1, tiles,
            slots, Map.of("v", new double[] {0.1 + tile}, "u", scales(tiles.length))));
      }
    }
    int[] start = {0, 1, 1, 4, 4, 5, 9};
    InputTable inputs = new InputTable(start, numbers(9, 0, spec.tiles()), numbers(9, 0, 8), numbers(9, 0, 64));
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("dt_s", 1e-4);
    description.put("seed", -7_000_000_000L);
    description.put("command", List.of("map", "größe \"x\".nir"));
    description.put("threshold", Double.POSITIVE_INFINITY);
    description.put("nothing", Double.NaN);
    description.put("settings", Map.of("reset", "zero", "exact", true, "a", Map.of("b", List.of())));
    Map<String, Object> attachments = new LinkedHashMap<>();
    attachments.put("ints", new int[] {1, -2, 3});
    attachments.put("longs", new long[] {Long.MIN_VALUE});
    attachments.put("floats", new float[] {0.5f, Float.NEGATIVE_INFINITY});
    attachments.put("doubles", new double[0]);
    attachments.put("bytes", new byte[] {1, -1});
    attachments.put("shorts", new short[] {1, -1});
    attachments.put("nested", List.of(Map.of("weights", new NdArray(new int[] {2, 2}, new int[] {1, 2, 3, 4}))));
    return new ChipImage(spec, texts, cores, inputs, populations, description, attachments);
  }

  private static CoreImage empty(PlacedDatapath placed) {
    int states = placed.datapath().states().size();
    boolean perNeuron = placed.shape().neuronInitialState();
    return CoreImage.empty(placed.coreParameters().size(), placed.setParameters().size(), perNeuron ? 0 : states,
        placed.neuronParameters().size(), perNeuron ? states : 0);
  }

  private CoreImage core(PlacedDatapath placed) {
    MemoryPlan plan = new MemoryPlan(spec, placed.shape());
    int[] counts = numbers(1 + random.nextInt(3), 1, 11);
    int neurons = java.util.Arrays.stream(counts).sum();
    int axons = 20;
    int[] synapses = numbers(200, 0, 1 << 16);
    int[] format = numbers(axons, 0, 2);
    int[] length = numbers(axons, 0, 10);
    int[] base = new int[axons];
    int[] target = numbers(axons, -plan.accumulators(), plan.accumulators());
    for (int axon = 0; axon < axons; axon++) {
      length[axon] &= format[axon] == 1 ? ~1 : ~0;
      target[axon] &= format[axon] == 1 ? ~1 : ~0;
      base[axon] = random.nextInt(180);
    }
    long[] fanout = new long[2 * neurons];
    int[] starts = new int[neurons];
    for (int n = 0; n < neurons; n++) {
      starts[n] = random.nextInt(4) == 0 ? -1 : 2 * n;
      fanout[2 * n] = plan.packets().entry(false, random.nextInt(spec.tiles()), 1 + random.nextInt(7), random.nextInt(64));
      fanout[2 * n + 1] = plan.packets().outputEntry(true, random.nextInt(spec.host().outputs()));
    }
    boolean perNeuron = placed.shape().neuronInitialState();
    List<Field> states = placed.datapath().states();
    return new CoreImage(format, base, length, target, numbers(axons, 0, 4), synapses,
        column(table(fields(placed, placed.coreParameters()), 1)), counts, numbers(counts.length, 0, 65536),
        table(fields(placed, placed.setParameters()), counts.length), table(perNeuron ? List.of() : states, counts.length),
        table(fields(placed, placed.neuronParameters()), neurons), table(perNeuron ? states : List.of(), neurons), starts, fanout);
  }

  private static List<Field> fields(PlacedDatapath placed, List<Integer> numbers) {
    return numbers.stream().map(placed.datapath().parameters()::get).toList();
  }

  private int[][] table(List<Field> fields, int count) {
    int[][] table = new int[fields.size()][count];
    for (int field = 0; field < table.length; field++) {
      for (int i = 0; i < count; i++) {
        table[field][i] = (int) random.nextLong(fields.get(field).min(), fields.get(field).max() + 1);
      }
    }
    return table;
  }

  private static int[] column(int[][] table) {
    int[] column = new int[table.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = table[i][0];
    }
    return column;
  }

  private double[] scales(int count) {
    return random.doubles(count).toArray();
  }

  private int[] numbers(int count, int least, int bound) {
    return random.ints(count, least, bound).toArray();
  }
}
