/** Input of a network, spikes or values, sample by sample, independent of any file format. */
package spikelock.emulator.stimulus;
