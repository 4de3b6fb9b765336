/** The two kinds of failure that are not bugs of ours: wrong input and a missing or failed tool. */
package spikelock.emulator.error;
