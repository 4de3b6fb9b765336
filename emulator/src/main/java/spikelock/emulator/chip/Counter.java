package spikelock.emulator.chip;

/** The counters of a tile, in the order of the COUNTERS region ({@code hdl/rtl/core_counters.v}). */
public enum Counter {
  /** Additions of a weight to an accumulator. */
  ACCUMULATIONS,
  /** Spikes of the tile's neurons. */
  SPIKES,
  /** Spike packets that reached the core from the mesh. */
  PACKETS_IN,
  /** Spike packets that the core's axon-out handed to its router. */
  PACKETS_OUT,
  /** Cycles in which axon-out offered a packet and the router did not take it. */
  AXON_OUT_STALLS,
  /** Cycles from the pulse in which the core was copying, walking, sweeping or sending. */
  BUSY_CYCLES,
  /** Flits that left the router by its north port. */
  HOPS_NORTH,
  /** Flits that left by the east port. */
  HOPS_EAST,
  /** Flits that left by the south port. */
  HOPS_SOUTH,
  /** Flits that left by the west port; at tile (0,0) those to the host are among them. */
  HOPS_WEST;

  /** How many there are. */
  public static final int COUNT = values().length;
}
