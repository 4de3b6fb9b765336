package spikelock.emulator.engine.traffic;

import java.util.Arrays;
import spikelock.emulator.engine.step.Step;

/**
 * The axon-outs of all tiles in a step ({@code hdl/TIMING.md}, section 5): which packet each has on offer, and when it takes the list of
 * its next spike. Packets and spikes are numbered as in {@link Step}.
 */
public final class AxonOuts {
  public static final int NONE = -1;
  public static final int NEVER = Integer.MAX_VALUE;

  /** Cycles from a spike to the cycle in which its list can be taken: queue, neuron, index. */
  private static final int INDEX_STAGES = 3;

  private Step step;
  private int[] spikeCycles = {}; // [spikes] when each leaves the datapath

  /** [tile] the packet on offer, or {@link #NONE}. */
  final int[] offered;

  /** [tile] one behind the last packet of the list on offer. */
  final int[] offeredEnd;

  /** [tile] the last cycle in which the entry stage had something to do, 0 before. */
  public final int[] outEnd;

  /** [tile] cycles in which a packet was offered in vain. */
  public final int[] stalls;

  /** [.. what {@link #wake} returned) the tiles that offer a packet from the next cycle on. */
  final int[] woken;

  /** The next cycle in which a tile that offers nothing has something to start with, or {@link #NEVER}. */
  int nextWake;

  private final int[] busy; // [.. busyTiles) ascending, those that offer something or will; and some that no longer do
  private int busyTiles;
  private final int[] offeredSince; // the cycle in which the list's first packet was offered
  private final int[] nextSpike;
  private final int[] nextStart;

  public AxonOuts(int tiles) {
    step = new Step(tiles);
    offered = new int[tiles];
    offeredEnd = new int[tiles];
    outEnd = new int[tiles];
    stalls = new int[tiles];
    woken = new int[tiles];
    busy = new int[tiles];
    offeredSince = new int[tiles];
    nextSpike = new int[tiles];
    nextStart = new int[tiles];
  }

  /**
   * The pulse: nothing is on offer yet.
   *
   * @param happened in the step; must stay as it is until the next pulse
   * @param cycles [its spikes] when each leaves the datapath, counted from the pulse at the tile; ascending within a tile
   */
  public void start(Step happened, int[] cycles) {
    step = happened;
    spikeCycles = cycles;
    Arrays.fill(outEnd, 0);
    Arrays.fill(stalls, 0);
    Arrays.fill(offered, NONE);
    nextWake = NEVER;
    busyTiles = 0;
    for (int tile = 0; tile < offered.length; tile++) {
      if (step.firstSpike(tile) < step.firstSpike(tile + 1)) {
        busy[busyTiles++] = tile;
        nextSpike[tile] = step.firstSpike(tile);
        await(tile);
        nextWake = Math.min(nextWake, nextStart[tile]);
      }
    }
  }

  /** Notes when the tile's next spike reaches the entry stage. */
  private void await(int tile) {
    int spike = nextSpike[tile];
    nextStart[tile] = spike == step.firstSpike(tile + 1) ? NEVER : spikeCycles[spike] + INDEX_STAGES;
  }

  /** The router accepts the packet on offer in this cycle; returns the one that is on offer in the next, or {@link #NONE}. */
  int accepted(int tile, int cycle) {
    int next = offered[tile] + 1;
    if (next == offeredEnd[tile]) {
      return ended(tile, cycle);
    }
    offered[tile] = next;
    return next;
  }

  /** The list's last packet is accepted in this cycle. The entry stage is free: it takes the next list if that is there. */
  int ended(int tile, int cycle) {
    int spike = nextSpike[tile] - 1;
    stalls[tile] += cycle - offeredSince[tile] + 1 - (step.firstPacket(spike + 1) - step.firstPacket(spike));
    offered[tile] = NONE;
    outEnd[tile] = cycle;
    if (nextStart[tile] <= cycle) {
      begin(tile, cycle);
    }
    if (offered[tile] == NONE) {
      nextWake = Math.min(nextWake, Math.max(cycle + 1, nextStart[tile]));
    }
    return offered[tile];
  }

  /**
   * The tiles that offer nothing and have a list take it in this cycle; those that have just ended one look again in the next.
   *
   * @return how many tiles are {@link #woken}
   */
  int wake(int cycle) {
    int count = 0;
    int soonest = NEVER;
    int stay = 0;
    for (int i = 0, tiles = busyTiles; i < tiles; i++) {
      int tile = busy[i];
      if (offered[tile] == NONE) {
        if (nextStart[tile] <= cycle && outEnd[tile] != cycle) {
          begin(tile, cycle);
        }
        if (offered[tile] != NONE) {
          woken[count++] = tile;
        } else if (nextStart[tile] == NEVER) {
          continue; // it has sent all
        } else {
          soonest = Math.min(soonest, Math.max(cycle + 1, nextStart[tile]));
        }
      }
      busy[stay++] = tile;
    }
    busyTiles = stay;
    nextWake = soonest;
    return count;
  }

  /** The entry stage takes the next spike's list; its first packet is on offer from the next cycle. */
  private void begin(int tile, int cycle) {
    int spike = nextSpike[tile]++;
    outEnd[tile] = cycle;
    if (step.firstPacket(spike) < step.firstPacket(spike + 1)) {
      offered[tile] = step.firstPacket(spike);
      offeredEnd[tile] = step.firstPacket(spike + 1);
      offeredSince[tile] = cycle + 1;
    }
    await(tile);
  }
}
