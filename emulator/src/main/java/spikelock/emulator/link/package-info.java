/**
 * What is said to a chip through its top-level host port alone, so to any chip: RTL, netlist, bitstream, a board. {@link
 * spikelock.emulator.link.ChipLink} is one way there, {@link spikelock.emulator.link.HostJobs} what is asked and where the answers are,
 * {@link spikelock.emulator.link.ConfigurationPackets} how memories are reached; {@link spikelock.emulator.link.LinkTarget} makes any
 * link a {@link spikelock.emulator.platform.Target}. {@link spikelock.emulator.link.EmulatedLink} is the emulator behind such a port.
 */
package spikelock.emulator.link;
