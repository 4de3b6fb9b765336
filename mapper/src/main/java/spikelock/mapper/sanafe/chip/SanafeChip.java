package spikelock.mapper.sanafe.chip;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.engine.message.Barrier;
import spikelock.emulator.engine.message.MessageMesh;

/**
 * A chip.
 *
 * @param file it was read from, as messages show it
 * @param folder of that file, where what it names is looked for; empty when it is nowhere
 * @param name as it calls itself
 * @param columns of its mesh
 * @param rows of its mesh; tile = column * rows + row
 * @param linkBuffer messages a link
 * @param barrier at the end of a timestep
 * @param tiles [tile]
 * @param firstCores [tile + 1] the first core of each tile
 * @param cores [core]
 */
public record SanafeChip(String file, Optional<Path> folder, String name, int columns, int rows, int linkBuffer, Barrier barrier,
    List<TileType> tiles, int[] firstCores, List<CoreType> cores) {
  public SanafeChip {
    tiles = List.copyOf(tiles);
    firstCores = firstCores.clone();
    cores = List.copyOf(cores);
  }

  /** Cores of a tile. */
  public int coresOf(int tile) {
    return firstCores[tile + 1] - firstCores[tile];
  }

  /** The tile that a core is in. */
  public int tileOf(int core) {
    int found = Arrays.binarySearch(firstCores, core);
    int tile = found < 0 ? -found - 2 : found;
    while (firstCores[tile + 1] <= core) { // tiles without cores begin where they end
      tile++;
    }
    return tile;
  }

  /** The mesh; wider than the chip says where it has more tiles than that has room for. */
  public MessageMesh mesh() {
    int slots = 1;
    for (int tile = 0; tile < tiles.size(); tile++) {
      slots = Math.max(slots, coresOf(tile));
    }
    int[] x = new int[cores.size()];
    int[] y = new int[cores.size()];
    int[] slot = new int[cores.size()];
    MessageMesh.Hops[] hops = new MessageMesh.Hops[cores.size()];
    for (int tile = 0; tile < tiles.size(); tile++) {
      TileType.Directions latency = tiles.get(tile).latency();
      MessageMesh.Hops here = new MessageMesh.Hops(latency.east(), latency.west(), latency.north(), latency.south());
      for (int core = firstCores[tile]; core < firstCores[tile + 1]; core++) {
        x[core] = tile / rows;
        y[core] = tile % rows; // SANA-FE's north is where y grows
        slot[core] = core - firstCores[tile];
        hops[core] = here;
      }
    }
    return new MessageMesh(Math.max(columns, (tiles.size() + rows - 1) / rows), rows, slots, linkBuffer, x, y, slot, hops);
  }
}
