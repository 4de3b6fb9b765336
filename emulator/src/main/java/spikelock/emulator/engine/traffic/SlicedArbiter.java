package spikelock.emulator.engine.traffic;

/**
 * {@code round_robin.v} for one output of all routers at once. Every long is a mask of tiles; a request or a grant of an input port has bit
 * {@code tile} set for the router of that tile. Inputs that can never want the output pass 0, and the compiler leaves their part out.
 */
final class SlicedArbiter {
  // Tiles where this port is asked first: the last accepted one is below it, or the one on offer is not above it. Port 0 is asked first
  // where none of these is.
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

  /** Grants one of the requests of each tile, where what is behind the output always accepts. */
  void grant(long fromLocal, long fromNorth, long fromEast, long fromSouth, long fromWest) {
    grant(fromLocal, fromNorth, fromEast, fromSouth, fromWest, -1);
  }

  /**
   * Chooses one of the requests of each tile, the lowest port above the one accepted last, else the lowest, and grants it where {@code
   * ready}. Elsewhere it stays on offer: the next search starts at it.
   */
  void grant(long fromLocal, long fromNorth, long fromEast, long fromSouth, long fromWest, long ready) {
    long nextNorth = fromNorth & afterNorth;
    long nextEast = fromEast & afterEast;
    long nextSouth = fromSouth & afterSouth;
    long nextWest = fromWest & afterWest;
    long wraps = ~(nextNorth | nextEast | nextSouth | nextWest);

    long upToNorth = fromLocal & wraps | nextNorth | fromNorth & wraps;
    long upToEast = upToNorth | nextEast | fromEast & wraps;
    long upToSouth = upToEast | nextSouth | fromSouth & wraps;
    long chosen = fromLocal | fromNorth | fromEast | fromSouth | fromWest;
    final long choosesNorth = upToNorth & ~(fromLocal & wraps);
    final long choosesEast = upToEast & ~upToNorth;
    final long choosesSouth = upToSouth & ~upToEast;
    final long choosesWest = chosen & ~upToSouth;
    local = fromLocal & wraps & ready;
    north = choosesNorth & ready;
    east = choosesEast & ready;
    south = choosesSouth & ready;
    west = choosesWest & ready;

    long below = local;
    afterNorth = afterNorth & ~chosen | below | choosesNorth & ~ready;
    below |= choosesNorth;
    afterEast = afterEast & ~chosen | below | choosesEast & ~ready;
    below |= choosesEast;
    afterSouth = afterSouth & ~chosen | below | choosesSouth & ~ready;
    below |= choosesSouth;
    afterWest = afterWest & ~chosen | below | choosesWest & ~ready;
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
