package spikelock.emulator.engine.message;

/**
 * Where the cores of a chip are, and what a hop between their routers takes. Messages go along x first, then along y.
 *
 * @param columns of tiles
 * @param rows of tiles
 * @param slots cores a tile, at most
 * @param linkBuffer messages that a link holds before it blocks
 * @param x column of each core's tile
 * @param y row of each core's tile
 * @param slot which core of its tile each core is
 * @param hops what hops take that start at each core's tile
 */
public record MessageMesh(int columns, int rows, int slots, int linkBuffer, int[] x, int[] y, int[] slot, Hops[] hops) {
  /** Seconds of one hop in each direction; x grows to the east, y to the south. */
  public record Hops(double eastS, double westS, double southS, double northS) {}

  public MessageMesh {
    x = x.clone();
    y = y.clone();
    slot = slot.clone();
    hops = hops.clone();
    if (y.length != x.length || slot.length != x.length || hops.length != x.length) {
      throw new IllegalArgumentException("x, y, slot and hops must be as long as there are cores");
    }
    for (int core = 0; core < x.length; core++) {
      if (x[core] < 0 || x[core] >= columns || y[core] < 0 || y[core] >= rows || slot[core] < 0 || slot[core] >= slots) {
        throw new IllegalArgumentException("core=" + core + " must be inside of the mesh");
      }
    }
  }

  public int cores() {
    return x.length;
  }

  /** Hops between the tiles of two cores. */
  public int distance(int from, int to) {
    return Math.abs(x[from] - x[to]) + Math.abs(y[from] - y[to]);
  }

  /** Seconds that a message takes on its way when nothing is in it. */
  double emptyS(int from, int to) {
    int dx = x[to] - x[from];
    int dy = y[to] - y[from];
    Hops each = hops[from];
    return Math.abs(dx) * (dx > 0 ? each.eastS() : each.westS()) + Math.abs(dy) * (dy > 0 ? each.southS() : each.northS());
  }
}
