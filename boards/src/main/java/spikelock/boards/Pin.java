package spikelock.boards;

/**
 * A pin of the part and what is on it.
 *
 * @param location its name in the part's package: {@code J3}
 * @param activeLow whether 0 is what it means
 * @param standard its I/O standard, or empty where constraints name none
 * @param source which of the board's sources says so
 */
public record Pin(String location, boolean activeLow, String standard, String source) {}
