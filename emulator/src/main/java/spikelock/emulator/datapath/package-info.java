/**
 * The datapath language: a neuron model written once as a graph of fixed-point operations, and its readers in Java (an
 * interpreter and a bytecode compiler). The language is described in {@code emulator/DATAPATH.md}.
 */
package spikelock.emulator.datapath;
