package spikelock.toolchain.random;

import spikelock.emulator.chip.ChipSpec;

/** What XY routing makes possible at a tile of a mesh during a step. Ports are L N E S W = 0..4. */
final class RouterPorts {
  static final int COUNT = 5;
  static final int LOCAL = 0;
  static final int NORTH = 1;
  static final int EAST = 2;
  static final int SOUTH = 3;
  static final int WEST = 4;
  private static final String NAMES = "LNESW";

  private RouterPorts() {}

  static char name(int port) {
    return NAMES.charAt(port);
  }

  /** Whether a spike of the core of {@code from} can come to {@code tile} by an input port; the host brings only batches. */
  static boolean canBring(ChipSpec spec, int from, int tile, int port) {
    int east = tile % spec.mesh().width() - from % spec.mesh().width();
    int south = tile / spec.mesh().width() - from / spec.mesh().width();
    return switch (port) {
      case NORTH -> south > 0;
      case EAST -> south == 0 && east < 0;
      case SOUTH -> south < 0;
      case WEST -> south == 0 && east > 0;
      default -> from == tile;
    };
  }

  private static boolean isLinked(ChipSpec spec, int tile, int port) {
    int x = tile % spec.mesh().width();
    int y = tile / spec.mesh().width();
    return switch (port) {
      case NORTH -> y > 0;
      case EAST -> x < spec.mesh().width() - 1;
      case SOUTH -> y < spec.mesh().height() - 1;
      case WEST -> x > 0;
      default -> true;
    };
  }

  /** Whether a flit that came by {@code in} can leave by {@code out}. */
  static boolean canTurn(ChipSpec spec, int tile, int in, int out) {
    if (!isLinked(spec, tile, in) || !(isLinked(spec, tile, out) || (tile == 0 && out == WEST))) {
      return false;
    }
    if (out == LOCAL || in == LOCAL) {
      return true;
    }
    if (out == WEST && tile == 0) {
      return true; // to the host, behind the last turn
    }
    return switch (in) {
      case EAST -> out != EAST;
      case WEST -> out != WEST;
      case NORTH -> out == SOUTH;
      default -> out == NORTH;
    };
  }
}
