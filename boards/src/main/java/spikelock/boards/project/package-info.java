/**
 * What is written for a chip on a board: {@link spikelock.boards.project.BoardProject} is all files of it, {@link
 * spikelock.boards.project.TopVerilog} the top module, {@link spikelock.boards.project.Constraints} the pins and clocks as each family's tools
 * want them.
 */
package spikelock.boards.project;
