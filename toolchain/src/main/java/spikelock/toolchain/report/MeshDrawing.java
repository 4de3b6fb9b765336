package spikelock.toolchain.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;

/**
 * The mesh as a drawing: a tile is a glass filled with its neurons, as high as its slots are taken; between tiles an arrow for each
 * direction, as thick as its share of the busiest link.
 */
final class MeshDrawing {
  private static final double WIDEST = 980;
  private static final double GREATEST_PITCH = 180;
  private static final double GAP_SHARE = 0.3;
  private static final double HOST = 46;
  private static final double MARGIN = 6;
  private static final double THICKEST = 0.16;
  /** Tiles smaller than this have room for their number only. */
  private static final double NAMES_FROM = 70;
  private static final double LINE = 15;
  private static final double LETTER = 6.4;
  /** Tiles smaller than this have room for no number, and links without packets are left out. */
  private static final double NUMBERS_FROM = 26;

  private final ChipImage image;
  private final ChipSpec spec;
  private final Occupancy occupancy;
  private final Traffic traffic;
  private final double pitch;
  private final double side;
  private final Svg svg;

  private MeshDrawing(ChipImage image, Occupancy occupancy, Traffic traffic) {
    this.image = image;
    this.spec = image.spec();
    this.occupancy = occupancy;
    this.traffic = traffic;
    this.pitch = Math.min(GREATEST_PITCH, (WIDEST - HOST) / occupancy.columns());
    this.side = pitch * (1 - GAP_SHARE);
    double gap = pitch - side;
    this.svg = new Svg(2 * MARGIN + HOST + gap + occupancy.columns() * pitch - gap, 2 * MARGIN + occupancy.rows() * pitch - gap,
        "The mesh of " + spec.name() + ", " + spec.mesh().width() + " x " + spec.mesh().height() + " tiles");
  }

  static Svg of(ChipImage image, Occupancy occupancy, Traffic traffic) {
    MeshDrawing drawing = new MeshDrawing(image, occupancy, traffic);
    drawing.links();
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      if (drawing.isShown(tile)) {
        drawing.tile(tile);
      }
    }
    drawing.host();
    return drawing.svg;
  }

  private boolean isShown(int tile) {
    return tile % spec.mesh().width() < occupancy.columns() && tile / spec.mesh().width() < occupancy.rows();
  }

  private double left(int tile) {
    return MARGIN + HOST + (pitch - side) + tile % spec.mesh().width() * pitch;
  }

  private double top(int tile) {
    return MARGIN + tile / spec.mesh().width() * pitch;
  }

  private void links() {
    for (int tile = 0; tile < spec.tiles(); tile++) {
      if (!isShown(tile)) {
        continue;
      }
      if (tile % spec.mesh().width() + 1 < occupancy.columns()) {
        link(tile, tile + 1);
        link(tile + 1, tile);
      }
      if (tile / spec.mesh().width() + 1 < occupancy.rows()) {
        link(tile, tile + spec.mesh().width());
        link(tile + spec.mesh().width(), tile);
      }
    }
  }

  /** Two neighbours' arrows run beside each other: the one that leads away from tile 0 above, or on the right. */
  private void link(int from, int to) {
    if (pitch < NUMBERS_FROM && traffic.onLink(from, to) == 0) {
      return;
    }
    boolean across = Math.abs(from - to) == 1 && from / spec.mesh().width() == to / spec.mesh().width();
    double aside = pitch * 0.09;
    double x = left(Math.min(from, to)) + (across ? side : side / 2 + (from < to ? aside : -aside));
    double y = top(Math.min(from, to)) + (across ? side / 2 + (from < to ? -aside : aside) : side);
    arrow(x, y, pitch - side, across, from < to, traffic.onLink(from, to), "tile " + from + " to tile " + to);
  }

  private void arrow(double x, double y, double length, boolean across, boolean forward, long packets, String what) {
    String hint = String.format(Locale.ROOT, "%s: %,d packets", what, packets);
    double inset = length * 0.08;
    double head = packets == 0 ? 0 : length * 0.26;
    double near = forward ? inset : length - inset;
    double tip = length - near;
    double neck = tip + (forward ? -head : head);
    double thick = packets == 0 ? 1 : Math.max(1.2, THICKEST * pitch * 0.7 * packets / traffic.busiestLink());
    double half = Math.max(thick / 2 + pitch * 0.012, pitch * 0.025);
    String colour = packets == 0 ? Svg.FAINT : Svg.INK;
    if (across) {
      svg.line(x + near, y, x + neck, y, colour, thick, hint);
    } else {
      svg.line(x, y + near, x, y + neck, colour, thick, hint);
    }
    if (packets > 0 && across) {
      svg.polygon(colour, hint, x + tip, y, x + neck, y - half, x + neck, y + half);
    } else if (packets > 0) {
      svg.polygon(colour, hint, x, y + tip, x - half, y + neck, x + half, y + neck);
    }
  }

  private void host() {
    double aside = pitch * 0.09;
    double y = MARGIN + side / 2;
    svg.frame(MARGIN, MARGIN + side * 0.2, HOST, side * 0.6, Svg.INK, 1);
    svg.text(MARGIN + HOST / 2, y + 4, "middle", 12, "host");
    arrow(MARGIN + HOST, y - aside, pitch - side, true, true, traffic.fromHost(), "inputs");
    arrow(MARGIN + HOST, y + aside, pitch - side, true, false, traffic.toHost(), "outputs");
  }

  private void tile(int tile) {
    double x = left(tile);
    double bottom = top(tile) + side;
    List<Population> populations = image.populations();
    int neurons = occupancy.neurons(tile);
    String hint = neurons == 0 ? "tile " + tile + ": empty" : "tile " + tile + ": " + occupancy.describe(tile, populations) + " of "
        + occupancy.slots();
    svg.rectangle(x, top(tile), side, side, Svg.PANEL, hint);
    double y = bottom;
    for (Map.Entry<Integer, Integer> part : occupancy.on(tile).entrySet()) {
      double height = Math.max(1, side * part.getValue() / occupancy.slots());
      y = Math.max(top(tile), y - height);
      svg.rectangle(x, y, side, height, occupancy.colour(part.getKey()), hint);
    }
    svg.frame(x, top(tile), side, side, neurons == 0 ? Svg.FAINT : Svg.INK, 1);
    double size = Math.clamp(side / 4, 9, 12);
    if (side >= NUMBERS_FROM) {
      svg.text(x + 4, top(tile) + size + 2, "start", size, Integer.toString(tile));
    }
    if (side >= NAMES_FROM) {
      names(tile, x, top(tile) + size + 2);
    }
  }

  /** As many populations as there is room for, by name and number of neurons. */
  private void names(int tile, double x, double firstLine) {
    int room = (int) ((top(tile) + side - firstLine - 4) / LINE);
    int line = 0;
    int left = occupancy.on(tile).size();
    for (Map.Entry<Integer, Integer> part : occupancy.on(tile).entrySet()) {
      line++;
      double y = firstLine + line * LINE;
      if (line == room && left > 1) {
        svg.text(x + 4, y, "start", 11, left + " more");
        return;
      }
      String count = Integer.toString(part.getValue());
      int letters = (int) ((side - 12) / LETTER) - count.length() - 1;
      svg.text(x + 4, y, "start", 11, shortened(image.populations().get(part.getKey()).name(), letters));
      svg.text(x + side - 4, y, "end", 11, count);
      left--;
    }
  }

  private static String shortened(String name, int letters) {
    int[] points = name.codePoints().toArray();
    return points.length <= letters ? name : new String(points, 0, Math.max(1, letters - 1)) + "\u2026";
  }
}
