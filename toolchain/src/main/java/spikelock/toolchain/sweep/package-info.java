/**
 * Many settings of one network: which there are ({@link spikelock.toolchain.sweep.Grid}), running them ({@link
 * spikelock.toolchain.sweep.Sweeper}), and what came of each in one SQLite file ({@link spikelock.toolchain.sweep.ResultStore}). What a setting
 * means to a network is told by the {@link spikelock.toolchain.sweep.SweepWork} that somebody else gives; start with {@link
 * spikelock.toolchain.sweep.Axis}.
 */
package spikelock.toolchain.sweep;
