package spikelock.boards;

import java.util.Optional;

/**
 * Where a board's clock comes from and what the chip is clocked with.
 *
 * @param pin of the board's oscillator; empty where the part's own oscillator is used
 * @param sourceMhz its frequency, MHz
 * @param chipMhz frequency of the chip, MHz, made of the source by the part's PLL where they differ
 * @param pllPad whether the pin is the pad of the part's PLL, which then has to be taken from there (iCE40)
 */
public record BoardClock(Optional<Pin> pin, double sourceMhz, double chipMhz, boolean pllPad) {}
