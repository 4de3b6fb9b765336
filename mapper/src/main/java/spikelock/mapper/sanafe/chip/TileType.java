package spikelock.mapper.sanafe.chip;

/**
 * What a hop costs at a tile, or at a range of equal ones. In SANA-FE y grows to the north.
 *
 * @param name without the range
 * @param latency of hops that start here
 * @param energy of all hops of a message that ends here
 */
public record TileType(String name, Directions latency, Directions energy) {
  /** Seconds or joules of a hop in each direction. */
  public record Directions(double north, double east, double south, double west) {}
}
