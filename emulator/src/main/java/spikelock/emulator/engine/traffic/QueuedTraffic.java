package spikelock.emulator.engine.traffic;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/**
 * The mesh of any chip, router by router, and only those that hold a flit: what a cycle takes grows with the flits in the mesh, memory with
 * the tiles. A flit is its destination; nothing else of it matters to time.
 *
 * <p>Queue {@code tile << 3 | port} is the input FIFO of a router's port: up to four flits of 16 bits in a long, the head lowest, and a count.
 */
public final class QueuedTraffic implements Traffic {
  private static final int PORTS = Ports.COUNT;

  // A flit: y (6 bits), x (6), to the host (1), the output that it wants where it is (3).
  private static final int FLIT_BITS = 16;
  private static final int X_AT = 6;
  private static final int HOST_AT = 12;
  private static final int OUTPUT_AT = 13;
  private static final int PLACE = (1 << X_AT) - 1;
  private static final int DESTINATION = (1 << OUTPUT_AT) - 1;

  /** The longest row and column that a flit can name. */
  private static final int SIDE = 1 << X_AT;

  /** [host * 9 + 3 * (1 + sign of the way along the row) + 1 + sign of the way along the column] the output. */
  private static final int[] OUTPUT = {
      Ports.WEST, Ports.WEST, Ports.WEST, Ports.NORTH, Ports.LOCAL, Ports.SOUTH, Ports.EAST, Ports.EAST, Ports.EAST,
      Ports.WEST, Ports.WEST, Ports.WEST, Ports.NORTH, Ports.WEST, Ports.SOUTH, Ports.EAST, Ports.EAST, Ports.EAST};

  // A move: the queue a head leaves (16 bits), the output it leaves by (3).
  private static final int MOVE_OUTPUT = 16;
  private static final int QUEUE_MASK = (1 << MOVE_OUTPUT) - 1;

  private static final int ALL_BEHIND = (1 << PORTS * PORTS) - 1;

  private final int tiles;
  private final int fifoDepth;

  /** [destination] as a flit has it, without an output; the host is number {@code tiles}. */
  private final short[] flitTo;

  /** [tile] x and y as a flit has them. */
  private final short[] place;

  /** [tile << 3 | output] the queue behind the output; what leaves to the core or the host goes to one that never holds a flit. */
  private final int[] behindOutput;

  /** The queue that stands for every core, the first of a tile that does not exist; the next one stands for the host. */
  private final int core;

  /** [queue of a tile] its flits. */
  private final long[] queue;

  /** [queue] flits in it. */
  private final byte[] held;

  /** [tile] bit output * 5 + input: the head of that input wants that output. */
  private final int[] wants;

  /** [tile] for each output 5 bits: the ports that are asked first, as round_robin.v keeps them. */
  private final int[] behind;

  /** A bit for each tile whose router holds a flit. */
  private final long[] holding;

  /** The grants of a cycle. */
  private final int[] moves;

  private final int[] offerers; // [offering] the tiles that offer a packet
  private int offering;
  private int flits;
  private int lastArrival;

  private TrafficObserver observer = TrafficObserver.NONE;
  private boolean observed;

  public QueuedTraffic(ChipSpec spec) {
    int width = spec.mesh().width();
    int height = spec.mesh().height();
    if (width > SIDE || height > SIDE) {
      throw new IllegalArgumentException("a mesh of " + width + " x " + height + " must be at most " + SIDE + " x " + SIDE);
    }
    tiles = spec.tiles();
    fifoDepth = spec.mesh().fifoDepth();
    core = tiles << STRIDE_LOG2;
    flitTo = new short[tiles + 1];
    place = new short[tiles];
    behindOutput = new int[core];
    queue = new long[core];
    held = new byte[core + 2];
    wants = new int[tiles];
    behind = new int[tiles];
    holding = new long[(tiles + 63) / 64];
    moves = new int[tiles * PORTS];
    offerers = new int[tiles];
    for (int tile = 0; tile < tiles; tile++) {
      int x = tile % width;
      int y = tile / width;
      place[tile] = (short) (x << X_AT | y);
      flitTo[tile] = place[tile];
      int at = tile << STRIDE_LOG2;
      behindOutput[at + Ports.LOCAL] = core;
      behindOutput[at + Ports.NORTH] = y > 0 ? tile - width << STRIDE_LOG2 | Ports.SOUTH : core;
      behindOutput[at + Ports.EAST] = x < width - 1 ? tile + 1 << STRIDE_LOG2 | Ports.WEST : core;
      behindOutput[at + Ports.SOUTH] = y < height - 1 ? tile + width << STRIDE_LOG2 | Ports.NORTH : core;
      behindOutput[at + Ports.WEST] = x > 0 ? tile - 1 << STRIDE_LOG2 | Ports.EAST : core + 1;
    }
    flitTo[tiles] = (short) (1 << HOST_AT);
  }

  @Override
  public void observe(TrafficObserver watcher) {
    observer = watcher;
    observed = watcher != TrafficObserver.NONE;
  }

  @Override
  public int play(Step step, AxonOuts outs, int[] moved) {
    Arrays.fill(behind, ALL_BEHIND);
    Arrays.fill(moved, 0);
    offering = 0;
    flits = 0;
    lastArrival = 0;
    for (int cycle = 0; offering > 0 || flits > 0 || outs.nextWake != AxonOuts.NEVER; cycle++) {
      if (flits == 0 && offering == 0) {
        cycle = Math.max(cycle, outs.nextWake); // a spike behind a list that took long could have started earlier
      }
      if (observed) {
        observer.cycle(cycle, wants.clone(), held());
      }
      int granted = flits > 0 ? arbitrate() : 0;
      send(step.destinations(), outs, cycle);
      move(granted, moved, cycle);
    }
    return lastArrival;
  }

  /** [tile * 5 + port] flits in each FIFO, for the observer. */
  private int[] held() {
    int[] each = new int[tiles * PORTS];
    for (int i = 0; i < each.length; i++) {
      each[i] = held[i / PORTS << STRIDE_LOG2 | i % PORTS];
    }
    return each;
  }

  /** A queue as the observer numbers them: {@code tile * 5 + port}, -1 for a core, -2 for the host. */
  private int numberOf(int q) {
    return q < core ? (q >> STRIDE_LOG2) * PORTS + (q & 7) : core - q - 1;
  }

  /** The grants of this cycle, from the FIFOs as they are at its start; returns how many {@link #moves} there are. */
  private int arbitrate() {
    int count = 0;
    for (int word = 0; word < holding.length; word++) {
      for (long left = holding[word]; left != 0; left &= left - 1) {
        count = arbitrate(word << 6 | Long.numberOfTrailingZeros(left), count);
      }
    }
    return count;
  }

  private int arbitrate(int tile, int before) {
    int at = tile << STRIDE_LOG2;
    int first = behind[tile];
    int count = before;
    int left = wants[tile];
    while (left != 0) {
      int output = Integer.numberOfTrailingZeros(left) / PORTS;
      int shift = output * PORTS;
      int requests = left >>> shift & 31;
      left &= ~(31 << shift);
      int preferred = requests & first >>> shift;
      int port = Integer.numberOfTrailingZeros(preferred != 0 ? preferred : requests);
      int ready = held[behindOutput[at + output]] - fifoDepth >>> 31; // 1 when the FIFO behind the output has room
      // An accepted port is asked last from now on, one that stays on offer first.
      first = first & ~(31 << shift) | (31 << port + ready & 31) << shift;
      moves[count] = at | port | output << MOVE_OUTPUT;
      count += ready;
    }
    behind[tile] = first;
    return count;
  }

  /** The axon-outs in this cycle, before anything moves: they see the FIFOs as they are at its start. */
  private void send(short[] goesTo, AxonOuts outs, int cycle) {
    int offers = offering;
    for (int o = 0; o < offers; o++) {
      int tile = offerers[o];
      if (held[tile << STRIDE_LOG2] == fifoDepth) {
        continue;
      }
      int packet = outs.offered[tile];
      flits++;
      if (observed) {
        observer.inject(cycle, tile, packet);
      }
      push(tile << STRIDE_LOG2, flitTo[goesTo[packet]]);
      outs.offered[tile] = packet + 1;
      if (packet + 1 == outs.offeredEnd[tile] && outs.ended(tile, cycle) == AxonOuts.NONE) {
        offerers[o--] = offerers[--offers];
      }
    }
    if (outs.nextWake <= cycle) {
      int woken = outs.wake(cycle);
      System.arraycopy(outs.woken, 0, offerers, offers, woken);
      offers += woken;
    }
    offering = offers;
  }

  /** Only a flit that becomes the head asks for an output. */
  private void push(int into, int destination) {
    int tile = into >> STRIDE_LOG2;
    int here = place[tile];
    int alongRow = Integer.signum((destination >> X_AT & PLACE) - (here >> X_AT));
    int alongColumn = Integer.signum((destination & PLACE) - (here & PLACE));
    int output = OUTPUT[(destination >> HOST_AT) * 9 + 3 * alongRow + alongColumn + 4];
    int count = held[into];
    queue[into] |= (long) (destination | output << OUTPUT_AT) << FLIT_BITS * count;
    held[into] = (byte) (count + 1);
    if (count == 0) {
      wants[tile] |= 1 << output * PORTS + (into & 7);
      holding[tile >> 6] |= 1L << tile;
    }
  }

  /** Every granted head goes on. Pops and pushes of one FIFO may come in any order: there is room for both. */
  private void move(int count, int[] moved, int cycle) {
    int arrived = 0;
    int left = 0;
    for (int m = 0; m < count; m++) {
      int from = moves[m] & QUEUE_MASK;
      int output = moves[m] >>> MOVE_OUTPUT;
      int tile = from >> STRIDE_LOG2;
      int port = from & 7;
      int to = behindOutput[tile << STRIDE_LOG2 | output];
      int head = (int) queue[from];
      long rest = queue[from] >>> FLIT_BITS;
      queue[from] = rest;
      int others = wants[tile] & ~(1 << output * PORTS + port);
      if (--held[from] > 0) {
        others |= 1 << ((int) rest >>> OUTPUT_AT & 7) * PORTS + port;
      }
      wants[tile] = others;
      if (others == 0) {
        holding[tile >> 6] &= ~(1L << tile);
      }
      moved[tile << STRIDE_LOG2 | output]++;
      if (observed) {
        observer.move(cycle, numberOf(from), numberOf(to));
      }
      if (to < core) {
        push(to, head & DESTINATION);
      } else if (to == core) {
        arrived++;
      } else {
        left++;
      }
    }
    flits -= arrived + left;
    if (arrived > 0) {
      lastArrival = cycle + ARRIVAL;
    } else if (left > 0) {
      lastArrival = Math.max(lastArrival, cycle);
    }
  }
}
