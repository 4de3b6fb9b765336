/**
 * From floats to the chip's integers: which datapath a population takes, the scale of its weights, the rounding of its
 * parameters, and what that costs. Start at {@link spikelock.mapper.quantise.Quantiser}.
 */
package spikelock.mapper.quantise;
