/**
 * What happened in a timestep, as a value between the engines: the functional engine fills a {@link spikelock.emulator.engine.step.Step},
 * everything that asks how long it took or what it cost reads it. {@link spikelock.emulator.engine.step.StepFile} keeps those of a run.
 */
package spikelock.emulator.engine.step;
