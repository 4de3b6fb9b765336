package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.mapper.MappedNetwork;

/** What sits where on a chip: the neurons of each population on each tile. Populations are numbered as in the image, inputs too. */
final class Occupancy {
  /** Meshes of so many rows and columns are shown whole. */
  private static final int SHOWN_WHOLE = 16;

  private final List<Map<Integer, Integer>> tiles = new ArrayList<>();
  private final List<Integer> placed = new ArrayList<>();

  private final int slots;
  private final int columns;
  private final int rows;

  Occupancy(MappedNetwork mapped) {
    ChipImage image = mapped.image();
    slots = mapped.report().perCore().getFirst().neurons().capacity();
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      tiles.add(new LinkedHashMap<>());
    }
    for (int p = 0; p < image.populations().size(); p++) {
      for (int tile : image.populations().get(p).tile()) {
        tiles.get(tile).merge(p, 1, Integer::sum);
      }
      if (image.populations().get(p).tile().length > 0) {
        placed.add(p);
      }
    }
    int width = image.spec().mesh().width();
    int height = image.spec().mesh().height();
    boolean whole = width <= SHOWN_WHOLE && height <= SHOWN_WHOLE;
    int furthest = 0;
    int lowest = 0;
    for (int tile = 0; tile < tiles.size(); tile++) {
      if (!tiles.get(tile).isEmpty()) {
        furthest = Math.max(furthest, tile % width);
        lowest = Math.max(lowest, tile / width);
      }
    }
    columns = whole ? width : furthest + 1;
    rows = whole ? height : lowest + 1;
  }

  /** Columns of the mesh that are shown: of a large mesh those up to the last that holds neurons; packets do not leave them. */
  int columns() {
    return columns;
  }

  /** Rows of the mesh that are shown. */
  int rows() {
    return rows;
  }

  /** The populations with neurons on tiles, in order; colours and letters count these. */
  List<Integer> placed() {
    return placed;
  }

  /** The colour of a placed population. */
  String colour(int population) {
    return Palette.colour(placed.indexOf(population));
  }

  /** Neurons by population number, in the image's order. */
  Map<Integer, Integer> on(int tile) {
    return tiles.get(tile);
  }

  /** Neurons that a tile may hold. */
  int slots() {
    return slots;
  }

  int neurons(int tile) {
    return on(tile).values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Tiles that hold neurons of a population. */
  long tilesOf(int population) {
    return tiles.stream().filter(t -> t.containsKey(population)).count();
  }

  /** {@code name 12, other 30} for the neurons of a tile. */
  String describe(int tile, List<Population> populations) {
    List<String> parts = new ArrayList<>();
    on(tile).forEach((p, neurons) -> parts.add(populations.get(p).name() + " " + neurons));
    return String.join(", ", parts);
  }
}
