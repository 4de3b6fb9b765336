package spikelock.emulator.platform;

import java.util.Comparator;

/**
 * A flit at one of the chip's inject or eject ports in one cycle of a step.
 *
 * @param cycle counted from the cycle in which the tiles see the pulse, which is 0
 * @param tile the tile; 0 for the host
 * @param port which port
 * @param flit the packet's bits
 */
public record PortEvent(int cycle, int tile, Port port, long flit) implements Comparable<PortEvent> {
  /** In the order in which a cycle's events of one tile are listed. */
  public enum Port {
    /** The router accepts axon-out's packet. */
    INJECT,
    /** A packet leaves the router for its core. */
    EJECT,
    /** A packet leaves the mesh for the host. */
    HOST
  }

  private static final Comparator<PortEvent> ORDER =
      Comparator.comparingInt(PortEvent::cycle).thenComparingInt(PortEvent::tile).thenComparing(PortEvent::port);

  @Override
  public int compareTo(PortEvent other) {
    return ORDER.thenComparingLong(PortEvent::flit).compare(this, other);
  }

  /** Whether two events differ in nothing but their cycle. */
  public boolean isSameElsewhen(PortEvent other) {
    return tile == other.tile && port == other.port && flit == other.flit;
  }
}
