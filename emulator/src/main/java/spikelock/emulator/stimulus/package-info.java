/** Input spikes of a network, sample by sample, independent of any file format. */
package spikelock.emulator.stimulus;
