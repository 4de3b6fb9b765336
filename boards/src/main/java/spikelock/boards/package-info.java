/** FPGA boards: definitions as data, constraints and top-level wrappers. */
package spikelock.boards;
