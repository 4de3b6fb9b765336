/**
 * The work behind {@code train}: samples and their split, the epochs with checkpoints, and the check of the trained network on the chip.
 * Start at {@link spikelock.toolchain.training.Training}.
 */
package spikelock.toolchain.training;
