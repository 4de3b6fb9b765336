package spikelock.boards;

/**
 * The FPGA on a board and what it holds.
 *
 * @param name as its maker orders it: {@code iCE40HX8K-CT256}
 * @param device what place and route calls it: {@code hx8k}
 * @param packageName what place and route calls its package
 * @param speed speed grade, or empty where the family has one
 * @param logic how many of {@link Family#logic} it has
 * @param blockRams block RAMs, counted as the family's synthesis does (SB_RAM40_4K, DP16KD, RAMB18E1, BSRAM)
 * @param largeRams single-port blocks of 16K x 16 (SB_SPRAM256KA)
 * @param dsps multiplier blocks
 * @param source where these numbers are from
 */
public record Part(
    String name,
    Family family,
    String device,
    String packageName,
    String speed,
    int logic,
    int blockRams,
    int largeRams,
    int dsps,
    String source) {}
