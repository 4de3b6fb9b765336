/**
 * Running samples on a target and collecting what people ask for: output spikes and probes with the lag removed, and totals of
 * cycles and counters. Start at {@link spikelock.emulator.run.SampleRun}.
 */
package spikelock.emulator.run;
