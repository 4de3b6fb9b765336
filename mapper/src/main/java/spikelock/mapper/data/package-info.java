/** Readers of what a network is run on: input spikes, labels, and which samples of them. */
package spikelock.mapper.data;
