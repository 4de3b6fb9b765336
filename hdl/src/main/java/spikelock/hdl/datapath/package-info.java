/** The third reader of the datapath language: the Verilog emitter. */
package spikelock.hdl.datapath;
