/**
 * One sample forward and backward through time: what the units compute, in floats or with the chip's own datapaths, and how the loss
 * changes with every parameter. Start at {@link spikelock.mapper.train.gradient.SamplePass}.
 */
package spikelock.mapper.train.gradient;
