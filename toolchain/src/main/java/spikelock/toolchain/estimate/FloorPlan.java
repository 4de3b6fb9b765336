package spikelock.toolchain.estimate;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import spikelock.emulator.chip.PublishedMesh;
import spikelock.emulator.cost.EventCounts;
import spikelock.toolchain.report.Svg;

/** The chip from above: a square for each core, the darker the more of something is in it; on request the links between tiles. */
final class FloorPlan {
  private static final double WIDEST = 760;
  private static final int LEAST_TILES = 8;
  private static final double GREATEST = 64;
  private static final double MARGIN = 8;
  private static final double NUMBERS_FROM = 22;
  private static final double THICKEST = 10;

  private final PublishedMesh mesh;
  private final int cores;
  private final int columns; // of tiles that are drawn
  private final int rows;
  private final double side; // of a core
  private final double gap; // between tiles

  /**
   * The part of a chip up to the last tile in use.
   *
   * @param used whether anything happens in a core
   */
  FloorPlan(PublishedMesh mesh, IntPredicate used) {
    this.mesh = mesh;
    this.cores = mesh.cores();
    int[] busy = IntStream.range(0, cores).filter(used).toArray();
    this.columns = Math.max(Math.min(LEAST_TILES, mesh.width()), 1 + IntStream.of(busy).map(mesh::column).max().orElse(0));
    this.rows = Math.max(Math.min(LEAST_TILES, mesh.height()), 1 + IntStream.of(busy).map(mesh::row).max().orElse(0));
    double pitch = Math.min(GREATEST, WIDEST / (columns * (mesh.coresPerTile().width() + 0.4)));
    this.side = pitch;
    this.gap = 0.4 * pitch;
  }

  /** What is left out of the drawing, as a sentence; empty when nothing is. */
  String cropped() {
    return columns == mesh.width() && rows == mesh.height() ? ""
        : String.format(Locale.ROOT, " The other of its %d x %d tiles are empty and not drawn.", mesh.width(), mesh.height());
  }

  private double width() {
    return 2 * MARGIN + columns * (mesh.coresPerTile().width() * side + gap) - gap;
  }

  private double height() {
    return 2 * MARGIN + rows * (mesh.coresPerTile().height() * side + gap) - gap;
  }

  private double tileX(int column) {
    return MARGIN + column * (mesh.coresPerTile().width() * side + gap);
  }

  private double tileY(int row) {
    return MARGIN + row * (mesh.coresPerTile().height() * side + gap);
  }

  /**
   * The cores.
   *
   * @param values [cores] 0..1
   * @param hint what is said of a core under the mouse
   */
  Svg cores(double[] values, IntFunction<String> hint, String label) {
    Svg svg = new Svg(width(), height(), label);
    cores(svg, values, hint);
    return svg;
  }

  private void cores(Svg svg, double[] values, IntFunction<String> hint) {
    int inARow = mesh.width() * mesh.coresPerTile().width();
    for (int core = 0; core < cores; core++) {
      if (mesh.column(core) >= columns || mesh.row(core) >= rows) {
        continue;
      }
      double x = tileX(mesh.column(core)) + core % inARow % mesh.coresPerTile().width() * side;
      double y = tileY(mesh.row(core)) + core / inARow % mesh.coresPerTile().height() * side;
      String colour = values[core] <= 0 ? Svg.PANEL
          : String.format(Locale.ROOT, "color-mix(in srgb, %s %.0f%%, var(--panel))", Svg.BAD, 8 + 92 * Math.min(1, values[core]));
      svg.rectangle(x + 0.5, y + 0.5, side - 1, side - 1, colour, hint.apply(core));
      if (side >= NUMBERS_FROM) {
        svg.note(x + 4, y + 12, "start", 9, Integer.toString(core));
      }
    }
  }

  /** The cores, faint, and between tiles a line for each direction, as thick as its share of the packets on the busiest link. */
  Svg links(EventCounts counts) {
    long[] loads = loads(counts);
    long busiest = Math.max(1, java.util.Arrays.stream(loads).max().orElse(1));
    Svg svg = new Svg(width(), height(), "Packets on the links between tiles");
    cores(svg, new double[cores], core -> "core " + core);
    double aside = gap * 0.5;
    for (int tile = 0; tile < mesh.tiles(); tile++) {
      if (tile % mesh.width() >= columns || tile / mesh.width() >= rows) {
        continue;
      }
      double x = tileX(tile % mesh.width());
      double y = tileY(tile / mesh.width());
      double wide = mesh.coresPerTile().width() * side;
      double high = mesh.coresPerTile().height() * side;
      if (tile % mesh.width() + 1 < columns) {
        link(svg, loads[4 * tile], busiest, x + wide, y + high / 2 - aside, x + wide + gap, y + high / 2 - aside, tile, tile + 1);
        link(svg, loads[4 * (tile + 1) + 1], busiest, x + wide, y + high / 2 + aside, x + wide + gap, y + high / 2 + aside, tile + 1, tile);
      }
      if (tile / mesh.width() + 1 < rows) {
        int below = tile + mesh.width();
        link(svg, loads[4 * tile + 2], busiest, x + wide / 2 - aside, y + high, x + wide / 2 - aside, y + high + gap, tile, below);
        link(svg, loads[4 * below + 3], busiest, x + wide / 2 + aside, y + high, x + wide / 2 + aside, y + high + gap, below, tile);
      }
    }
    return svg;
  }

  private static void link(Svg svg, long packets, long busiest, double x1, double y1, double x2, double y2, int from, int to) {
    String hint = String.format(Locale.ROOT, "tile %d to tile %d: %,d packets", from, to, packets);
    svg.line(x1, y1, x2, y2, packets == 0 ? Svg.FAINT : Svg.BAD, packets == 0 ? 1 : 1 + THICKEST * packets / busiest, hint);
  }

  /** [tile * 4 + direction (E, W, S, N)] packets that leave the tile that way; those of the host are left out. */
  private long[] loads(EventCounts counts) {
    long[] loads = new long[4 * mesh.tiles()];
    for (int from = 0; from < cores; from++) {
      for (int to = 0; to < cores; to++) {
        long packets = counts.packets(from, to);
        if (packets == 0) {
          continue;
        }
        int column = mesh.column(from);
        int row = mesh.row(from);
        while (column != mesh.column(to) || row != mesh.row(to)) {
          boolean across = column != mesh.column(to);
          boolean forward = across ? column < mesh.column(to) : row < mesh.row(to);
          loads[4 * (row * mesh.width() + column) + (across ? 0 : 2) + (forward ? 0 : 1)] += packets;
          column += across ? forward ? 1 : -1 : 0;
          row += across ? 0 : forward ? 1 : -1;
        }
      }
    }
    return loads;
  }

  /** Names for people of the parts of a chip's time. */
  static String part(int first, int last, int binWidth, int bins) {
    int from = first * binWidth;
    int to = (last + 1) * binWidth - 1;
    return bins == 1 ? "all timesteps" : from == to ? "timestep " + from : "timesteps " + from + " to " + to;
  }

  static List<int[]> groups(int bins, int most) {
    int each = (bins + most - 1) / most;
    List<int[]> groups = new java.util.ArrayList<>();
    for (int first = 0; first < bins; first += each) {
      groups.add(new int[] {first, Math.min(bins, first + each) - 1});
    }
    return groups;
  }
}
