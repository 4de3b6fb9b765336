package spikelock.emulator.link;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.DebugCounter;

/**
 * What moved through the routers since the last pulse, beside steps: the last of the counters that only debug chips have
 * ({@code hdl/TIMING.md} section 9). All that a host port sends moves, configuration packets and the replies to them included, so that
 * reading these counters counts.
 *
 * <p>When is exact, too. The packets of a batch pass a router one a cycle and in their order, so a READ sees what passed its tile before
 * it; its own reply leaves the tile four cycles later, and so is seen by the fourth packet behind it, not by those between.
 */
final class DebugPort {
  private static final int FIRST = Counter.COUNT + DebugCounter.BATCH_PACKETS_IN.ordinal();
  private static final int REPLY_LEAVES = 4; // cycles, or packets, behind its READ
  private static final int NONE = -1;

  private final ChipSpec spec;
  private final int[] counts; // [tile * DebugCounter.COUNT + counter]
  private final int[] replyOf = {NONE, NONE, NONE, NONE}; // tiles whose replies have not left yet, by their packet's number
  private final int most;

  DebugPort(ChipSpec spec) {
    this.spec = spec;
    this.counts = new int[spec.tiles() * DebugCounter.COUNT];
    this.most = (1 << spec.counters().bits()) - 1;
  }

  /** Whether an entry of the COUNTERS region is one of these. */
  boolean counts(int entry) {
    return entry >= FIRST && entry < spec.counters().kind().entries();
  }

  /** A counter as the chip holds it. */
  int count(int tile, int entry) {
    return counts[tile * DebugCounter.COUNT + entry - Counter.COUNT];
  }

  /** The pulse of a step. */
  void pulse() {
    Arrays.fill(counts, 0);
  }

  /** A packet of a batch passes the routers. */
  void packet(int number, int tile, boolean spike) {
    leave(number % REPLY_LEAVES);
    int column = tile % spec.mesh().width();
    for (int x = 0; x < column; x++) {
      add(x, DebugCounter.BATCH_HOPS_EAST);
    }
    for (int at = column; at < tile; at += spec.mesh().width()) {
      add(at, DebugCounter.BATCH_HOPS_SOUTH);
    }
    if (spike) {
      add(tile, DebugCounter.BATCH_PACKETS_IN);
    }
  }

  /** A READ is answered. */
  void reply(int number, int tile) {
    replyOf[number % REPLY_LEAVES] = tile;
  }

  /** The batch is over: every reply has left. */
  void drained() {
    for (int i = 0; i < REPLY_LEAVES; i++) {
      leave(i);
    }
  }

  /** West to the first column, north to tile (0,0), and by its west port to the host. */
  private void leave(int which) {
    int tile = replyOf[which];
    if (tile == NONE) {
      return;
    }
    int column = tile % spec.mesh().width();
    for (int at = tile; at > tile - column; at--) {
      add(at, DebugCounter.BATCH_HOPS_WEST);
    }
    for (int at = tile - column; at > 0; at -= spec.mesh().width()) {
      add(at, DebugCounter.BATCH_HOPS_NORTH);
    }
    add(0, DebugCounter.BATCH_HOPS_WEST);
    replyOf[which] = NONE;
  }

  /** Saturates, with bit 31 set when it did. */
  private void add(int tile, DebugCounter counter) {
    int at = tile * DebugCounter.COUNT + counter.ordinal();
    counts[at] = (counts[at] & most) == most ? most | Integer.MIN_VALUE : counts[at] + 1;
  }
}
