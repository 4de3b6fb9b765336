/**
 * What this machine has and lacks: {@link spikelock.toolchain.doctor.KnownTool} says which programs we drive and what
 * each unlocks, {@link spikelock.toolchain.doctor.ToolFinding} what was found, {@link spikelock.toolchain.doctor.Machine}
 * the rest.
 */
package spikelock.toolchain.doctor;
