package spikelock.mapper;

import java.util.Map;
import java.util.OptionalLong;
import spikelock.mapper.quantise.WeightRule;

/**
 * How a network is mapped.
 *
 * @param limits tighter capacities by the chip's names, such as {@code neurons=24}
 * @param shuffle seed of a random legal partition and placement, which changes no spike (Law 4); absent for the ordinary one
 * @param approximateLoops whether loops that are faster than the chip are slowed down instead of refused
 * @param weights how coarsely weights are rounded
 */
public record MapOptions(Map<String, Integer> limits, OptionalLong shuffle, boolean approximateLoops, WeightRule weights) {
  /** No limits, neurons in order. */
  public static final MapOptions DEFAULT = new MapOptions(Map.of(), OptionalLong.empty(), false, WeightRule.CHIP);

  public MapOptions {
    limits = Map.copyOf(limits);
  }

  /** The same with tighter capacities. */
  public MapOptions withLimits(Map<String, Integer> tighter) {
    return new MapOptions(tighter, shuffle, approximateLoops, weights);
  }

  /** The same with a random partition and placement. */
  public MapOptions withShuffle(long seed) {
    return new MapOptions(limits, OptionalLong.of(seed), approximateLoops, weights);
  }

  /** The same, loops that are too fast slowed down. */
  public MapOptions withApproximateLoops(boolean wanted) {
    return new MapOptions(limits, shuffle, wanted, weights);
  }

  /** The same with other weights. */
  public MapOptions withWeights(WeightRule rule) {
    return new MapOptions(limits, shuffle, approximateLoops, rule);
  }
}
