/**
 * Random networks for the emulator-against-RTL lockstep: {@link spikelock.toolchain.random.RandomChips} says on which chips,
 * {@link spikelock.toolchain.random.RandomImages} writes a case from a seed straight into the chip's tables,
 * {@link spikelock.toolchain.random.Shrinker} makes a failing one small, {@link spikelock.toolchain.random.Coverage} keeps
 * what all of them have shown.
 */
package spikelock.toolchain.random;
