package spikelock.emulator.engine.traffic;

/**
 * {@code round_robin.v} for one output of all routers at once. Every long is a mask of tiles; a request or a grant of an input port has bit
 * {@code tile} set for the router of that tile. Inputs that can never want the output pass 0, and the compiler leaves their part out.
 */
final class SlicedArbiter {
  // Tiles whose last accepted port is below this one; port 0 is above none.
  private long afterNorth;
  private long afterEast;
  private long afterSouth;
  private long afterWest;

  // What was granted last.
  long local;
  long north;
  long east;
  long south;
  long west;

  /** The pulse: port 0 comes first again. */
  void start() {
    afterNorth = 0;
    afterEast = 0;
    afterSouth = 0;
    afterWest = 0;
  }

  /** Grants one of the requests of each tile: the lowest port above the one accepted last, else the lowest. */
  void grant(long fromLocal, long fromNorth, long fromEast, long fromSouth, long fromWest) {
    long nextNorth = fromNorth & afterNorth;
    long nextEast = fromEast & afterEast;
    long nextSouth = fromSouth & afterSouth;
    long nextWest = fromWest & afterWest;
    long wraps = ~(nextNorth | nextEast | nextSouth | nextWest);

    long upToNorth = fromLocal & wraps | nextNorth | fromNorth & wraps;
    long upToEast = upToNorth | nextEast | fromEast & wraps;
    long upToSouth = upToEast | nextSouth | fromSouth & wraps;
    long granted = fromLocal | fromNorth | fromEast | fromSouth | fromWest;
    local = fromLocal & wraps;
    north = upToNorth & ~local;
    east = upToEast & ~upToNorth;
    south = upToSouth & ~upToEast;
    west = granted & ~upToSouth;

    afterNorth = afterNorth & ~granted | local;
    afterEast = afterEast & ~granted | upToNorth;
    afterSouth = afterSouth & ~granted | upToEast;
    afterWest = afterWest & ~granted | upToSouth;
  }

  /** Tiles where anything was granted last. */
  long any() {
    return local | north | east | south | west;
  }

  /** What an input was granted last. */
  long granted(int input) {
    return switch (input) {
      case Ports.LOCAL -> local;
      case Ports.NORTH -> north;
      case Ports.EAST -> east;
      case Ports.SOUTH -> south;
      case Ports.WEST -> west;
      default -> throw new IllegalArgumentException("input=" + input + " must be 0..4");
    };
  }
}
