/**
 * Two targets side by side, compared timestep by timestep, and the report of the first difference in the network's own terms. Start
 * at {@link spikelock.emulator.lockstep.Lockstep}.
 */
package spikelock.emulator.lockstep;
