package spikelock.emulator.engine.traffic;

/**
 * {@code flit_fifo.v} of depth 2 for one port of all routers at once: two places, each two longs as {@link SlicedFlits} says. The head is
 * always in the first place. What came along the column has no second long: the column of its destination is the tile's own.
 */
final class SlicedFifo {
  long head;
  long headColumn;
  private long behind;
  private long behindColumn;

  /** Tiles whose FIFO holds a flit. */
  long valid() {
    return head >>> SlicedFlits.VALID_AT;
  }

  /** Tiles whose FIFO holds two. */
  long full() {
    return behind >>> SlicedFlits.VALID_AT;
  }

  /** Tiles with a head, and its destination in another column. */
  long inRow(SlicedFlits flits) {
    return valid() & SlicedFlits.differ(headColumn, flits.ownColumn);
  }

  /** Of some tiles with a head, those with its destination in another row. */
  long inColumn(SlicedFlits flits, long tiles) {
    return tiles & SlicedFlits.differ(head, flits.ownRow);
  }

  // Tiles with a head of which something is true; what is above the lowest 16 bits means nothing.

  long toHost() {
    return head >>> SlicedFlits.HOST_AT;
  }

  long toWest() {
    return headColumn >>> SlicedFlits.WEST_AT;
  }

  long toNorth() {
    return headColumn >>> SlicedFlits.NORTH_AT;
  }

  /**
   * The edge at the end of a cycle, in a FIFO for what comes along the column.
   *
   * @param leaving tiles whose head leaves; all have one
   * @param entering flits that enter; none where the FIFO is full
   * @return the planes of the tiles that keep a head, so that what enters is behind it
   */
  long clock(long leaving, long entering) {
    long left = leaving * SlicedFlits.EVERY;
    long rest = head & ~left | behind & left;
    long kept = (rest >>> SlicedFlits.VALID_AT) * SlicedFlits.EVERY;
    head = rest | entering & ~kept;
    behind = behind & ~left | entering & kept;
    return kept;
  }

  /** The edge in a FIFO for what starts or comes along the row. */
  void clock(long leaving, long entering, long enteringColumn) {
    long left = leaving * SlicedFlits.EVERY;
    long kept = clock(leaving, entering);
    headColumn = headColumn & ~left | behindColumn & left | enteringColumn & ~kept;
    behindColumn = behindColumn & ~left | enteringColumn & kept;
  }

  /** How many flits a tile's FIFO holds. */
  int held(int tile) {
    return (int) (valid() >>> tile & 1) + (int) (full() >>> tile & 1);
  }
}
