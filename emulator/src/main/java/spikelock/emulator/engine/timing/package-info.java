/**
 * How long a timestep takes, worked out from its {@link spikelock.emulator.engine.step.Step} alone. {@link
 * spikelock.emulator.engine.timing.TimingEngine} is the interface; {@link spikelock.emulator.engine.timing.ExactTiming} counts the cycles of
 * our own chip.
 */
package spikelock.emulator.engine.timing;
