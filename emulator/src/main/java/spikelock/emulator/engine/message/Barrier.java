package spikelock.emulator.engine.message;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What closing a timestep takes, by the tiles that have neurons: the entry of the most tiles that are not more than those, or the first
 * entry where there is none.
 *
 * @param secondsByTiles at least one entry; seconds are not negative
 */
public record Barrier(NavigableMap<Integer, Double> secondsByTiles) {
  public Barrier {
    secondsByTiles = new TreeMap<>(secondsByTiles);
    if (secondsByTiles.isEmpty()) {
      throw new IllegalArgumentException("secondsByTiles is empty");
    }
  }

  /** The same for any number of tiles. */
  public static Barrier fixed(double seconds) {
    return new Barrier(new TreeMap<>(Map.of(0, seconds)));
  }

  /** Seconds with so many tiles in use. */
  public double seconds(int tiles) {
    Map.Entry<Integer, Double> entry = secondsByTiles.floorEntry(tiles);
    return entry == null ? secondsByTiles.firstEntry().getValue() : entry.getValue();
  }
}
