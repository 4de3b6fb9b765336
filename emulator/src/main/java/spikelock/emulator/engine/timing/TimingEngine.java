package spikelock.emulator.engine.timing;

import spikelock.emulator.engine.step.Step;
import spikelock.emulator.platform.StepRecord;

/**
 * Tells from what happened in a timestep how long it takes on some chip. Depends on the {@link Step} alone, so that timesteps may be timed
 * in any order, apart from the run, and on several threads, each with an engine of its own (Law 3). {@link ExactTiming} counts the cycles
 * of our chip; an engine with the message-level costs of a published chip reads the same Steps.
 */
@FunctionalInterface
public interface TimingEngine {
  /**
   * Fills in the cycles of the batches and of the step, and the counters.
   *
   * @param step what happened; only read
   * @param record as {@link StepRecord#clear} leaves it, but for its outputs, which stay
   */
  void time(Step step, StepRecord record);
}
