package spikelock.mapper.train.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Shapes;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/**
 * A network as somebody wrote it.
 *
 * @param input [channels] or [channels, height, width]
 * @param layers at least one
 */
public record Sketch(int[] input, List<LayerSketch> layers) {
  private static final String INPUT = "input";

  public Sketch {
    layers = List.copyOf(layers);
  }

  /**
   * What holds for all layers that do not say otherwise.
   *
   * @param hidden units of all layers but the last
   * @param output units of the last
   * @param dropout of all layers but the last
   * @param dt timestep in s
   * @param subtract whether a spike subtracts the threshold
   */
  public record Common(UnitChoice hidden, UnitChoice output, double dropout, double dt, boolean subtract) {}

  /**
   * The plan.
   *
   * @throws InputException when shapes do not fit, a name is unknown or given twice, or a number is out of range
   */
  public NetworkPlan plan(String name, Common common) {
    List<String> names = names();
    List<int[]> shapes = new ArrayList<>();
    List<LayerPlan> planned = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      LayerSketch layer = layers.get(l);
      boolean last = l == layers.size() - 1;
      List<PathPlan> paths = paths(l, names);
      int[] before = paths.getFirst().source() == PathPlan.INPUT ? input : shapeOf(shapes, paths.getFirst().source(), names.get(l));
      int[] shape = layer.weights() instanceof Weights.Convolution kernel
          ? Shapes.convolved(Shapes.pooled(before, layer.pool(), names.get(l)), kernel, names.get(l)) : new int[] {layer.units()};
      double dropout = layer.dropout().orElse(last ? 0 : common.dropout());
      if (!(dropout >= 0 && dropout < 1)) {
        throw new InputException("dropout is " + dropout + ", must be 0 or above and below 1", "", names.get(l), "");
      }
      UnitChoice unit = layer.unit().or(last ? common.output() : common.hidden());
      shapes.add(shape);
      planned.add(new LayerPlan(names.get(l), shape, unit.unit(common.dt(), names.get(l)), paths, dropout));
    }
    return new NetworkPlan(name, input, planned, common.dt(), common.subtract());
  }

  /** The kind of the last layer's units, LIF where nothing was said. */
  public UnitKind outputKind(UnitChoice common) {
    return layers.getLast().unit().or(common).kind().orElse(UnitKind.LIF);
  }

  private static int[] shapeOf(List<int[]> shapes, int source, String layer) {
    if (source >= shapes.size()) {
      throw new InputException("the first of from must be the input or an earlier layer", "", layer, "");
    }
    return shapes.get(source);
  }

  private List<PathPlan> paths(int l, List<String> names) {
    LayerSketch layer = layers.get(l);
    List<PathPlan> paths = new ArrayList<>();
    List<String> from = layer.from().isEmpty() ? List.of(l == 0 ? INPUT : names.get(l - 1)) : layer.from();
    for (String source : from) {
      int number = source.equals(INPUT) ? PathPlan.INPUT : names.indexOf(source);
      if (number < 0 && !source.equals(INPUT)) {
        List<String> known = new ArrayList<>(names);
        known.add(INPUT);
        throw new InputException("there is no layer \"" + source + "\"", "", names.get(l), NearMiss.hint(source, known));
      }
      paths.add(new PathPlan(number, paths.isEmpty() ? layer.pool() : Pool.NONE, layer.weights()));
    }
    switch (layer.loop()) {
      case NONE -> { }
      case FULL -> paths.add(new PathPlan(l, Pool.NONE, new Weights.Dense()));
      case DIAGONAL -> paths.add(new PathPlan(l, Pool.NONE, new Weights.Diagonal()));
    }
    return paths;
  }

  /** Of layers without a name: conv1, hidden1, and output for the last. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    int[] count = new int[2];
    for (LayerSketch layer : layers) {
      boolean conv = layer.weights() instanceof Weights.Convolution;
      boolean last = names.size() == layers.size() - 1;
      String own = last ? "output" : conv ? "conv" + ++count[0] : "hidden" + ++count[1];
      names.add(layer.name().isEmpty() ? own : layer.name());
    }
    IntStream.range(0, names.size()).filter(i -> names.indexOf(names.get(i)) < i || names.get(i).equals(INPUT)).findFirst().ifPresent(i -> {
      throw new InputException("two layers are called \"" + names.get(i) + "\"", "", "layers", "each needs a name of its own");
    });
    return names;
  }
}
