package spikelock.emulator.chip;

import java.util.Objects;
import spikelock.emulator.error.InputException;

/**
 * The mesh of tiles. On our RTL a tile is one core with its router; what a published chip's routers serve is {@link #published}.
 *
 * @param width tiles in a row
 * @param height rows
 * @param fifoDepth flits in a router's input FIFO
 * @param coresPerTile cores that share a router on the chip that is modelled, for costs only
 */
public record MeshSizes(int width, int height, int fifoDepth, CoresPerTile coresPerTile) {

  public MeshSizes {
    ChipField.MESH_WIDTH.check(width);
    ChipField.MESH_HEIGHT.check(height);
    ChipField.FIFO_DEPTH.check(fifoDepth);
    Objects.requireNonNull(coresPerTile, "coresPerTile");
    divides(ChipField.CORES_PER_TILE_WIDTH, coresPerTile.width(), ChipField.MESH_WIDTH, width);
    divides(ChipField.CORES_PER_TILE_HEIGHT, coresPerTile.height(), ChipField.MESH_HEIGHT, height);
  }

  /** A mesh with a router for each core. */
  public MeshSizes(int width, int height, int fifoDepth) {
    this(width, height, fifoDepth, CoresPerTile.ONE);
  }

  private static void divides(ChipField part, int cores, ChipField whole, int extent) {
    if (extent % cores != 0) {
      throw new InputException("is " + cores + ", which does not divide " + whole.field() + ", " + extent + " cores", "", part.field(),
          "the mesh counts cores: make it a multiple of the cores of a tile");
    }
  }

  /** Tiles of the mesh. */
  public int tiles() {
    return width * height;
  }

  /** Edges between the host port and any tile, each way ({@code pulse_tree.v}). */
  public int treeDepth() {
    return ChipSpec.log2Ceil(tiles()) + 1;
  }

  /** The routers of the chip that is modelled. */
  public PublishedMesh published() {
    return new PublishedMesh(width / coresPerTile.width(), height / coresPerTile.height(), coresPerTile);
  }
}
