package spikelock.toolchain.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import spikelock.toolchain.report.Palette;
import spikelock.toolchain.report.Svg;

/**
 * A sample on its way through the layers, from left to right: the picture, where it was one, the spikes it became, each layer's spike counts as maps
 * of its channels, and the counts of the output neurons as bars.
 */
final class LayerDrawing {
  private static final double HIGH = 132;
  private static final double TOP = 20;
  private static final double BOTTOM = 20;
  private static final double STEP = 34;
  private static final double GAP = 4;
  private static final double BARS = 110;
  private static final double NAME = 18;
  private static final double LETTER = 7;

  private final DemoRun run;
  private final Trace trace;
  private final Svg svg;
  private double x;

  private LayerDrawing(DemoRun run, Trace trace) {
    this.run = run;
    this.trace = trace;
    double width = (run.pictures().original() ? pictureWidth() + STEP : 0) + BARS + nameWidth() + 30;
    for (Trace.Layer layer : trace.layers().subList(0, trace.layers().size() - 1)) {
      width += Grid.of(layer).across() + STEP;
    }
    this.svg = new Svg(width, TOP + HIGH + BOTTOM, "Sample " + trace.sample() + " through the layers");
  }

  static Svg of(DemoRun run, Trace trace) {
    LayerDrawing drawing = new LayerDrawing(run, trace);
    if (run.pictures().original()) {
      drawing.picture();
      drawing.arrow();
    }
    List<Trace.Layer> layers = trace.layers();
    for (int i = 0; i + 1 < layers.size(); i++) {
      if (i > 0) {
        drawing.arrow();
      }
      drawing.maps(layers.get(i), i == 0 ? Svg.INK : Palette.pure(i - 1));
    }
    drawing.arrow();
    drawing.bars(trace.last(), Palette.pure(layers.size() - 2));
    return drawing.svg;
  }

  /**
   * Where the maps of a layer go.
   *
   * @param maps how many
   * @param height of a map in cells
   * @param width of a map in cells
   * @param columns maps beside each other
   * @param side of a cell in pixels
   */
  private record Grid(int maps, int height, int width, int columns, double side) {
    /** The last two axes are a map; a layer without them is one, nearly square. */
    static Grid of(Trace.Layer layer) {
      List<Integer> shape = layer.shape();
      boolean flat = shape.size() < 2;
      int wide = flat ? (int) Math.ceil(Math.sqrt(layer.neurons())) : shape.getLast();
      int high = flat ? (layer.neurons() + wide - 1) / wide : shape.get(shape.size() - 2);
      int maps = Math.max(1, flat ? 1 : layer.neurons() / (wide * high));
      int rows = (int) Math.sqrt(maps);
      return new Grid(maps, high, wide, (maps + rows - 1) / rows, (HIGH - (rows - 1) * GAP) / rows / high);
    }

    double pitchX() {
      return width * side + GAP;
    }

    double pitchY() {
      return height * side + GAP;
    }

    double across() {
      return columns * pitchX() - GAP;
    }
  }

  private double pictureWidth() {
    return HIGH * run.pictures().width() / run.pictures().height();
  }

  private double nameWidth() {
    return run.classes().stream().mapToInt(String::length).max().orElse(1) * LETTER + NAME;
  }

  private void picture() {
    Pictures pictures = run.pictures();
    double side = HIGH / pictures.height();
    svg.note(x, TOP - 8, "start", 11, "sample " + trace.sample());
    svg.cells(x, TOP, side, pictures.width(), pictures.values()[trace.sample()], Svg.INK, "the picture");
    svg.frame(x, TOP, pictures.width() * side, HIGH, Svg.FAINT, 1);
    svg.note(x, TOP + HIGH + 14, "start", 11, "label " + run.named(run.labels()[trace.sample()]));
    x += pictures.width() * side;
  }

  private void arrow() {
    double y = TOP + HIGH / 2;
    svg.line(x + 7, y, x + STEP - 12, y, Svg.FAINT, 2, "");
    svg.polygon(Svg.FAINT, "", x + STEP - 7, y, x + STEP - 14, y - 5, x + STEP - 14, y + 5);
    x += STEP;
  }

  private void maps(Trace.Layer layer, String colour) {
    Grid grid = Grid.of(layer);
    int[] counts = layer.counts();
    double greatest = Math.max(1, Arrays.stream(counts).max().orElse(1));
    int cells = grid.height() * grid.width();
    for (int map = 0; map < grid.maps(); map++) {
      double left = x + map % grid.columns() * grid.pitchX();
      double top = TOP + map / grid.columns() * grid.pitchY();
      double[] shares = new double[cells];
      for (int cell = 0; cell < cells && map * cells + cell < counts.length; cell++) {
        shares[cell] = Math.sqrt(counts[map * cells + cell] / greatest);
      }
      svg.cells(left, top, grid.side(), grid.width(), shares, colour, layer.name() + (grid.maps() > 1 ? ", channel " + map : ""));
    }
    svg.note(x, TOP - 8, "start", 11, layer.name() + " " + layer.shape().stream().map(String::valueOf).collect(Collectors.joining(" \u00d7 ")));
    svg.note(x, TOP + HIGH + 14, "start", 11, String.format(Locale.ROOT, "%,d spikes", layer.total()));
    x += grid.across();
  }

  private void bars(Trace.Layer layer, String colour) {
    int[] counts = layer.counts();
    double greatest = Math.max(1, Arrays.stream(counts).max().orElse(1));
    double pitch = HIGH / counts.length;
    double size = Math.clamp(pitch - 2, 5, 11);
    double left = x + nameWidth();
    svg.note(x, TOP - 8, "start", 11, layer.name() + ": spikes");
    for (int neuron = 0; neuron < counts.length; neuron++) {
      double middle = TOP + (neuron + .5) * pitch;
      boolean answer = neuron == run.predictions()[trace.sample()];
      String what = run.named(neuron) + ": " + counts[neuron] + " spikes";
      svg.rectangle(left, middle - pitch * .36, BARS, pitch * .72, Svg.PANEL, what);
      svg.rectangle(left, middle - pitch * .36, Math.max(.1, BARS * counts[neuron] / greatest), pitch * .72, answer ? run.isRight(trace.sample()) ? colour : Svg.BAD : Svg.FAINT, what);
      svg.text(left - 6, middle + size * .36, "end", size, run.named(neuron));
      svg.note(left + BARS + 6, middle + size * .36, "start", size, Integer.toString(counts[neuron]));
    }
    boolean right = run.isRight(trace.sample());
    svg.note(x, TOP + HIGH + 14, "start", 11, "read as " + run.named(run.predictions()[trace.sample()]) + (right ? "" : ": wrong"));
  }
}
