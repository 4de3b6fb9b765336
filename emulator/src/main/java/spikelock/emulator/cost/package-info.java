/**
 * What a run costs: {@link spikelock.emulator.cost.EventCounts} (what happened, per core and timestep) times a {@link
 * spikelock.emulator.cost.CostProfile} (what each event costs on a chip, with its source) is an {@link spikelock.emulator.cost.Estimate}. Nothing
 * here looks inside an engine: the same counts come from an exact run, a run of spikes only, or a board's counters (Law 6).
 */
package spikelock.emulator.cost;
