package spikelock.boards;

import java.util.Optional;

/**
 * The SPI flash that the part configures itself from.
 *
 * @param chipSelect driven low to talk to it
 * @param clock empty where the family drives it through a primitive of its own
 * @param mosi from the part
 * @param miso to the part
 * @param userOffset first byte behind the bitstream that is ours, in bytes
 */
public record Flash(Pin chipSelect, Optional<Pin> clock, Pin mosi, Pin miso, int userOffset) {}
