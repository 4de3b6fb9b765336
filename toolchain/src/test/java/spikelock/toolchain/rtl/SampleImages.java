package spikelock.toolchain.rtl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.CoreSizes;
import spikelock.emulator.chip.CounterSizes;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.HostSizes;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.MeshSizes;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.PacketSizes;
import spikelock.emulator.chip.SynapseSizes;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Rows;

/** Images made by hand or by chance, without a mapper. */
public final class SampleImages {
  public static final DatapathChoice LIF = new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false);
  public static final DatapathChoice CORE_PLACED = new DatapathChoice("LIF", Map.of(), List.of("decay_v", "reset", "subtract"), List.of("threshold"), true);
  public static final DatapathChoice ADAPTIVE = new DatapathChoice("adaptive", Map.of(), List.of("step"), List.of("threshold"), true);

  private SampleImages() {}

  public static ChipSpec chip(int width, int height, int lanes, int word, int exponent, Counters counters, DatapathChoice... kinds) {
    List<DatapathChoice> choices = new ArrayList<>();
    for (int tile = 0; tile < width * height; tile++) {
      choices.add(kinds[tile % kinds.length]);
    }
    return new ChipSpec("sample", new MeshSizes(width, height, 2),
        new CoreSizes(32, 64, 8, new SynapseSizes(256, word, 4, exponent, lanes), 24, 128, 128),
        new PacketSizes(0), new HostSizes(32, 20), new CounterSizes(counters, 20), Clock.assumed(50), choices);
  }

  /**
   * Input 0 fires neuron 0 of tile 0 in the same timestep, which fires neuron 0 of tile 1 in the next, that of tile 3 two
   * timesteps later and that of tile 2 in the next, which sets output 5. Weights are 3, thresholds 0, nothing stays.
   */
  public static ChipImage chain() {
    ChipSpec spec = chip(2, 2, 1, 16, 0, Counters.BASIC, LIF);
    PacketFormat format = new PacketFormat(spec);
    Rows rows = new Rows(PlacedCores.of(spec, Map.of()).plan(0));
    long[] next = {format.entry(true, 1, 1, 9), format.entry(true, 3, 2, 9), format.outputEntry(true, 5), format.entry(true, 2, 1, 9)};
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < 4; tile++) {
      int[] axons = new int[10];
      int[] length = new int[10];
      length[9] = 1;
      int[] one = {1};
      cores.add(new CoreImage(axons, axons, length, axons, axons, new int[] {rows.sparse(0, 3)}, new int[0], one, new int[1],
          new int[][] {{0}, {0}, {0}, {0}, {0}}, new int[][] {{0}}, new int[0][], new int[0][], new int[1], new long[] {next[tile]}));
    }
    return new ChipImage(spec, Map.of(), cores, new InputTable(new int[] {0, 1}, new int[1], new int[1], new int[] {9}), List.of(), Map.of(),
        Map.of());
  }

  /** Full of chance: rows of both formats, sets with and without neurons, lists to everywhere. */
  public static ChipImage random(ChipSpec spec, Random random) {
    PlacedCores placed = PlacedCores.of(spec, Map.of());
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      cores.add(core(spec, placed.datapath(tile), placed.plan(tile), random));
    }
    int channels = 40;
    int[] start = new int[channels + 1];
    List<int[]> packets = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        packets.add(new int[] {random.nextInt(spec.tiles()), random.nextInt(spec.core().delaySlots()), random.nextInt(spec.core().axons())});
      }
      start[channel + 1] = packets.size();
    }
    InputTable inputs = new InputTable(start, packets.stream().mapToInt(p -> p[0]).toArray(), packets.stream().mapToInt(p -> p[1]).toArray(),
        packets.stream().mapToInt(p -> p[2]).toArray());
    return new ChipImage(spec, Map.of(), cores, inputs, List.of(), Map.of(), Map.of());
  }

  private static CoreImage core(ChipSpec spec, PlacedDatapath placed, MemoryPlan plan, Random random) {
    int axons = spec.core().axons();
    int[][] axon = new int[5][axons];
    for (int a = 0; a < axons; a++) {
      boolean dense = random.nextBoolean();
      int target = random.nextInt(plan.accumulators());
      int length = random.nextInt(20);
      axon[0][a] = dense ? 1 : 0;
      axon[1][a] = random.nextInt(spec.core().synapses().words() - 32);
      axon[2][a] = dense ? length / spec.core().synapses().lanes() * spec.core().synapses().lanes() : length;
      axon[3][a] = dense ? target / spec.core().synapses().lanes() * spec.core().synapses().lanes() : target;
      axon[4][a] = random.nextInt(1 << spec.core().synapses().exponentBits());
    }
    int[] synapses = random.ints(spec.core().synapses().words()).map(w -> spec.core().synapses().wordBits() == 32 ? w : w & 0xffff).toArray();
    int sets = 1 + random.nextInt(4);
    int[] count = new int[sets];
    int left = spec.core().neurons();
    for (int set = 0; set < sets; set++) {
      count[set] = random.nextInt(4) == 0 ? 0 : random.nextInt(left + 1);
      left -= count[set];
    }
    int neurons = spec.core().neurons() - left;
    int[] fanoutStart = new int[neurons];
    List<Long> fanout = new ArrayList<>();
    PacketFormat format = plan.packets();
    for (int n = 0; n < neurons; n++) {
      fanoutStart[n] = random.nextInt(5) == 0 ? -1 : fanout.size();
      for (int i = random.nextInt(4), last = 0; fanoutStart[n] >= 0 && i >= last; i--) {
        fanout.add(random.nextInt(4) == 0 ? format.outputEntry(i == 0, random.nextInt(spec.host().outputs()))
            : format.entry(i == 0, random.nextInt(spec.tiles()), 1 + random.nextInt(spec.core().delaySlots() - 1), random.nextInt(axons)));
      }
    }
    List<Field> states = placed.datapath().states();
    boolean own = plan.shape().neuronInitialState();
    return new CoreImage(axon[0], axon[1], axon[2], axon[3], axon[4], synapses,
        column(fields(placed, placed.coreParameters()), 1, random), count, random.ints(sets, 0, 4).toArray(),
        values(fields(placed, placed.setParameters()), sets, random), own ? new int[0][] : values(states, sets, random),
        values(fields(placed, placed.neuronParameters()), neurons, random), own ? values(states, neurons, random) : new int[0][], fanoutStart,
        fanout.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<Field> fields(PlacedDatapath placed, List<Integer> numbers) {
    return numbers.stream().map(n -> placed.datapath().parameters().get(n)).toList();
  }

  private static int[] column(List<Field> fields, int length, Random random) {
    int[][] values = values(fields, length, random);
    return java.util.Arrays.stream(values).mapToInt(v -> v[0]).toArray();
  }

  /** Small values, so that neurons spike often. */
  private static int[][] values(List<Field> fields, int length, Random random) {
    int[][] values = new int[fields.size()][length];
    for (int field = 0; field < values.length; field++) {
      Field f = fields.get(field);
      for (int i = 0; i < length; i++) {
        long near = Math.min(f.max(), Math.max(f.min(), random.nextInt(600) - 200));
        values[field][i] = (int) (random.nextInt(8) == 0 ? f.min() + (long) (random.nextDouble() * (f.max() - f.min())) : near);
      }
    }
    return values;
  }

  /** Random channels of a timestep, ascending. */
  public static int[] channels(ChipImage image, Random random) {
    List<Integer> chosen = new ArrayList<>();
    for (int channel = 0; channel < image.inputs().channels(); channel++) {
      if (random.nextInt(3) == 0) {
        chosen.add(channel);
      }
    }
    Collections.sort(chosen);
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }
}
