package spikelock.emulator.chip;

/**
 * How many cores share a router on the chip that a chip file describes. It matters to costs and hop counts only ({@link PublishedMesh}): on
 * our RTL each core has a router of its own.
 *
 * @param width cores of a tile beside each other
 * @param height rows of them
 */
public record CoresPerTile(int width, int height) {
  /** A router for each core, as our own chips have it. */
  public static final CoresPerTile ONE = new CoresPerTile(1, 1);

  public CoresPerTile {
    ChipField.CORES_PER_TILE_WIDTH.check(width);
    ChipField.CORES_PER_TILE_HEIGHT.check(height);
  }

  /** Cores of a tile. */
  public int cores() {
    return width * height;
  }
}
