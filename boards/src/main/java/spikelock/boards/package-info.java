/**
 * FPGA boards as data. {@link spikelock.boards.Boards} has the bundled ones, {@link spikelock.boards.BoardFile} reads any, {@link
 * spikelock.boards.Board} is one: part, clock, pins, and the chips that it can be ({@link spikelock.boards.Overlay}). What is written for a
 * board is in {@link spikelock.boards.project}, how its clock is made in {@link spikelock.boards.clock}.
 */
package spikelock.boards;
