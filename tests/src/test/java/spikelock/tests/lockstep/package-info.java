/** The emulator against the RTL on random networks, and faults planted into the RTL that this must find. */
package spikelock.tests.lockstep;
