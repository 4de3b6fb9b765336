package spikelock.boards;

/**
 * How far what is built for a board was followed, each level by a test or a command of this project. Nothing is ever implied by another level.
 *
 * @param synth synthesised
 * @param pnr placed and routed, its clock closed
 * @param bitstreamCosim its bitstream, read back, did what the emulator does
 * @param hardware seen to work on the board itself
 */
public record Verified(boolean synth, boolean pnr, boolean bitstreamCosim, boolean hardware) {}
