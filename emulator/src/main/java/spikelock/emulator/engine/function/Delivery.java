package spikelock.emulator.engine.function;

import spikelock.emulator.engine.step.Step;
import spikelock.emulator.platform.StepRecord;

/**
 * How the spikes of a timestep reach the accumulators of later ones, and the outputs. Two classes do it, and leave the same spikes, the
 * same memories and the same Step: {@link ScheduledDelivery} packet by packet, as the chip does; {@link DirectDelivery} adds the rows that
 * only one neuron reaches at once.
 */
interface Delivery {
  /**
   * Before the walks of a timestep: what earlier deliveries kept back goes into the accumulators.
   *
   * @param step is told of the rows that are not walked then
   */
  void begin(Core[] cores, Step step);

  /**
   * After the sweeps: the spikes of the timestep go where they go.
   *
   * @param active tiles of the cores that may have spiked, ascending
   * @param step is told of spikes and packets
   * @param record is told what reaches outputs
   */
  void deliver(Core[] cores, int[] active, Step step, StepRecord record);

  /** After the advance: schedulers and accumulators become what the chip's memories hold now, nothing is kept back. */
  void settle(Core[] cores);

  /** RESET-STATE: nothing is under way. */
  void forget();
}
