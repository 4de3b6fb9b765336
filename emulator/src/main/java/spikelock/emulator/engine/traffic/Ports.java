package spikelock.emulator.engine.traffic;

/** The ports of a router, as {@code router.v} numbers them, and the way a flit takes: along the row, along the column, out. */
public final class Ports {
  public static final int LOCAL = 0;
  public static final int NORTH = 1;
  public static final int EAST = 2;
  public static final int SOUTH = 3;
  public static final int WEST = 4;
  public static final int COUNT = 5;

  private Ports() {}

  /**
   * The output that a head wants.
   *
   * @param tile where it is
   * @param destination its tile, or the number of tiles for the host, which is behind the west of tile 0
   */
  static int output(int tile, int destination, int width, int tiles) {
    boolean toHost = destination == tiles;
    int x = tile % width;
    int y = tile / width;
    int toX = toHost ? 0 : destination % width;
    int toY = toHost ? 0 : destination / width;
    return toX > x ? EAST : toX < x ? WEST : toY < y ? NORTH : toY > y ? SOUTH : toHost ? WEST : LOCAL;
  }

  /** The input of the next router that is behind an output other than {@link #LOCAL}. */
  static int opposite(int output) {
    return (output + 1 & 3) + 1;
  }
}
