/**
 * A chip at the end of a serial line. {@link spikelock.toolchain.serial.SerialLink} is the link that speaks the bytes of {@code boards/SERIAL.md}
 * over any {@link spikelock.toolchain.serial.BytePipe}; {@link spikelock.toolchain.serial.VerilatedPipe} is one to the pins of a Verilated board, be
 * it its Verilog ({@link spikelock.toolchain.serial.SimulatedBoard}), a netlist or a bitstream that was read back.
 */
package spikelock.toolchain.serial;
