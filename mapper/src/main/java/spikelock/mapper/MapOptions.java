package spikelock.mapper;

import java.util.Map;
import java.util.OptionalLong;
import spikelock.mapper.quantise.Reach;
import spikelock.mapper.quantise.WeightRule;

/**
 * How a network is mapped.
 *
 * @param limits tighter capacities by the chip's names, such as {@code neurons=24}
 * @param partitionSeed of a random legal partition, which changes no spike (Law 4); absent for neurons in order
 * @param placementSeed of a random legal placement, which changes no spike (Law 4); absent for the one with short ways
 * @param approximateLoops whether loops that are faster than the chip are slowed down instead of refused
 * @param weights how coarsely weights are rounded
 * @param reaches by population, how far the potentials go that are sent as payloads; those that are missing are bounded by what can arrive
 */
public record MapOptions(Map<String, Integer> limits, OptionalLong partitionSeed, OptionalLong placementSeed, boolean approximateLoops,
    WeightRule weights, Map<String, Reach> reaches) {
  /** No limits, neurons in order. */
  public static final MapOptions DEFAULT = new MapOptions(Map.of(), OptionalLong.empty(), OptionalLong.empty(), false, WeightRule.CHIP,
      Map.of());

  public MapOptions {
    limits = Map.copyOf(limits);
    reaches = Map.copyOf(reaches);
  }

  /** The same with tighter capacities. */
  public MapOptions withLimits(Map<String, Integer> tighter) {
    return new MapOptions(tighter, partitionSeed, placementSeed, approximateLoops, weights, reaches);
  }

  /** The same with a random partition and placement. */
  public MapOptions withShuffle(long seed) {
    return withPartition(OptionalLong.of(seed)).withPlacement(OptionalLong.of(seed));
  }

  /** The same with a random partition, or the ordinary one. */
  public MapOptions withPartition(OptionalLong seed) {
    return new MapOptions(limits, seed, placementSeed, approximateLoops, weights, reaches);
  }

  /** The same with a random placement, or the ordinary one. */
  public MapOptions withPlacement(OptionalLong seed) {
    return new MapOptions(limits, partitionSeed, seed, approximateLoops, weights, reaches);
  }

  /** The same, loops that are too fast slowed down. */
  public MapOptions withApproximateLoops(boolean wanted) {
    return new MapOptions(limits, partitionSeed, placementSeed, wanted, weights, reaches);
  }

  /** The same with other weights. */
  public MapOptions withWeights(WeightRule rule) {
    return new MapOptions(limits, partitionSeed, placementSeed, approximateLoops, rule, reaches);
  }

  /** The same with what potentials reach. */
  public MapOptions withReaches(Map<String, Reach> measured) {
    return new MapOptions(limits, partitionSeed, placementSeed, approximateLoops, weights, measured);
  }
}
