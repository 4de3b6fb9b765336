/**
 * The architecture's Laws on random networks: equal to the integer reference (7), whatever the mapping (4), the threads, the FIFOs
 * (2) and the order of timesteps (3). {@link spikelock.tests.laws.LayeredNetworks} draws them,
 * {@link spikelock.tests.laws.Seen} says what kinds were among them.
 */
package spikelock.tests.laws;
