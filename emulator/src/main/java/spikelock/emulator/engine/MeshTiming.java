package spikelock.emulator.engine;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.target.StepRecord;

/**
 * The clock cycles of one step ({@code hdl/TIMING.md}): walk and sweep are closed formulas, so only axon-out and the routers are
 * played, cycle by cycle, and only while something is in flight. A flit is its destination; nothing else of it matters to time.
 *
 * <p>Ports are L N E S W = 0..4; queue {@code tile << 3 | port} is the input FIFO of a router's port. What the hot loops touch is packed
 * and addressed by arithmetic: they are bound by memory operations and by branches that nothing can predict.
 */
final class MeshTiming {
  private static final int PORTS = 5;
  private static final int STRIDE_LOG2 = 3;
  private static final int LOCAL = 0;
  private static final int NORTH = 1;
  private static final int EAST = 2;
  private static final int SOUTH = 3;
  private static final int WEST = 4;
  private static final int NONE = -1;
  private static final int NEVER = Integer.MAX_VALUE;

  /** Cycles from a spike to the cycle in which its list can be taken: queue, neuron, index. */
  private static final int INDEX_STAGES = 3;

  private static final int FLIT_BITS = 12;
  private static final int OUTPUT_AT = 9;
  private static final int COUNT_AT = 48;
  private static final long ONE = 1L << COUNT_AT;
  private static final int GRANT_BEHIND = 3;
  private static final int GRANTED = 8;

  // A move: the queue a head leaves (12 bits), the queue it enters (12), the output it leaves by (3).
  private static final int MOVE_TO = 12;
  private static final int MOVE_OUTPUT = 24;
  private static final int QUEUE_MASK = (1 << MOVE_TO) - 1;
  private static final int ALL_BEHIND = (1 << PORTS * PORTS) - 1;

  /**
   * [behind << 5 | requests] what round_robin.v does: the port it grants (3 bits), the ports behind the last accepted one after that (5
   * bits) and whether it grants at all (1 bit).
   */
  private static final short[] GRANT = grants();

  private final CoreProgram[] programs;
  private final int tiles;
  private final int fifoDepth;
  private final int treeDepth;
  private final int counterMost;

  /** [tile * destinations + destination] what a flit is inside a router: {destination (9), the output it wants (3)}. */
  private final int[] routed;

  /** Destinations a flit can have: every tile, and the host as number {@code tiles}. */
  private final int destinations;

  /** [tile << 3 | output] the queue behind the output; what leaves to the core or the host goes to a queue nobody reads. */
  private final int[] behindOutput;

  /** The queue that stands for every core, the first of a tile that does not exist; the next one stands for the host. */
  private final int core;

  /** [queue] the flits in it, the head lowest, 12 bits each, and above them how many there are. */
  private final long[] queue;

  /** [tile] bit output * 5 + input: the head of that input wants that output. */
  private final int[] wants;

  /** [tile] for each output 5 bits: the ports behind the last accepted one, as round_robin.v keeps them. */
  private final int[] behind;

  /** The grants of a cycle. */
  private final int[] moves;

  // Axon-out of each tile: the packet on offer (-1: none), one behind its list's last, the next spike and when it may start.
  private final int[] offered;
  private final int[] offeredEnd;
  private final int[] nextSpike;
  private final int[] nextStart;
  private final int[] outEnd;
  private final int[] stalls;
  private final int[] offeredSince; // the cycle in which the list's first packet was offered
  private final int[] moved; // [tile << 3 | output] flits that left
  private final int[] offerers; // [offering] the tiles that offer a packet

  private int offering;
  private int nextWake;
  private int flits;
  private int lastArrival;

  private TrafficObserver observer = TrafficObserver.NONE;
  private boolean observed;

  MeshTiming(ChipSpec spec, CoreProgram[] programs) {
    this.programs = programs;
    this.tiles = spec.tiles();
    this.fifoDepth = spec.fifoDepth();
    this.treeDepth = spec.treeDepth();
    this.counterMost = (1 << spec.counterBits()) - 1;
    this.destinations = tiles + 1;
    this.core = tiles << STRIDE_LOG2;
    routed = new int[(tiles + 1) * destinations];
    behindOutput = new int[core];
    queue = new long[core + 2];
    wants = new int[tiles + 1];
    behind = new int[tiles];
    moves = new int[tiles * PORTS + 1];
    offered = new int[tiles];
    offeredEnd = new int[tiles];
    nextSpike = new int[tiles];
    nextStart = new int[tiles];
    outEnd = new int[tiles];
    stalls = new int[tiles];
    offeredSince = new int[tiles];
    moved = new int[core];
    offerers = new int[tiles];
    connect(spec.width(), spec.height());
  }

  private void connect(int width, int height) {
    for (int tile = 0; tile < tiles; tile++) {
      int x = tile % width;
      int y = tile / width;
      int at = tile << STRIDE_LOG2;
      behindOutput[at + LOCAL] = core;
      behindOutput[at + NORTH] = y > 0 ? tile - width << STRIDE_LOG2 | SOUTH : core;
      behindOutput[at + EAST] = x < width - 1 ? tile + 1 << STRIDE_LOG2 | WEST : core;
      behindOutput[at + SOUTH] = y < height - 1 ? tile + width << STRIDE_LOG2 | NORTH : core;
      behindOutput[at + WEST] = x > 0 ? tile - 1 << STRIDE_LOG2 | EAST : core + 1;
      for (int destination = 0; destination < destinations; destination++) {
        boolean toHost = destination == tiles;
        int toX = toHost ? 0 : destination % width;
        int toY = toHost ? 0 : destination / width;
        int port = toX > x ? EAST : toX < x ? WEST : toY < y ? NORTH : toY > y ? SOUTH : toHost ? WEST : LOCAL;
        routed[tile * destinations + destination] = destination | port << OUTPUT_AT;
      }
    }
  }

  private static short[] grants() {
    short[] grants = new short[1 << 10];
    for (int behind = 0; behind < 32; behind++) {
      grants[behind << 5] = (short) (behind << GRANT_BEHIND);
      for (int requests = 1; requests < 32; requests++) {
        int first = requests & behind;
        int port = Integer.numberOfTrailingZeros(first != 0 ? first : requests);
        grants[behind << 5 | requests] = (short) (port | (30 << port & 31) << GRANT_BEHIND | 1 << GRANTED);
      }
    }
    return grants;
  }

  void observe(TrafficObserver watcher) {
    observer = watcher;
    observed = watcher != TrafficObserver.NONE;
  }

  /** Fills the record's step cycles and counters. Depends on the events alone. */
  void time(StepEvents events, StepRecord record, boolean counters) {
    int last = play(events);
    for (int tile = 0; tile < tiles; tile++) {
      int busy = Math.max(events.walkEnd[tile] + 1 + programs[tile].sweepCycles + 1, outEnd[tile]);
      last = Math.max(last, busy);
      if (counters) {
        count(record, tile, Counter.ACCUMULATIONS, events.accumulations[tile]);
        count(record, tile, Counter.SPIKES, events.firstSpike[tile + 1] - events.firstSpike[tile]);
        count(record, tile, Counter.PACKETS_IN, moved[tile << STRIDE_LOG2 | LOCAL]);
        count(record, tile, Counter.PACKETS_OUT, events.packets(tile));
        count(record, tile, Counter.AXON_OUT_STALLS, stalls[tile]);
        count(record, tile, Counter.BUSY_CYCLES, busy);
        count(record, tile, Counter.HOPS_NORTH, moved[tile << STRIDE_LOG2 | NORTH]);
        count(record, tile, Counter.HOPS_EAST, moved[tile << STRIDE_LOG2 | EAST]);
        count(record, tile, Counter.HOPS_SOUTH, moved[tile << STRIDE_LOG2 | SOUTH]);
        count(record, tile, Counter.HOPS_WEST, moved[tile << STRIDE_LOG2 | WEST]);
      }
    }
    record.setStepCycles(2 * treeDepth + last + 1);
  }

  private void count(StepRecord record, int tile, Counter counter, int value) {
    record.counters()[tile * Counter.COUNT + counter.ordinal()] =
        value <= counterMost ? value : counterMost | Integer.MIN_VALUE;
  }

  /** Plays the step's traffic; returns the last cycle in which a router or an arrival was under way. */
  private int play(StepEvents events) {
    Arrays.fill(behind, ALL_BEHIND);
    Arrays.fill(outEnd, 0);
    Arrays.fill(stalls, 0);
    Arrays.fill(moved, 0);
    offering = 0;
    flits = 0;
    lastArrival = 0;
    for (int tile = 0; tile < tiles; tile++) {
      offered[tile] = NONE;
      nextSpike[tile] = events.firstSpike[tile];
      await(events, tile);
    }
    nextWake = soonest();
    for (int cycle = 0; offering > 0 || flits > 0 || nextWake != NEVER; cycle++) {
      if (flits == 0 && offering == 0) {
        cycle = Math.max(cycle, nextWake); // a spike behind a list that took long could have started earlier
      }
      if (observed) {
        observer.cycle(cycle, Arrays.copyOf(wants, tiles), held());
      }
      int granted = flits > 0 ? arbitrate() : 0;
      send(events, cycle);
      move(granted, cycle);
    }
    return lastArrival;
  }

  /** Notes when the tile's next spike reaches the entry stage. */
  private void await(StepEvents events, int tile) {
    int spike = nextSpike[tile];
    nextStart[tile] = spike == events.firstSpike[tile + 1] ? NEVER
        : events.walkEnd[tile] + programs[tile].spikeOffset[events.neuron[spike]] + INDEX_STAGES;
  }

  /** When the first of the tiles that offer nothing has something to start with. */
  private int soonest() {
    int soonest = NEVER;
    for (int tile = 0; tile < tiles; tile++) {
      soonest = Math.min(soonest, offered[tile] == NONE ? nextStart[tile] : NEVER);
    }
    return soonest;
  }

  /** [tile * 5 + port] flits in each FIFO, for the observer. */
  private int[] held() {
    int[] held = new int[tiles * PORTS];
    for (int i = 0; i < held.length; i++) {
      held[i] = (int) (queue[i / PORTS << STRIDE_LOG2 | i % PORTS] >>> COUNT_AT);
    }
    return held;
  }

  /** A queue as the observer numbers them: {@code tile * 5 + port}, -1 for a core, -2 for the host. */
  private int numberOf(int q) {
    return q < core ? (q >> STRIDE_LOG2) * PORTS + (q & 7) : core - q - 1;
  }

  /**
   * The grants of this cycle, from the FIFOs as they are at its start; returns how many {@link #moves} there are. All five outputs of a
   * busy router are worked out without a branch: which of them grant is as good as random.
   */
  private int arbitrate() {
    int count = 0;
    for (int tile = 0; tile < tiles; tile++) {
      int requests = wants[tile];
      if (requests == 0) {
        continue;
      }
      int at = tile << STRIDE_LOG2;
      int before = behind[tile];
      int after = 0;
      for (int output = 0; output < PORTS; output++) {
        int shift = output * PORTS;
        int to = behindOutput[at + output];
        int ready = (int) (queue[to] >>> COUNT_AT) - fifoDepth >> 31; // all ones when the FIFO behind the output has room
        int grant = GRANT[(before >>> shift & 31) << 5 | requests >>> shift & 31 & ready];
        after |= (grant >>> GRANT_BEHIND & 31) << shift;
        moves[count] = at | grant & 7 | to << MOVE_TO | output << MOVE_OUTPUT;
        count += grant >>> GRANTED;
      }
      behind[tile] = after;
    }
    return count;
  }

  /** The axon-outs in this cycle, before anything moves: they see the FIFOs as they are at its start. */
  private void send(StepEvents events, int cycle) {
    boolean look = nextWake <= cycle;
    int offers = offering;
    for (int o = 0; o < offers; o++) {
      int tile = offerers[o];
      int packet = offered[tile];
      int accepted = (int) (queue[tile << STRIDE_LOG2] >>> COUNT_AT) - fifoDepth >>> 31;
      flits += accepted;
      if (observed && accepted == 1) {
        observer.inject(cycle, tile, packet);
      }
      // What is not accepted goes where nobody reads.
      push(core + (tile - tiles << STRIDE_LOG2) * accepted, events.destination[packet]);
      offered[tile] = packet + accepted;
      if (packet + accepted == offeredEnd[tile]) {
        stalls[tile] += cycle - offeredSince[tile] + 1 - events.packetsOf(nextSpike[tile] - 1);
        // The entry stage is free: it takes the next list if that is there.
        offered[tile] = NONE;
        outEnd[tile] = cycle;
        if (nextStart[tile] <= cycle) {
          begin(events, tile, cycle);
        }
        if (offered[tile] == NONE) {
          offerers[o--] = offerers[--offers];
          look = true;
        }
      }
    }
    offering = offers;
    if (look) {
      wake(events, cycle);
    }
  }

  /** The tiles that offer nothing and have a list to start with; those that have just ended one look again in the next cycle. */
  private void wake(StepEvents events, int cycle) {
    for (int tile = 0; tile < tiles; tile++) {
      if (offered[tile] == NONE && nextStart[tile] <= cycle && outEnd[tile] != cycle) {
        begin(events, tile, cycle);
        if (offered[tile] != NONE) {
          offerers[offering++] = tile;
        }
      }
    }
    nextWake = soonest();
  }

  /** The entry stage takes the next spike's list; its first packet is on offer from the next cycle. */
  private void begin(StepEvents events, int tile, int cycle) {
    int spike = nextSpike[tile]++;
    outEnd[tile] = cycle;
    if (events.firstPacket[spike] < events.firstPacket[spike + 1]) {
      offered[tile] = events.firstPacket[spike];
      offeredEnd[tile] = events.firstPacket[spike + 1];
      offeredSince[tile] = cycle + 1;
    }
    await(events, tile);
  }

  /** Only a flit that becomes the head asks for an output; worked out without a branch. */
  private void push(int into, int destination) {
    int tile = into >> STRIDE_LOG2;
    int flit = routed[tile * destinations + destination];
    long before = queue[into];
    int count = (int) (before >>> COUNT_AT);
    queue[into] = before + ONE | (long) flit << FLIT_BITS * count;
    wants[tile] |= 1 << (flit >>> OUTPUT_AT) * PORTS + (into & 7) & count - 1 >> 31;
  }

  /** Every granted head goes on. Pops and pushes of one FIFO may come in any order: there is room for both. */
  private void move(int count, int cycle) {
    int arrived = 0;
    int left = 0;
    for (int m = 0; m < count; m++) {
      int move = moves[m];
      int from = move & QUEUE_MASK;
      int to = move >>> MOVE_TO & QUEUE_MASK;
      int output = move >>> MOVE_OUTPUT;
      int tile = from >> STRIDE_LOG2;
      int port = from & 7;
      long before = queue[from];
      long rest = before << 64 - COUNT_AT >>> 64 - COUNT_AT + FLIT_BITS;
      long remaining = (before >>> COUNT_AT) - 1;
      queue[from] = rest | remaining << COUNT_AT;
      wants[tile] = wants[tile] & ~(1 << output * PORTS + port)
          | 1 << ((int) rest >>> OUTPUT_AT & 7) * PORTS + port & (int) -remaining >> 31;
      moved[tile << STRIDE_LOG2 | output]++;
      arrived += to == core ? 1 : 0;
      left += to > core ? 1 : 0;
      if (observed) {
        observer.move(cycle, numberOf(from), numberOf(to));
      }
      push(to, (int) before & (1 << OUTPUT_AT) - 1);
    }
    queue[core] = 0;
    queue[core + 1] = 0;
    flits -= arrived + left;
    if (arrived > 0) {
      lastArrival = cycle + 1;
    } else if (left > 0) {
      lastArrival = Math.max(lastArrival, cycle);
    }
  }
}
