/**
 * A chip as a Verilog project. {@link spikelock.hdl.project.ChipVerilog} writes every file of a chip: the hand-written RTL, the
 * datapaths and the top module {@code chip}; {@link spikelock.hdl.project.RtlProject} is the set of files with its top, written to
 * and read back from a folder; {@link spikelock.hdl.project.ImageProject} adds an image's memory contents and a testbench.
 */
package spikelock.hdl.project;
