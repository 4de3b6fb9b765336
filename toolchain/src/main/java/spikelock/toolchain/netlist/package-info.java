/**
 * A board below its Verilog: the netlist that is placed and routed, or the bitstream that is flashed, simulated cell by cell and spoken to through the
 * board's serial pins. Start at {@link spikelock.toolchain.netlist.GateLevel}; {@link spikelock.toolchain.netlist.BuiltBoard} is where the files come from.
 */
package spikelock.toolchain.netlist;
