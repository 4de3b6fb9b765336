/**
 * What an image runs on, and what one timestep of it leaves behind. The emulator is one {@link
 * spikelock.emulator.platform.Target}; RTL, netlist, bitstream and board are others.
 */
package spikelock.emulator.platform;
