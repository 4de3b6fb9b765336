/**
 * Training: from samples to a network whose integers are the chip's own. Start at {@link spikelock.mapper.train.Trainer};
 * {@code model} is what is trained, {@code gradient} how a sample changes it, {@code optimise} the steps.
 */
package spikelock.mapper.train;
