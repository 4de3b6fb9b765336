/** Writes the tables of an image: axons, rows, sets, fan-out, inputs and outputs. */
package spikelock.mapper.assemble;
