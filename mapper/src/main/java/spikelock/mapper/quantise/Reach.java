package spikelock.mapper.quantise;

/**
 * How far a population's potentials went in a run.
 *
 * @param greatest [neurons] the greatest magnitude of each neuron's
 * @param rms of all neurons and timesteps
 */
public record Reach(double[] greatest, double rms) {}
