package spikelock.emulator.engine.message;

/** What a timestep's time is made of for the most part. */
public enum Bound {
  /** A core that works through its neurons and sends. */
  COMPUTE,
  /** A core that receives: it reads synapses from its memory. */
  MEMORY,
  /** Messages on their way: hops, full links, cores that wait for what others send. */
  TRAFFIC,
  /** Closing the timestep. */
  BARRIER
}
