package spikelock.emulator.engine;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.target.StepRecord;

/**
 * The clock cycles of one step ({@code hdl/TIMING.md}): walk and sweep are closed formulas, so only axon-out and the routers are
 * played, cycle by cycle, and only while something is in flight. A flit is its destination; nothing else of it matters to time.
 *
 * <p>Ports are L N E S W = 0..4; queue {@code tile * 5 + port} is the input FIFO of a router's port.
 */
final class MeshTiming {
  private static final int PORTS = 5;
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
  private static final int GRANT_BEHIND = 3;
  private static final int GRANTED = 8;

  // A move: the queue a head leaves (12 bits), the queue it enters (12), the output it leaves by (3).
  private static final int MOVE_TO = 12;
  private static final int MOVE_OUTPUT = 24;
  private static final int MOST_QUEUES = 1 << MOVE_TO;
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

  /** [tile * 5 + output] the queue behind the output; what leaves to the core or the host goes to a queue nobody reads. */
  private final int[] behindOutput;

  private final int queues;

  /** [queue] its router's tile. */
  private final int[] tileOf;

  /** [queue] where its router's part of {@link #routed} begins. */
  private final int[] routedFrom;

  /** [queue] its router's port. */
  private final int[] portOf;

  /** [queue] the flits in it, the head lowest, 12 bits each. */
  private final long[] queue;

  /** [queue] how many flits are in it. */
  private final int[] held;

  /** [tile] bit output * 5 + input: the head of that input wants that output. */
  private final int[] wants;
  private final long[] active;

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
  private final int[] packetsOut;
  private final int[] moved; // [tile * 5 + output] flits that left
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
    this.queues = tiles * PORTS;
    this.destinations = tiles + 1;
    int words = (tiles + 63) / 64;
    routed = new int[tiles * destinations];
    behindOutput = new int[queues];
    tileOf = new int[queues + 2];
    portOf = new int[queues + 2];
    routedFrom = new int[queues + 2];
    queue = new long[queues + 2];
    wants = new int[64 * words + 1];
    active = new long[words + 1];
    behind = new int[tiles];
    held = new int[queues + 2];
    moves = new int[queues + 1];
    offered = new int[tiles];
    offeredEnd = new int[tiles];
    nextSpike = new int[tiles];
    nextStart = new int[tiles];
    outEnd = new int[tiles];
    stalls = new int[tiles];
    packetsOut = new int[tiles];
    moved = new int[queues];
    offerers = new int[tiles];
    connect(spec.width(), spec.height());
  }

  private void connect(int width, int height) {
    int core = queues;
    int host = queues + 1;
    // The queues nobody reads belong to a tile behind the last, whose bit of `active` nobody reads either.
    tileOf[core] = wants.length - 1;
    tileOf[host] = wants.length - 1;
    for (int tile = 0; tile < tiles; tile++) {
      int x = tile % width;
      int y = tile / width;
      int at = tile * PORTS;
      behindOutput[at + LOCAL] = core;
      behindOutput[at + NORTH] = y > 0 ? (tile - width) * PORTS + SOUTH : core;
      behindOutput[at + EAST] = x < width - 1 ? (tile + 1) * PORTS + WEST : core;
      behindOutput[at + SOUTH] = y < height - 1 ? (tile + width) * PORTS + NORTH : core;
      behindOutput[at + WEST] = x > 0 ? (tile - 1) * PORTS + EAST : host;
      for (int destination = 0; destination < destinations; destination++) {
        boolean toHost = destination == tiles;
        int toX = toHost ? 0 : destination % width;
        int toY = toHost ? 0 : destination / width;
        int port = toX > x ? EAST : toX < x ? WEST : toY < y ? NORTH : toY > y ? SOUTH : toHost ? WEST : LOCAL;
        routed[tile * destinations + destination] = destination | port << OUTPUT_AT;
      }
      for (int port = 0; port < PORTS; port++) {
        tileOf[at + port] = tile;
        portOf[at + port] = port;
        routedFrom[at + port] = tile * destinations;
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
        count(record, tile, Counter.PACKETS_IN, moved[tile * PORTS + LOCAL]);
        count(record, tile, Counter.PACKETS_OUT, packetsOut[tile]);
        count(record, tile, Counter.AXON_OUT_STALLS, stalls[tile]);
        count(record, tile, Counter.BUSY_CYCLES, busy);
        count(record, tile, Counter.HOPS_NORTH, moved[tile * PORTS + NORTH]);
        count(record, tile, Counter.HOPS_EAST, moved[tile * PORTS + EAST]);
        count(record, tile, Counter.HOPS_SOUTH, moved[tile * PORTS + SOUTH]);
        count(record, tile, Counter.HOPS_WEST, moved[tile * PORTS + WEST]);
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
    Arrays.fill(packetsOut, 0);
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
        observer.cycle(cycle, wants, held);
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

  /**
   * The grants of this cycle, from the FIFOs as they are at its start; returns how many {@link #moves} there are. All five outputs of a
   * busy router are worked out without a branch: which of them grant is as good as random.
   */
  private int arbitrate() {
    int count = 0;
    for (int word = 0; word < active.length - 1; word++) {
      for (long busy = active[word]; busy != 0; busy &= busy - 1) {
        int tile = word * 64 + Long.numberOfTrailingZeros(busy);
        int requests = wants[tile];
        if (requests == 0) {
          active[word] &= ~(1L << tile);
          continue;
        }
        int at = tile * PORTS;
        int before = behind[tile];
        int after = 0;
        for (int output = 0; output < PORTS; output++) {
          int shift = output * PORTS;
          int to = behindOutput[at + output];
          int ready = held[to] - fifoDepth >> 31; // all ones when the FIFO behind the output has room
          int grant = GRANT[(before >>> shift & 31) << 5 | requests >>> shift & 31 & ready];
          after |= (grant >>> GRANT_BEHIND & 31) << shift;
          moves[count] = at + (grant & 7) | to << MOVE_TO | output << MOVE_OUTPUT;
          count += grant >>> GRANTED;
        }
        behind[tile] = after;
      }
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
      int accepted = held[tile * PORTS] - fifoDepth >>> 31;
      stalls[tile] += 1 - accepted;
      packetsOut[tile] += accepted;
      flits += accepted;
      if (observed && accepted == 1) {
        observer.inject(cycle, tile, packet);
      }
      push(accepted == 1 ? tile * PORTS : queues, events.destination[packet]);
      offered[tile] = packet + accepted;
      if (packet + accepted == offeredEnd[tile]) {
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
    }
    await(events, tile);
  }

  /** Only a flit that becomes the head asks for an output; worked out without a branch. */
  private void push(int into, int destination) {
    int flit = routed[routedFrom[into] + destination];
    int count = held[into]++;
    int tile = tileOf[into];
    queue[into] |= (long) flit << FLIT_BITS * count;
    wants[tile] |= 1 << (flit >>> OUTPUT_AT) * PORTS + portOf[into] & count - 1 >> 31;
    active[tile >> 6] |= 1L << tile;
  }

  /** Every granted head goes on. Pops and pushes of one FIFO may come in any order: there is room for both. */
  private void move(int count, int cycle) {
    int arrived = 0;
    int left = 0;
    for (int m = 0; m < count; m++) {
      int move = moves[m];
      int from = move & MOST_QUEUES - 1;
      int to = move >>> MOVE_TO & MOST_QUEUES - 1;
      int output = move >>> MOVE_OUTPUT;
      int tile = tileOf[from];
      int port = portOf[from];
      long there = queue[from];
      long rest = there >>> FLIT_BITS;
      int remaining = --held[from];
      queue[from] = rest;
      wants[tile] = wants[tile] & ~(1 << output * PORTS + port)
          | 1 << ((int) rest >>> OUTPUT_AT & 7) * PORTS + port & -remaining >> 31;
      moved[tile * PORTS + output]++;
      arrived += to == queues ? 1 : 0;
      left += to > queues ? 1 : 0;
      if (observed) {
        observer.move(cycle, from, to < queues ? to : queues - to - 1);
      }
      push(to, (int) there & (1 << OUTPUT_AT) - 1);
    }
    held[queues] = 0;
    held[queues + 1] = 0;
    flits -= arrived + left;
    if (arrived > 0) {
      lastArrival = cycle + 1;
    } else if (left > 0) {
      lastArrival = Math.max(lastArrival, cycle);
    }
  }
}
