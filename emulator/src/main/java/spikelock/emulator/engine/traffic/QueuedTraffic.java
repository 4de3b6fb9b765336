package spikelock.emulator.engine.traffic;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/**
 * The mesh of any chip, router by router, and only those that hold a flit. A flit is its destination; nothing else of it matters to time.
 *
 * <p>Queue {@code tile << 3 | port} is the input FIFO of a router's port. What the hot loops touch is packed and addressed by arithmetic:
 * they are bound by memory operations and by branches that nothing can predict.
 */
public final class QueuedTraffic implements Traffic {
  private static final int PORTS = Ports.COUNT;

  private static final int FLIT_BITS = 12;
  private static final int OUTPUT_AT = 9;
  private static final int COUNT_AT = 48;
  private static final long ONE = 1L << COUNT_AT;
  private static final int GRANT_BEHIND = 3;
  private static final int GRANTED = 8;
  private static final int READY = 1 << 10;

  // A move: the queue a head leaves (12 bits), the queue it enters (12), the output it leaves by (3).
  private static final int MOVE_TO = 12;
  private static final int MOVE_OUTPUT = 24;
  private static final int QUEUE_MASK = (1 << MOVE_TO) - 1;
  private static final int ALL_BEHIND = (1 << PORTS * PORTS) - 1;

  /**
   * [ready << 10 | behind << 5 | requests] what round_robin.v does: the port it chooses (3 bits), the ports that are asked first after
   * that (5 bits: those behind an accepted port, those from a port on that stays on offer) and whether the port is granted (1 bit).
   */
  private static final short[] GRANT = grants();

  private final int tiles;
  private final int fifoDepth;

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

  /** [tile] for each output 5 bits: the ports that are asked first, as round_robin.v keeps them. */
  private final int[] behind;

  /** The grants of a cycle. */
  private final int[] moves;

  private final int[] offerers; // [offering] the tiles that offer a packet

  private int offering;
  private int flits;
  private int lastArrival;

  private TrafficObserver observer = TrafficObserver.NONE;
  private boolean observed;

  public QueuedTraffic(ChipSpec spec) {
    this.tiles = spec.tiles();
    this.fifoDepth = spec.mesh().fifoDepth();
    this.destinations = tiles + 1;
    this.core = tiles << STRIDE_LOG2;
    routed = new int[(tiles + 1) * destinations];
    behindOutput = new int[core];
    queue = new long[core + 2];
    wants = new int[tiles + 1];
    behind = new int[tiles];
    moves = new int[tiles * PORTS + 1];
    offerers = new int[tiles];
    connect(spec.mesh().width(), spec.mesh().height());
  }

  private void connect(int width, int height) {
    for (int tile = 0; tile < tiles; tile++) {
      int x = tile % width;
      int y = tile / width;
      int at = tile << STRIDE_LOG2;
      behindOutput[at + Ports.LOCAL] = core;
      behindOutput[at + Ports.NORTH] = y > 0 ? tile - width << STRIDE_LOG2 | Ports.SOUTH : core;
      behindOutput[at + Ports.EAST] = x < width - 1 ? tile + 1 << STRIDE_LOG2 | Ports.WEST : core;
      behindOutput[at + Ports.SOUTH] = y < height - 1 ? tile + width << STRIDE_LOG2 | Ports.NORTH : core;
      behindOutput[at + Ports.WEST] = x > 0 ? tile - 1 << STRIDE_LOG2 | Ports.EAST : core + 1;
      for (int destination = 0; destination < destinations; destination++) {
        int port = Ports.output(tile, destination, width, tiles);
        routed[tile * destinations + destination] = destination | port << OUTPUT_AT;
      }
    }
  }

  private static short[] grants() {
    short[] grants = new short[2 * READY];
    for (int behind = 0; behind < 32; behind++) {
      grants[behind << 5] = (short) (behind << GRANT_BEHIND);
      grants[READY | behind << 5] = (short) (behind << GRANT_BEHIND);
      for (int requests = 1; requests < 32; requests++) {
        int first = requests & behind;
        int port = Integer.numberOfTrailingZeros(first != 0 ? first : requests);
        grants[behind << 5 | requests] = (short) (port | (31 << port & 31) << GRANT_BEHIND);
        grants[READY | behind << 5 | requests] = (short) (port | (30 << port & 31) << GRANT_BEHIND | 1 << GRANTED);
      }
    }
    return grants;
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
        observer.cycle(cycle, Arrays.copyOf(wants, tiles), held());
      }
      int granted = flits > 0 ? arbitrate() : 0;
      send(step.destinations(), outs, cycle);
      move(granted, moved, cycle);
    }
    return lastArrival;
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
        int grant = GRANT[ready & READY | (before >>> shift & 31) << 5 | requests >>> shift & 31];
        after |= (grant >>> GRANT_BEHIND & 31) << shift;
        moves[count] = at | grant & 7 | to << MOVE_TO | output << MOVE_OUTPUT;
        count += grant >>> GRANTED;
      }
      behind[tile] = after;
    }
    return count;
  }

  /** The axon-outs in this cycle, before anything moves: they see the FIFOs as they are at its start. */
  private void send(short[] goesTo, AxonOuts outs, int cycle) {
    int offers = offering;
    for (int o = 0; o < offers; o++) {
      int tile = offerers[o];
      int packet = outs.offered[tile];
      int accepted = (int) (queue[tile << STRIDE_LOG2] >>> COUNT_AT) - fifoDepth >>> 31;
      flits += accepted;
      if (observed && accepted == 1) {
        observer.inject(cycle, tile, packet);
      }
      // What is not accepted goes where nobody reads.
      push(core + (tile - tiles << STRIDE_LOG2) * accepted, goesTo[packet]);
      outs.offered[tile] = packet + accepted;
      if (packet + accepted == outs.offeredEnd[tile] && outs.ended(tile, cycle) == AxonOuts.NONE) {
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
  private void move(int count, int[] moved, int cycle) {
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
