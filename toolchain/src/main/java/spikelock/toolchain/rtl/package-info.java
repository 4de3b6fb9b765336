/**
 * The chip's Verilog as a target: {@link spikelock.toolchain.rtl.RtlTarget}. {@link spikelock.toolchain.rtl.VerilatedLink} speaks to the
 * Verilated top module {@code chip} through its ports; where {@link spikelock.toolchain.rtl.ExposedChip} finds the memories public, they are
 * read and written in place.
 */
package spikelock.toolchain.rtl;
