package spikelock.mapper.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.partition.Incoming;
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
  private final List<boolean[]> allowed = new ArrayList<>();

  private Placement(Partition partition, ChipSpec spec) {
    this.spec = spec;
    this.partition = partition;
    this.tileOf = new int[partition.cores().size()];
    this.coreOn = new int[spec.tiles()];
    for (Partition.Core core : partition.cores()) {
      boolean[] tiles = new boolean[spec.tiles()];
      core.type().tiles().forEach(t -> tiles[t] = true);
      allowed.add(tiles);
    }
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
      placement.improve(placement.traffic(isOutput));
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
    for (int core : cores) {
      int tile = Arrays.stream(tiles).filter(t -> allowed.get(core)[t] && coreOn[t] < 0).findFirst().orElseThrow();
      coreOn[tile] = core;
      tileOf[core] = tile;
    }
  }

  /** [cores + 1][cores + 1] axons between each two cores, both ways together; the last one is the host. */
  private long[][] traffic(boolean[] isOutput) {
    int host = tileOf.length;
    long[][] traffic = new long[host + 1][host + 1];
    int[] coreOf = new int[isOutput.length];
    for (int c = 0; c < host; c++) {
      for (int n : partition.cores().get(c).neurons()) {
        coreOf[n] = c;
        if (isOutput[n]) {
          count(traffic, c, host);
        }
      }
    }
    Incoming incoming = partition.incoming();
    for (int c = 0; c < host; c++) {
      for (int line : partition.cores().get(c).rows().line()) {
        int source = incoming.source(line) - incoming.channels();
        count(traffic, source < 0 ? host : coreOf[source], c);
      }
    }
    return traffic;
  }

  private static void count(long[][] traffic, int a, int b) {
    traffic[a][b]++;
    traffic[b][a]++;
  }

  private void improve(long[][] traffic) {
    boolean changed = true;
    for (int pass = 0; pass < PASSES && changed; pass++) {
      changed = false;
      for (int core = 0; core < tileOf.length; core++) {
        for (int tile = 0; tile < spec.tiles(); tile++) {
          changed |= trySwap(traffic, core, tile);
        }
      }
    }
  }

  /** Moves the core to the tile, and the core there to where it was, when that is shorter. */
  private boolean trySwap(long[][] traffic, int core, int tile) {
    int from = tileOf[core];
    int other = coreOn[tile];
    if (tile == from || !allowed.get(core)[tile] || other >= 0 && !allowed.get(other)[from]) {
      return false;
    }
    long before = cost(traffic, core) + (other >= 0 ? cost(traffic, other) : 0);
    swap(core, tile, other, from);
    long after = cost(traffic, core) + (other >= 0 ? cost(traffic, other) : 0);
    if (after < before) {
      return true;
    }
    swap(core, from, other, tile);
    return false;
  }

  private void swap(int core, int to, int other, int otherTo) {
    tileOf[core] = to;
    coreOn[to] = core;
    coreOn[otherTo] = other;
    if (other >= 0) {
      tileOf[other] = otherTo;
    }
  }

  private long cost(long[][] traffic, int core) {
    long cost = traffic[core][tileOf.length] * hops(tileOf[core], 0);
    for (int c = 0; c < tileOf.length; c++) {
      cost += traffic[core][c] * hops(tileOf[core], tileOf[c]);
    }
    return cost;
  }

  private int hops(int a, int b) {
    return Math.abs(a % spec.mesh().width() - b % spec.mesh().width()) + Math.abs(a / spec.mesh().width() - b / spec.mesh().width());
  }
}
