package spikelock.emulator.engine.message;

/**
 * Tells how long timesteps take. A timestep's time depends on its messages alone: engines keep buffers between calls, but no state.
 * Confined to one thread.
 */
public interface MessageTiming {
  /**
   * The time of one timestep.
   *
   * @param messages of it; only read
   */
  StepTime time(StepMessages messages);
}
