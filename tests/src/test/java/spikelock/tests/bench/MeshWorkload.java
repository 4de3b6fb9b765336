package spikelock.tests.bench;

import java.util.ArrayList;
import java.util.Arrays;
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
import spikelock.emulator.chip.MeshSizes;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.PacketSizes;
import spikelock.emulator.chip.SynapseSizes;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.image.Rows;

/**
 * The emulator-against-RTL workloads: 4x4 tiles of 256 integrate-and-fire neurons that fire every 20th timestep (5 %), each
 * with 100 sparse synapses. {@code local}: on its own tile and one neighbour; {@code scatter}: uniformly over all tiles.
 */
final class MeshWorkload {
  private static final int SIDE = 4;
  private static final int NEURONS = 256;
  private static final int SYNAPSES = 100;
  private static final int PERIOD = 20;
  private static final int THRESHOLD = 10_000;
  private static final int GUARD = 6;
  private static final String INTEGRATE_AND_FIRE = "IF";

  private MeshWorkload() {}

  /** The benchmark's own chip: {@code mesh-4x4} has too few axons for scatter. */
  static ChipSpec chip() {
    DatapathChoice datapath = new DatapathChoice(INTEGRATE_AND_FIRE, Map.of(), List.of("threshold", "reset", "subtract"),
        List.of("bias"), true);
    return new ChipSpec("bench-4x4", new MeshSizes(SIDE, SIDE, 2),
        new CoreSizes(NEURONS, 4096, 16, new SynapseSizes(1 << 15, 16, 8, 0, 1), 24, 256, 4096),
        new PacketSizes(0), new HostSizes(256, 16), new CounterSizes(Counters.BASIC, 24), Clock.assumed(100), Collections.nCopies(SIDE * SIDE, datapath));
  }

  static ChipImage image(boolean scatter, long seed) {
    ChipSpec spec = chip();
    PlacedCores placed = PlacedCores.of(spec, Map.of());
    Random random = new Random(seed);
    int tiles = spec.tiles();
    int[] axonsUsed = new int[tiles];
    List<List<int[]>> rows = new ArrayList<>(); // [tile][axon] words
    for (int tile = 0; tile < tiles; tile++) {
      rows.add(new ArrayList<>());
    }
    PacketFormat packets = new PacketFormat(spec);
    Rows packing = new Rows(placed.plan(0));
    int[][] fanoutStart = new int[tiles][NEURONS];
    long[][] fanout = new long[tiles][];
    for (int tile = 0; tile < tiles; tile++) {
      List<Long> entries = new ArrayList<>();
      for (int neuron = 0; neuron < NEURONS; neuron++) {
        int[] targetTiles = new int[SYNAPSES];
        int neighbour = neighbour(tile, random);
        for (int s = 0; s < SYNAPSES; s++) {
          targetTiles[s] = scatter ? random.nextInt(tiles) : s < SYNAPSES / 2 ? tile : neighbour;
        }
        Arrays.sort(targetTiles);
        fanoutStart[tile][neuron] = entries.size();
        for (int from = 0; from < SYNAPSES; ) {
          int to = from;
          while (to < SYNAPSES && targetTiles[to] == targetTiles[from]) {
            to++;
          }
          int target = targetTiles[from];
          int[] row = random.ints(to - from, 0, NEURONS).map(t -> packing.sparse(t, random.nextBoolean() ? 1 : -1)).toArray();
          rows.get(target).add(row);
          entries.add(packets.entry(to == SYNAPSES, target, 1, axonsUsed[target]++));
          from = to;
        }
      }
      fanout[tile] = entries.stream().mapToLong(Long::longValue).toArray();
    }
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < tiles; tile++) {
      cores.add(core(rows.get(tile), fanoutStart[tile], fanout[tile], random));
    }
    int[] slots = new int[tiles * NEURONS];
    int[] places = new int[tiles * NEURONS];
    for (int n = 0; n < slots.length; n++) {
      slots[n] = n % NEURONS;
      places[n] = n / NEURONS;
    }
    Population all = new Population("neurons", List.of(slots.length), INTEGRATE_AND_FIRE, 0, -1, -1, places, slots, Map.of());
    return new ChipImage(spec, Map.of(), cores, new InputTable(new int[1], new int[0], new int[0], new int[0]), List.of(all),
        Map.of("seed", seed), Map.of());
  }

  private static int neighbour(int tile, Random random) {
    int x = tile % SIDE;
    int y = tile / SIDE;
    while (true) {
      int direction = random.nextInt(4);
      int toX = x + (direction == 0 ? 1 : direction == 1 ? -1 : 0);
      int toY = y + (direction == 2 ? 1 : direction == 3 ? -1 : 0);
      if (toX >= 0 && toX < SIDE && toY >= 0 && toY < SIDE) {
        return toY * SIDE + toX;
      }
    }
  }

  private static CoreImage core(List<int[]> rows, int[] fanoutStart, long[] fanout, Random random) {
    int axons = rows.size();
    int[] base = new int[axons];
    int[] length = new int[axons];
    int words = 0;
    for (int axon = 0; axon < axons; axon++) {
      base[axon] = words;
      length[axon] = rows.get(axon).length;
      words += length[axon];
    }
    int[] synapses = new int[words];
    for (int axon = 0; axon < axons; axon++) {
      System.arraycopy(rows.get(axon), 0, synapses, base[axon], length[axon]);
    }
    int[] bias = new int[NEURONS];
    int[] potential = new int[NEURONS];
    for (int n = 0; n < NEURONS; n++) {
      bias[n] = (THRESHOLD << GUARD) / PERIOD + 1;
      potential[n] = random.nextInt(THRESHOLD << GUARD);
    }
    return new CoreImage(new int[axons], base, length, new int[axons], new int[axons], synapses,
        new int[] {THRESHOLD << GUARD, 0, 0}, new int[] {NEURONS}, new int[1], new int[0][], new int[0][], new int[][] {bias},
        new int[][] {potential}, fanoutStart, fanout);
  }
}
