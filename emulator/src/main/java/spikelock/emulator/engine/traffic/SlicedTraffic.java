package spikelock.emulator.engine.traffic;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/**
 * The mesh of a chip of up to 16 tiles and FIFO depth 2, all routers at once: what one router does with a bit is done here for all tiles
 * with one operation on a long ({@link SlicedFlits} has the layout). A cycle takes the same time however many flits move, and nearly
 * without branches.
 */
public final class SlicedTraffic implements Traffic {
  private static final int DEPTH = 2;

  private final SlicedFlits flits;
  private final int width;

  // The input FIFOs and the arbiters of the outputs.
  private final SlicedFifo local = new SlicedFifo();
  private final SlicedFifo north = new SlicedFifo();
  private final SlicedFifo east = new SlicedFifo();
  private final SlicedFifo south = new SlicedFifo();
  private final SlicedFifo west = new SlicedFifo();
  private final SlicedArbiter toLocal = new SlicedArbiter();
  private final SlicedArbiter toNorth = new SlicedArbiter();
  private final SlicedArbiter toEast = new SlicedArbiter();
  private final SlicedArbiter toSouth = new SlicedArbiter();
  private final SlicedArbiter toWest = new SlicedArbiter();

  // What the axon-outs have on offer.
  private long offer;
  private long offerColumn;

  private final HopCount hops;
  private final SlicedView view;

  public static boolean fits(ChipSpec spec) {
    return spec.mesh().fifoDepth() == DEPTH && SlicedFlits.fit(spec);
  }

  /** For a chip that {@link #fits}. */
  public SlicedTraffic(ChipSpec spec) {
    flits = new SlicedFlits(spec);
    width = spec.mesh().width();
    hops = new HopCount(spec);
    view = new SlicedView(spec, flits, new SlicedFifo[] {local, north, east, south, west},
        new SlicedArbiter[] {toLocal, toNorth, toEast, toSouth, toWest});
  }

  @Override
  public void observe(TrafficObserver watcher) {
    view.observe(watcher);
  }

  @Override
  public int play(Step step, AxonOuts outs, int[] moved) {
    hops.count(step, moved);
    start();
    int last = 0;
    for (int cycle = 0; ; cycle++) {
      boolean empty = isEmpty();
      if (empty && offer == 0) {
        if (outs.nextWake == AxonOuts.NEVER) {
          return last;
        }
        cycle = Math.max(cycle, outs.nextWake); // a spike behind a list that took long could have started earlier
      }
      long accepted = offer >>> SlicedFlits.VALID_AT & ~local.full();
      view.cycle(cycle, accepted, outs);
      if (empty) {
        enter(0, accepted);
      } else {
        arbitrate();
        view.moves(cycle);
        move(accepted);
        last = toLocal.any() != 0 ? cycle + ARRIVAL : (toWest.any() & 1) != 0 ? Math.max(last, cycle) : last;
      }
      send(step.destinations(), outs, accepted, cycle);
    }
  }

  /** The pulse. */
  private void start() {
    toLocal.start();
    toNorth.start();
    toEast.start();
    toSouth.start();
    toWest.start();
  }

  private boolean isEmpty() {
    return (local.head | north.head | east.head | south.head | west.head) == 0;
  }

  /** The grants of this cycle, from the FIFOs as they are at its start. */
  private void arbitrate() {
    // From the core a flit goes any way; what came along the row stays in it or turns; what came along the column stays in it or ends.
    long localRow = local.inRow(flits);
    long localColumn = local.inColumn(flits, local.valid() & ~localRow);
    long localEnd = local.valid() & ~localRow & ~localColumn;
    long eastRow = east.inRow(flits);
    long eastColumn = east.inColumn(flits, east.valid() & ~eastRow);
    long eastEnd = east.valid() & ~eastRow & ~eastColumn;
    long westRow = west.inRow(flits);
    long westColumn = west.inColumn(flits, west.valid() & ~westRow);
    long westEnd = west.valid() & ~westRow & ~westColumn;
    long northColumn = north.inColumn(flits, north.valid());
    long southColumn = south.inColumn(flits, south.valid());
    long southEnd = south.valid() & ~southColumn;

    toLocal.grant(localEnd & ~local.toHost(), north.valid() & ~northColumn, eastEnd & ~east.toHost(), southEnd & ~south.toHost(), westEnd);
    toNorth.grant(localColumn & local.toNorth(), 0, eastColumn & east.toNorth(), southColumn, westColumn & west.toNorth(),
        ~(south.full() << width));
    toEast.grant(localRow & ~local.toWest(), 0, 0, 0, westRow, ~(west.full() >>> 1));
    toSouth.grant(localColumn & ~local.toNorth(), northColumn, eastColumn & ~east.toNorth(), 0, westColumn & ~west.toNorth(),
        ~(north.full() >>> width));
    // The host is behind tile 0, whose bit nothing is shifted into: always ready.
    toWest.grant(localRow & local.toWest() | localEnd & local.toHost(), 0, eastRow | eastEnd & east.toHost(), southEnd & south.toHost(), 0,
        ~(east.full() << 1));
  }

  /** Every granted head goes on, every accepted packet enters. */
  private void move(long accepted) {
    long fromLocal = toNorth.local * SlicedFlits.EVERY;
    long fromEast = toNorth.east * SlicedFlits.EVERY;
    long fromSouth = toNorth.south * SlicedFlits.EVERY;
    long fromWest = toNorth.west * SlicedFlits.EVERY;
    final long up = local.head & fromLocal | east.head & fromEast | south.head & fromSouth | west.head & fromWest;

    fromLocal = toSouth.local * SlicedFlits.EVERY;
    long fromNorth = toSouth.north * SlicedFlits.EVERY;
    fromEast = toSouth.east * SlicedFlits.EVERY;
    fromWest = toSouth.west * SlicedFlits.EVERY;
    final long down = local.head & fromLocal | north.head & fromNorth | east.head & fromEast | west.head & fromWest;

    fromLocal = toEast.local * SlicedFlits.EVERY;
    fromWest = toEast.west * SlicedFlits.EVERY;
    final long right = local.head & fromLocal | west.head & fromWest;
    final long rightColumn = local.headColumn & fromLocal | west.headColumn & fromWest;

    fromLocal = (toWest.local & ~1) * SlicedFlits.EVERY; // but not what goes to the host
    fromEast = (toWest.east & ~1) * SlicedFlits.EVERY;
    final long left = local.head & fromLocal | east.head & fromEast;
    final long leftColumn = local.headColumn & fromLocal | east.headColumn & fromEast;

    enter(toLocal.local | toNorth.local | toEast.local | toSouth.local | toWest.local, accepted);
    north.clock(toLocal.north | toSouth.north, down << width);
    east.clock(toLocal.east | toNorth.east | toSouth.east | toWest.east, left >>> 1, leftColumn >>> 1);
    south.clock(toLocal.south | toNorth.south | toWest.south, up >>> width);
    west.clock(toLocal.west | toNorth.west | toEast.west | toSouth.west, right << 1, rightColumn << 1);
  }

  /** The edge in the local FIFOs: some heads leave, accepted packets enter. */
  private void enter(long leaving, long accepted) {
    long taken = accepted * SlicedFlits.EVERY;
    local.clock(leaving, offer & taken, offerColumn & taken);
    offer &= ~taken;
    offerColumn &= ~taken;
  }

  /** Axon-outs whose packet was accepted put the next on offer, and those that were idle begin. */
  private void send(short[] goesTo, AxonOuts outs, long accepted, int cycle) {
    for (long left = accepted; left != 0; left &= left - 1) {
      int tile = Long.numberOfTrailingZeros(left);
      int packet = outs.accepted(tile, cycle);
      if (packet != AxonOuts.NONE) {
        put(tile, goesTo[packet]);
      }
    }
    if (outs.nextWake <= cycle) {
      int count = outs.wake(cycle);
      for (int i = 0; i < count; i++) {
        put(outs.woken[i], goesTo[outs.offered[outs.woken[i]]]);
      }
    }
  }

  private void put(int tile, int destination) {
    int number = flits.number(tile, destination);
    offer |= flits.first(number);
    offerColumn |= flits.second(number);
  }
}
