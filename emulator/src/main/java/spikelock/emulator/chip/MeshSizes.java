package spikelock.emulator.chip;

/**
 * The mesh of tiles.
 *
 * @param width tiles in a row
 * @param height rows
 * @param fifoDepth flits in a router's input FIFO
 */
public record MeshSizes(int width, int height, int fifoDepth) {

  public MeshSizes {
    ChipField.MESH_WIDTH.check(width);
    ChipField.MESH_HEIGHT.check(height);
    ChipField.FIFO_DEPTH.check(fifoDepth);
  }

  /** Tiles of the mesh. */
  public int tiles() {
    return width * height;
  }

  /** Edges between the host port and any tile, each way ({@code pulse_tree.v}). */
  public int treeDepth() {
    return ChipSpec.log2Ceil(tiles()) + 1;
  }
}
