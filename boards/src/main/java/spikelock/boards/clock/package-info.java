/**
 * How a chip's clock is made of a board's: {@link spikelock.boards.clock.ClockPlan} computes the settings of the part's PLL and holds them to
 * the limits of its data sheet; it writes the module {@code board_clock}.
 */
package spikelock.boards.clock;
