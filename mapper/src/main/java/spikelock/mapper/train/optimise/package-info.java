/** Gradient descent: what a step does to the parameters. */
package spikelock.mapper.train.optimise;
