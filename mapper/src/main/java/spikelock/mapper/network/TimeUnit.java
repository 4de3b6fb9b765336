package spikelock.mapper.network;

/** What one unit of a file's time constants and delays is. NIR says seconds; not every framework listens. */
public enum TimeUnit {
  /** Seconds. */
  S,
  /** Milliseconds. */
  MS,
  /** Timesteps. */
  STEP
}
