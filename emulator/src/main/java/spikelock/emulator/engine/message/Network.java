package spikelock.emulator.engine.message;

import java.util.Arrays;

/**
 * The messages in the network at a moment. Each is spread evenly over the links of its way and the receiver's input: a message with h hops adds
 * 1 / (h + 2) to each of the h + 1 links by which it enters a router.
 */
final class Network {
  private static final int EAST = 0;
  private static final int WEST = 1;
  private static final int SOUTH = 2;
  private static final int NORTH = 3;
  private static final int DIRECTIONS = 4;

  private final MessageMesh mesh;
  private final int[] x;
  private final int[] y;
  private final int[] slot;
  private final int links; // by which a message enters a router: from four neighbours and its own cores
  private final double[] load;
  private int inFlight;
  private double meanProcessingS;

  Network(MessageMesh mesh) {
    this.mesh = mesh;
    this.x = mesh.x();
    this.y = mesh.y();
    this.slot = mesh.slot();
    this.links = DIRECTIONS + mesh.slots();
    this.load = new double[Math.multiplyExact(Math.multiplyExact(mesh.columns(), mesh.rows()), links)];
  }

  void clear() {
    Arrays.fill(load, 0);
    inFlight = 0;
    meanProcessingS = 0;
  }

  /** What the receivers of the messages in the network work on them, in the mean; 0 when there is none. */
  double meanProcessingS() {
    return meanProcessingS;
  }

  /** A message starts; answers how many are on the links of its way before it, in the mean as many as would have to leave before it can pass. */
  double enter(int from, int to, double processingS) {
    double ahead = spread(from, to, 1.0 / (mesh.distance(from, to) + 2.0));
    meanProcessingS += (processingS - meanProcessingS) / (inFlight + 1.0);
    inFlight++;
    return ahead;
  }

  void leave(int from, int to, double processingS) {
    spread(from, to, -1.0 / (mesh.distance(from, to) + 2.0));
    if (inFlight > 1) {
      meanProcessingS += (meanProcessingS - processingS) / (inFlight - 1.0);
    } else {
      meanProcessingS = 0; // no rounding error outlives an empty network
    }
    inFlight--;
  }

  /** Adds a share to each link of a way; answers what they had before, all together. */
  private double spread(int from, int to, double share) {
    int column = x[from];
    int row = y[from];
    int by = DIRECTIONS + slot[from];
    double before = 0;
    while (true) {
      int link = (row * mesh.columns() + column) * links + by;
      before += load[link];
      load[link] += share;
      if (column != x[to]) {
        by = column < x[to] ? EAST : WEST;
        column += column < x[to] ? 1 : -1;
      } else if (row != y[to]) {
        by = row < y[to] ? SOUTH : NORTH;
        row += row < y[to] ? 1 : -1;
      } else {
        return before;
      }
    }
  }
}
