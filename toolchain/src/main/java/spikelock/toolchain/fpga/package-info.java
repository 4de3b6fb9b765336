/**
 * From a chip on a board to a bitstream. {@link spikelock.toolchain.fpga.Flow} is what a family's tools are told, the same in Makefile, README and
 * our own run; {@link spikelock.toolchain.fpga.BoardBuild} writes the project and runs it, {@link spikelock.toolchain.fpga.BuildReport} is what
 * came out, {@link spikelock.toolchain.fpga.FpgaTools} finds the programs.
 */
package spikelock.toolchain.fpga;
