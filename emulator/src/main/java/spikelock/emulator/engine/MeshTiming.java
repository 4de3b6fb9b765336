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

  /** Cycles from a spike to the cycle in which its list can be taken: queue, neuron, index. */
  private static final int INDEX_STAGES = 3;

  private static final int TO_CORE = -1;
  private static final int TO_HOST = -2;

  /** [output * 5 + input] the output. */
  private static final int[] OUTPUT_OF = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4};

  /** [behind << 5 | requests] the port that round_robin.v grants. */
  private static final byte[] GRANT = grants();

  private final CoreProgram[] programs;
  private final int tiles;
  private final int fifoDepth;
  private final int treeDepth;
  private final int counterMost;

  /** [queue * (tiles + 1) + destination] the bit of {@link #wants} of a head with this destination; {@code tiles} is the host. */
  private final int[] request;

  /** [tile * 5 + output] the queue behind the output, or TO_CORE, TO_HOST. */
  private final int[] behindOutput;

  private final int[] tileOf;

  /** [queue] destinations of the flits in it, the head lowest, 16 bits each. */
  private final long[] queue;
  private final int[] held;

  /** [tile] bit output * 5 + input: the head of that input wants that output. */
  private final int[] wants;
  private final long[] active;

  /** [tile * 5 + output] ports behind the last accepted one, as round_robin.v keeps them. */
  private final int[] behind;

  private final int[] moves;

  // Axon-out of each tile: the packet on offer (-1: none), one behind its list's last, the next spike and when it may start.
  private final int[] offered;
  private final int[] offeredEnd;
  private final int[] nextSpike;
  private final int[] nextStart;
  private final int[] outEnd;
  private final int[] stalls;
  private final int[] packetsIn;
  private final int[] packetsOut;
  private final int[] hops;
  private final int[] senders;

  private int sending;
  private int offering;
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
    int queues = tiles * PORTS;
    tileOf = new int[queues];
    request = new int[queues * (tiles + 1)];
    behindOutput = new int[queues];
    queue = new long[queues];
    held = new int[queues];
    wants = new int[tiles];
    active = new long[(tiles + 63) / 64];
    behind = new int[queues];
    moves = new int[2 * queues];
    offered = new int[tiles];
    offeredEnd = new int[tiles];
    nextSpike = new int[tiles];
    nextStart = new int[tiles];
    outEnd = new int[tiles];
    stalls = new int[tiles];
    packetsIn = new int[tiles];
    packetsOut = new int[tiles];
    hops = new int[queues];
    senders = new int[tiles];
    connect(spec.width(), spec.height());
  }

  private void connect(int width, int height) {
    for (int tile = 0; tile < tiles; tile++) {
      int x = tile % width;
      int y = tile / width;
      int at = tile * PORTS;
      behindOutput[at + LOCAL] = TO_CORE;
      behindOutput[at + NORTH] = y > 0 ? (tile - width) * PORTS + SOUTH : TO_CORE;
      behindOutput[at + EAST] = x < width - 1 ? (tile + 1) * PORTS + WEST : TO_CORE;
      behindOutput[at + SOUTH] = y < height - 1 ? (tile + width) * PORTS + NORTH : TO_CORE;
      behindOutput[at + WEST] = x > 0 ? (tile - 1) * PORTS + EAST : TO_HOST;
      for (int destination = 0; destination <= tiles; destination++) {
        boolean host = destination == tiles;
        int toX = host ? 0 : destination % width;
        int toY = host ? 0 : destination / width;
        int port = toX > x ? EAST : toX < x ? WEST : toY < y ? NORTH : toY > y ? SOUTH : host ? WEST : LOCAL;
        for (int input = 0; input < PORTS; input++) {
          request[(at + input) * (tiles + 1) + destination] = 1 << (port * PORTS + input);
        }
      }
      for (int port = 0; port < PORTS; port++) {
        tileOf[at + port] = tile;
      }
    }
  }

  private static byte[] grants() {
    byte[] grants = new byte[1 << 10];
    for (int behind = 0; behind < 32; behind++) {
      for (int requests = 1; requests < 32; requests++) {
        int first = requests & behind;
        grants[behind << 5 | requests] = (byte) Integer.numberOfTrailingZeros(first != 0 ? first : requests);
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
        count(record, tile, Counter.PACKETS_IN, packetsIn[tile]);
        count(record, tile, Counter.PACKETS_OUT, packetsOut[tile]);
        count(record, tile, Counter.AXON_OUT_STALLS, stalls[tile]);
        count(record, tile, Counter.BUSY_CYCLES, busy);
        count(record, tile, Counter.HOPS_NORTH, hops[tile * PORTS + NORTH]);
        count(record, tile, Counter.HOPS_EAST, hops[tile * PORTS + EAST]);
        count(record, tile, Counter.HOPS_SOUTH, hops[tile * PORTS + SOUTH]);
        count(record, tile, Counter.HOPS_WEST, hops[tile * PORTS + WEST]);
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
    Arrays.fill(behind, 31);
    Arrays.fill(outEnd, 0);
    Arrays.fill(stalls, 0);
    Arrays.fill(packetsIn, 0);
    Arrays.fill(packetsOut, 0);
    Arrays.fill(hops, 0);
    sending = 0;
    offering = 0;
    flits = 0;
    lastArrival = 0;
    for (int tile = 0; tile < tiles; tile++) {
      offered[tile] = NONE;
      nextSpike[tile] = events.firstSpike[tile];
      if (await(events, tile)) {
        senders[sending++] = tile;
      }
    }
    for (int cycle = 0; sending > 0 || flits > 0; cycle++) {
      if (flits == 0 && offering == 0) {
        cycle = soonest();
      }
      if (observed) {
        observer.cycle(cycle, wants, held);
      }
      int moving = flits > 0 ? arbitrate() : 0;
      send(events, cycle);
      move(moving, cycle);
    }
    return lastArrival;
  }

  /** Notes when the tile's next spike reaches the entry stage; false when there is none. */
  private boolean await(StepEvents events, int tile) {
    int spike = nextSpike[tile];
    if (spike == events.firstSpike[tile + 1]) {
      return false;
    }
    nextStart[tile] = events.walkEnd[tile] + programs[tile].spikeOffset[events.neuron[spike]] + INDEX_STAGES;
    return true;
  }

  private int soonest() {
    int soonest = Integer.MAX_VALUE;
    for (int s = 0; s < sending; s++) {
      soonest = Math.min(soonest, nextStart[senders[s]]);
    }
    return soonest;
  }

  /** Grants of this cycle, from the FIFOs as they are at its start; returns how many {@link #moves} there are. */
  private int arbitrate() {
    int moving = 0;
    for (int word = 0; word < active.length; word++) {
      for (long left = active[word]; left != 0; left &= left - 1) {
        int tile = word * 64 + Long.numberOfTrailingZeros(left);
        int requests = wants[tile];
        if (requests == 0) {
          active[word] &= ~(1L << tile);
          continue;
        }
        int at = tile * PORTS;
        while (requests != 0) {
          int output = OUTPUT_OF[Integer.numberOfTrailingZeros(requests)];
          int inputs = requests >>> output * PORTS & 31;
          requests &= ~(31 << output * PORTS);
          int to = behindOutput[at + output];
          if (to >= 0 && held[to] >= fifoDepth) {
            continue;
          }
          int input = GRANT[behind[at + output] << 5 | inputs];
          behind[at + output] = 30 << input & 31;
          moves[moving++] = at + input << 3 | output;
        }
      }
    }
    return moving;
  }

  /** The axon-outs in this cycle. */
  private void send(StepEvents events, int cycle) {
    for (int s = 0; s < sending; s++) {
      int tile = senders[s];
      int packet = offered[tile];
      if (packet != NONE) {
        if (held[tile * PORTS] >= fifoDepth) {
          stalls[tile]++;
          continue;
        }
        if (observed) {
          observer.inject(cycle, tile, packet);
        }
        push(tile * PORTS, events.destination[packet]);
        flits++;
        packetsOut[tile]++;
        if (packet + 1 < offeredEnd[tile]) {
          offered[tile] = packet + 1;
          continue;
        }
        offered[tile] = NONE;
        offering--;
        outEnd[tile] = cycle;
        if (nextSpike[tile] == events.firstSpike[tile + 1]) {
          senders[s--] = senders[--sending];
          continue;
        }
      }
      if (nextStart[tile] <= cycle) {
        begin(events, tile, cycle);
        if (offered[tile] == NONE && nextSpike[tile] == events.firstSpike[tile + 1]) {
          senders[s--] = senders[--sending];
        }
      }
    }
  }

  /** The entry stage takes the next spike's list; its first packet is on offer from the next cycle. */
  private void begin(StepEvents events, int tile, int cycle) {
    int spike = nextSpike[tile]++;
    outEnd[tile] = cycle;
    if (events.firstPacket[spike] < events.firstPacket[spike + 1]) {
      offered[tile] = events.firstPacket[spike];
      offeredEnd[tile] = events.firstPacket[spike + 1];
      offering++;
    }
    await(events, tile);
  }

  private void push(int into, int destination) {
    int count = held[into]++;
    queue[into] |= (long) destination << 16 * count;
    // Only a flit that becomes the head asks for an output; without a branch, which would be mispredicted.
    int tile = tileOf[into];
    wants[tile] |= request[into * (tiles + 1) + destination] & count - 1 >> 31;
    active[tile >> 6] |= 1L << tile;
  }

  /** Every granted head goes on. Pops and pushes of one FIFO may come in any order: there is room for both. */
  private void move(int moving, int cycle) {
    for (int m = 0; m < moving; m++) {
      int move = moves[m];
      int from = move >> 3;
      int output = move & 7;
      int tile = tileOf[from];
      int destination = (int) queue[from] & 0xffff;
      queue[from] >>>= 16;
      int left = --held[from];
      wants[tile] = wants[tile] & ~request[from * (tiles + 1) + destination]
          | request[from * (tiles + 1) + ((int) queue[from] & 0xffff)] & -left >> 31;
      int to = behindOutput[tile * PORTS + output];
      if (observed) {
        observer.move(cycle, from, to);
      }
      if (to >= 0) {
        hops[tile * PORTS + output]++;
        push(to, destination);
      } else if (output == LOCAL) {
        packetsIn[tile]++;
        flits--;
        lastArrival = Math.max(lastArrival, cycle + 1);
      } else {
        hops[tile * PORTS + output]++;
        flits--;
        lastArrival = Math.max(lastArrival, cycle);
      }
    }
  }
}
