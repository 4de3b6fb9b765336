package spikelock.mapper.sanafe.chip;

/**
 * What a message costs where it comes in or goes out.
 */
public record Axon(double energyJ, double latencyS) {}
