package spikelock.emulator.chip;

/**
 * The counters that only a debug chip has, in the order of the COUNTERS region behind those of {@link Counter}: what formulas replace
 * ({@code hdl/TIMING.md} section 9), counted to prove them.
 */
public enum DebugCounter {
  /** Neurons whose state was updated: those of started sets. */
  NEURON_UPDATES,
  /** Words read of rows that are not empty. */
  SYNAPSE_WORDS,
  /** Spike packets of the timestep's batches that reached the core. */
  BATCH_PACKETS_IN,
  /** Their flits that left the router by its north port. */
  BATCH_HOPS_NORTH,
  /** By its east port. */
  BATCH_HOPS_EAST,
  /** By its south port. */
  BATCH_HOPS_SOUTH,
  /** By its west port. */
  BATCH_HOPS_WEST;

  /** How many there are. */
  public static final int COUNT = values().length;
}
