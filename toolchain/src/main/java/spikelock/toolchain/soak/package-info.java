/**
 * Random networks in lockstep, emulator against RTL, for a while or for long: {@link spikelock.toolchain.soak.Soak} deals seeds to
 * chips and keeps what was seen, {@link spikelock.toolchain.soak.RandomLockstep} compares one case, {@link
 * spikelock.toolchain.soak.SoakFailure} is a case that differed, made small and saved.
 */
package spikelock.toolchain.soak;
