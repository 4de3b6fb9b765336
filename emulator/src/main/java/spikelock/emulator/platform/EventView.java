package spikelock.emulator.platform;

import spikelock.emulator.engine.step.Step;

/** A target that can tell what happened in each timestep, whatever it took. */
public interface EventView {

  /** Told of every timestep, in order. */
  @FunctionalInterface
  interface Watcher {
    /**
     * A timestep is over.
     *
     * @param step what happened; only read, and only until this returns
     * @param record what it left behind
     */
    void after(Step step, StepRecord record);
  }

  /** Who is told from now on. */
  void watchEvents(Watcher watcher);
}
