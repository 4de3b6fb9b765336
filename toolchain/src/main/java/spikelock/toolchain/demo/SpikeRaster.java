package spikelock.toolchain.demo;

import java.util.List;
import java.util.Locale;
import spikelock.toolchain.report.Palette;
import spikelock.toolchain.report.Svg;

/** Every spike of a few samples: a column a sample, a row a layer, and in each time to the right and neurons downwards. */
final class SpikeRaster {
  private static final double WIDTH = 980;
  private static final double NAMES = 120;
  private static final double BETWEEN = 18;
  private static final double TOP = 20;
  private static final double BOTTOM = 30;
  private static final double LEAST_MARK = 1.3;
  private static final double GREATEST_MARK = 6;

  private final DemoRun run;
  private final Svg svg;
  private final double wide;

  private SpikeRaster(DemoRun run) {
    this.run = run;
    List<Trace> traces = run.traces();
    this.wide = (WIDTH - NAMES - (traces.size() - 1) * BETWEEN) / traces.size();
    double high = traces.getFirst().layers().stream().mapToDouble(l -> height(l) + BETWEEN).sum();
    this.svg = new Svg(WIDTH, TOP + high - BETWEEN + BOTTOM, "Spikes of " + traces.size() + " samples in every timestep");
  }

  static Svg of(DemoRun run) {
    SpikeRaster raster = new SpikeRaster(run);
    raster.names();
    for (int column = 0; column < run.traces().size(); column++) {
      raster.column(run.traces().get(column), NAMES + column * (raster.wide + BETWEEN));
    }
    return raster.svg;
  }

  private static double height(Trace.Layer layer) {
    return Math.clamp(6 * Math.sqrt(layer.neurons()), 84, 136);
  }

  private void names() {
    double y = TOP;
    for (Trace.Layer layer : run.traces().getFirst().layers()) {
      svg.text(0, y + 12, "start", 12, layer.name());
      svg.note(0, y + 27, "start", 11, String.format(Locale.ROOT, "%,d %s", layer.neurons(), y == TOP ? "inputs" : "neurons"));
      y += height(layer) + BETWEEN;
    }
    svg.note(0, y - BETWEEN + 14, "start", 11, "timestep");
  }

  private void column(Trace trace, double x) {
    int sample = trace.sample();
    svg.text(x, TOP - 7, "start", 12, run.named(run.labels()[sample]) + (run.isRight(sample) ? "" : ", read as " + run.named(run.predictions()[sample])));
    double y = TOP;
    for (int i = 0; i < trace.layers().size(); i++) {
      Trace.Layer layer = trace.layers().get(i);
      panel(trace, layer, x, y, i == 0 ? Svg.INK : Palette.pure(i - 1));
      if (i + 1 == trace.layers().size() && layer.neurons() <= 12) {
        classes(layer, x, y);
      }
      y += height(layer) + BETWEEN;
    }
    double axis = y - BETWEEN + 14;
    int step = Math.max(1, trace.timesteps() / 4);
    for (int timestep = 0; timestep < trace.timesteps(); timestep += step) {
      svg.note(x + wide * (timestep + .5) / trace.timesteps(), axis, "middle", 10, Integer.toString(timestep));
    }
  }

  private void panel(Trace trace, Trace.Layer layer, double x, double y, String colour) {
    double high = height(layer);
    svg.rectangle(x, y, wide, high, Svg.PANEL, String.format(Locale.ROOT, "%s: %,d spikes", layer.name(), layer.total()));
    double across = wide / trace.timesteps();
    double down = high / layer.neurons();
    double tall = Math.clamp(down * .8, LEAST_MARK, GREATEST_MARK);
    double[] corners = new double[2 * (int) layer.total()];
    int at = 0;
    for (int i = 0; i < layer.spikes().length; i++) {
      if (layer.spikes()[i] != 0) {
        corners[at++] = x + i / layer.neurons() * across + across * .12;
        corners[at++] = y + (i % layer.neurons() + .5) * down - tall / 2;
      }
    }
    svg.marks(colour, across * .76, tall, corners);
  }

  /** The names of few output neurons, beside the first column only. */
  private void classes(Trace.Layer layer, double x, double y) {
    if (x == NAMES) {
      double down = height(layer) / layer.neurons();
      for (int neuron = 0; neuron < layer.neurons(); neuron++) {
        svg.note(x - 6, y + (neuron + .5) * down + 3, "end", Math.clamp(down, 6, 10), run.named(neuron));
      }
    }
  }
}
