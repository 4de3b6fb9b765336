package spikelock.emulator.run;

import spikelock.emulator.engine.step.Step;
import spikelock.emulator.platform.StepRecord;

/** Somebody who is told what happens while samples run, and changes nothing. Used by one thread at a time. */
public interface RunWatcher {
  /**
   * A sample begins, from the reset state.
   *
   * @param sample its number
   * @param timesteps that it runs, its tail included
   */
  default void begin(int sample, int timesteps) {}

  /**
   * Channels send in a timestep of the sample.
   *
   * @param channels their numbers; only read, and only until this returns
   * @param count how many of them
   */
  default void input(int timestep, int[] channels, int count) {}

  /**
   * A timestep is over, on a target that tells its events.
   *
   * @param step what happened; only read, and only until this returns
   * @param record what it left behind
   */
  void after(Step step, StepRecord record);

  /** A timestep is over, on a target that has its counters alone to show. */
  void after(StepRecord record);

  /** The sample is over. */
  default void end() {}
}
