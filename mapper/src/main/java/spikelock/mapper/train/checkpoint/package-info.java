/** A training's state as a file, to go on from. */
package spikelock.mapper.train.checkpoint;
