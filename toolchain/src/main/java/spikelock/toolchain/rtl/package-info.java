/**
 * The chip's Verilog as a target: {@link spikelock.toolchain.rtl.RtlTarget} drives the Verilated top module {@code chip} through its
 * ports, and where {@link spikelock.toolchain.rtl.ExposedChip} finds the memories public, reads and writes them directly.
 */
package spikelock.toolchain.rtl;
