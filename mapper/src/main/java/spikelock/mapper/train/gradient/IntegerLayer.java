package spikelock.mapper.train.gradient;

import spikelock.emulator.datapath.SweepKernel;

/**
 * A layer in the chip's integers: the weights that its rows hold and the datapath that its core runs.
 *
 * @param weights for each path [synapses] as the passes number them, exponents applied
 * @param kernel the compiled datapath; it has one input
 * @param parameters [parameters][neurons] raw
 * @param initial [state fields][neurons] raw
 * @param potential number of the state field v
 * @param current number of the state field u, or -1
 * @param adaptation number of the state field a, or -1
 * @param scale what weights and potentials were multiplied with
 * @param unit what one raw unit of v, u and a is worth in units of the threshold
 */
public record IntegerLayer(int[][] weights, SweepKernel kernel, int[][] parameters, int[][] initial, int potential, int current,
    int adaptation, double scale, float unit) {}
