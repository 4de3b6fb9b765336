package spikelock.emulator.engine.traffic;

import spikelock.emulator.chip.ChipSpec;

/**
 * How {@link SlicedTraffic} writes flits. A flit is 8 bits; those of all tiles that are in the same place (the head of every east FIFO,
 * say) are two longs of four planes each, and a plane is one bit of each of up to 16 tiles. The first long is what a flit needs on its way
 * along the column (its row, whether it is for the host, whether it is there at all), the second what it needs along the row (its column,
 * which way to go). A tile without a flit in that place has zeros in all planes.
 */
final class SlicedFlits {
  private static final int SIDE = 4;
  private static final int TILES = SIDE * SIDE;
  private static final int COORDINATE_BITS = 2;

  // Planes of the first long, above the bits of the row.
  static final int HOST_AT = 2 * TILES;
  static final int VALID_AT = 3 * TILES;

  // Planes of the second long, above the bits of the column.
  static final int WEST_AT = 2 * TILES; // it is west of where the flit started
  static final int NORTH_AT = 3 * TILES; // the row is north of where the flit started

  /** Every plane's bit of tile 0: a mask of tiles times this is the mask in every plane. */
  static final long EVERY = 0x0001_0001_0001_0001L;

  private final int destinations;
  private final int width;

  /** [tile * destinations + destination] a flit for the destination that starts in the tile, in the tile's bits. */
  private final long[] first;

  private final long[] second;

  /** The rows and the columns of the tiles themselves, in the planes of destinations. */
  final long ownRow;

  final long ownColumn;

  /** Whether flits of a chip can be written like this: up to 4 columns and 4 rows. */
  static boolean fit(ChipSpec spec) {
    return spec.mesh().width() <= SIDE && spec.mesh().height() <= SIDE;
  }

  SlicedFlits(ChipSpec spec) {
    int tiles = spec.tiles();
    width = spec.mesh().width();
    destinations = tiles + 1;
    first = new long[tiles * destinations];
    second = new long[tiles * destinations];
    long rows = 0;
    long columns = 0;
    for (int tile = 0; tile < tiles; tile++) {
      for (int destination = 0; destination < destinations; destination++) {
        int to = destination == tiles ? 0 : destination;
        int at = number(tile, destination);
        first[at] = (planes(to / width) | (destination == tiles ? 1L << HOST_AT : 0) | 1L << VALID_AT) << tile;
        second[at] = (planes(to % width) | (to % width < tile % width ? 1L << WEST_AT : 0)
            | (to / width < tile / width ? 1L << NORTH_AT : 0)) << tile;
      }
      rows |= planes(tile / width) << tile;
      columns |= planes(tile % width) << tile;
    }
    ownRow = rows;
    ownColumn = columns;
  }

  private static long planes(int coordinate) {
    long planes = 0;
    for (int bit = 0; bit < COORDINATE_BITS; bit++) {
      planes |= (coordinate >>> bit & 1L) << bit * TILES;
    }
    return planes;
  }

  /** The number under which {@link #first} and {@link #second} know a flit. */
  int number(int tile, int destination) {
    return tile * destinations + destination;
  }

  long first(int number) {
    return first[number];
  }

  long second(int number) {
    return second[number];
  }

  /** Tiles whose bits differ in the planes of a coordinate; what is above the lowest 16 bits means nothing. */
  static long differ(long one, long other) {
    long planes = one ^ other;
    return planes | planes >>> TILES;
  }

  /** The destination that was written for a tile, as {@link spikelock.emulator.engine.step.Step#destinations} numbers it; slow. */
  int destination(int tile, long firstLong, long secondLong) {
    boolean toHost = (firstLong >>> HOST_AT + tile & 1) != 0;
    return toHost ? destinations - 1 : coordinate(firstLong >>> tile) * width + coordinate(secondLong >>> tile);
  }

  private static int coordinate(long planes) {
    int coordinate = 0;
    for (int bit = 0; bit < COORDINATE_BITS; bit++) {
      coordinate |= (int) (planes >>> bit * TILES & 1) << bit;
    }
    return coordinate;
  }
}
