/**
 * Sweeps in terms of the command: {@link spikelock.toolchain.command.sweep.SweepFile} reads one, whose options are the command's own, and {@link
 * spikelock.toolchain.command.sweep.NetworkWork} maps and reads what a setting says.
 */
package spikelock.toolchain.command.sweep;
