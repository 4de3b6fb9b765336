package spikelock.emulator.chip;

/**
 * The routers of the chip that a chip file describes, for what it costs: each serves a tile of {@link CoresPerTile}. A core has the number that
 * it has on our RTL, where it is a tile of its own; a tile here has the number {@code y * width + x}. A packet goes along the row first, then along
 * the column, and between cores of one tile it makes no hop.
 *
 * @param width tiles in a row
 * @param height rows of tiles
 * @param coresPerTile cores of each
 */
public record PublishedMesh(int width, int height, CoresPerTile coresPerTile) {

  /** Tiles of the chip. */
  public int tiles() {
    return width * height;
  }

  /** Cores of the chip. */
  public int cores() {
    return tiles() * coresPerTile.cores();
  }

  /** The column of a core's tile. */
  public int column(int core) {
    return core % coresInARow() / coresPerTile.width();
  }

  /** The row of a core's tile. */
  public int row(int core) {
    return core / coresInARow() / coresPerTile.height();
  }

  private int coresInARow() {
    return width * coresPerTile.width();
  }

  /** The tile of a core. */
  public int tile(int core) {
    return row(core) * width + column(core);
  }

  /** Hops to the east of a packet from a core to another. */
  public int hopsEast(int from, int to) {
    return Math.max(0, column(to) - column(from));
  }

  /** Hops to the west of a packet from a core to another. */
  public int hopsWest(int from, int to) {
    return Math.max(0, column(from) - column(to));
  }

  /** Hops to the north of a packet from a core to another. */
  public int hopsNorth(int from, int to) {
    return Math.max(0, row(from) - row(to));
  }

  /** Hops to the south of a packet from a core to another. */
  public int hopsSouth(int from, int to) {
    return Math.max(0, row(to) - row(from));
  }

  /** All hops of a packet from a core to another. */
  public int hops(int from, int to) {
    return Math.abs(column(to) - column(from)) + Math.abs(row(to) - row(from));
  }
}
