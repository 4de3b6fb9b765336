package spikelock.mapper;

import spikelock.emulator.image.ChipImage;
import spikelock.mapper.fixed.FixedNetwork;

/**
 * What mapping gives.
 *
 * @param image for every target
 * @param fixed the integer network with its lags, as the image carries it too
 * @param report for people and {@code map --json}
 */
public record MappedNetwork(ChipImage image, FixedNetwork fixed, MapReport report) {}
