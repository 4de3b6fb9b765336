package spikelock.mapper.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.partition.CoreType;
import spikelock.mapper.partition.Partition;

/**
 * Gives every core a tile that has, or may take, its datapath: first in order, then by swapping as long as that shortens the way
 * that packets go (each axon counted once, input and output packets to and from tile 0 included).
 */
public final class Placement {
  private static final int PASSES = 4;

  private final ChipSpec spec;
  private final Partition partition;
  private final int[] tileOf;
  private final int[] coreOn;
  private final List<boolean[]> allowed = new ArrayList<>(); // [core][tiles] the array of its type

  private Placement(Partition partition, ChipSpec spec) {
    this.spec = spec;
    this.partition = partition;
    this.tileOf = new int[partition.cores().size()];
    this.coreOn = new int[spec.tiles()];
    Map<CoreType, boolean[]> tilesOf = new IdentityHashMap<>();
    for (Partition.Core core : partition.cores()) {
      allowed.add(tilesOf.computeIfAbsent(core.type(), this::tiles));
    }
  }

  private boolean[] tiles(CoreType type) {
    boolean[] tiles = new boolean[spec.tiles()];
    type.tiles().forEach(t -> tiles[t] = true);
    return tiles;
  }

  /**
   * The tile of every core.
   *
   * @param isOutput [neurons] whether the neuron sends to the host
   * @param seed when present, a random legal placement instead
   */
  public static int[] place(Partition partition, ChipSpec spec, boolean[] isOutput, OptionalLong seed) {
    Placement placement = new Placement(partition, spec);
    int[] tiles = new int[spec.tiles()];
    Arrays.setAll(tiles, t -> t);
    if (seed.isPresent()) {
      SplittableRandom random = new SplittableRandom(seed.getAsLong());
      for (int i = tiles.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int moved = tiles[i];
        tiles[i] = tiles[other];
        tiles[other] = moved;
      }
    }
    placement.inOrder(tiles);
    if (seed.isEmpty()) {
      placement.improve(new WayLengths(partition, isOutput, placement.tileOf, spec.mesh().width(), spec.mesh().height()));
    }
    return placement.tileOf;
  }

  /** Cores that may go to few tiles choose first; tiles free for any datapath are taken last. */
  private void inOrder(int[] tiles) {
    Arrays.fill(coreOn, -1);
    List<Integer> cores = new ArrayList<>();
    for (int c = 0; c < tileOf.length; c++) {
      cores.add(c);
    }
    cores.sort(java.util.Comparator.comparingInt(c -> partition.cores().get(c).type().tiles().size()));
    Map<boolean[], Integer> next = new IdentityHashMap<>(); // which of the tiles a core of the type may take first: those before are taken
    for (int core : cores) {
      boolean[] fits = allowed.get(core);
      int at = next.getOrDefault(fits, 0);
      while (!fits[tiles[at]] || coreOn[tiles[at]] >= 0) {
        at++;
      }
      next.put(fits, at + 1);
      coreOn[tiles[at]] = core;
      tileOf[core] = tiles[at];
    }
  }

  private void improve(WayLengths ways) {
    boolean changed = true;
    for (int pass = 0; pass < PASSES && changed; pass++) {
      changed = false;
      for (int core = 0; core < tileOf.length; core++) {
        ways.look(core);
        for (int tile = 0; tile < spec.tiles(); tile++) {
          changed |= trySwap(ways, core, tile);
        }
        ways.leave(core);
      }
    }
  }

  /** Moves the core to the tile, and the core there to where it was, when that is shorter. */
  private boolean trySwap(WayLengths ways, int core, int tile) {
    int from = tileOf[core];
    int other = coreOn[tile];
    if (tile == from || !allowed.get(core)[tile] || other >= 0 && !allowed.get(other)[from]
        || (other >= 0 ? ways.exchange(core, other) : ways.move(core, tile)) >= 0) {
      return false;
    }
    tileOf[core] = tile;
    coreOn[tile] = core;
    coreOn[from] = other;
    ways.moved(core, tile);
    if (other >= 0) {
      tileOf[other] = from;
      ways.moved(other, from);
    }
    return true;
  }
}
