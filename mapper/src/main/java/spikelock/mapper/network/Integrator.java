package spikelock.mapper.network;

/** How a time constant becomes a factor per timestep. */
public enum Integrator {
  /** Forward Euler: 1 - dt/tau. Needs dt at most tau. */
  EULER,
  /** Exact exponential with the input held over dt: exp(-dt/tau). */
  EXACT
}
