package spikelock.mapper.description;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.source.SourceFile;

/** Reads the entries of {@code projections}. */
final class ProjectionReader {
  private static final int LONGEST_DELAY = 4095;
  /** Weights that a few words of YAML may unfold into. */
  private static final long MOST_UNFOLDED = 1L << 26;
  private static final List<String> FORMS = List.of("weights", "all_to_all", "one_to_one", "list", "matrix", "edges", "fan_out");

  private final Values values;
  private final List<Population> populations;
  private final Map<String, Integer> byName;
  private long unfolded;

  ProjectionReader(Values values, List<Population> populations, Map<String, Integer> byName) {
    this.values = values;
    this.populations = populations;
    this.byName = byName;
  }

  /** Weights, and the delay if the connectivity says it. */
  private record Connected(Connectivity connectivity, int delay) {}

  Projection read(YamlMap map) {
    int from = population(map, "from");
    int to = population(map, "to");
    Population source = populations.get(from);
    Population target = populations.get(to);
    if (target.isInput()) {
      throw map.error("to", "'" + target.name() + "' is an input and takes nothing", "");
    }
    List<String> forms = FORMS.stream().filter(map::has).toList();
    if (forms.size() != 1) {
      throw map.error(forms.isEmpty() ? "from" : forms.get(1), "a projection needs exactly one of " + String.join(", ", FORMS), "");
    }
    int delay = map.integer("delay", 0, LONGEST_DELAY, source.isInstant() ? 0 : 1);
    Connected connected;
    try {
      connected = connect(map, forms.getFirst(), source.size(), target.size(), delay);
    } catch (InputException e) {
      throw e.file().isEmpty() ? map.error(forms.getFirst(), e.getMessage(), e.hint()) : e;
    }
    double[] bias = map.has("bias") ? values.numbers(map, "bias", target.size()) : new double[0];
    float[] spread = new float[bias.length == 0 ? 0 : target.size()];
    for (int i = 0; i < spread.length; i++) {
      spread[i] = (float) (bias.length == 1 ? bias[0] : bias[i]);
    }
    Projection projection = new Projection(map.text("name", source.name() + "->" + target.name()), from, to,
        PopulationReader.input(map, target), connected.connectivity(), connected.delay(), spread, map.flag("loop", false));
    map.rejectUnknown();
    return projection;
  }

  private int population(YamlMap map, String field) {
    String name = map.text(field);
    Integer index = byName.get(name);
    if (index == null) {
      throw map.error(field, "there is no population \"" + name + "\"", NearMiss.hint(name, byName.keySet()));
    }
    return index;
  }

  private Connected connect(YamlMap map, String form, int sources, int targets, int delay) {
    return switch (form) {
      case "weights" -> new Connected(inline(map, sources, targets), delay);
      case "all_to_all" -> {
        unfold((long) sources * targets);
        float[] weights = new float[sources * targets];
        Arrays.fill(weights, EdgeList.finite(map.number("all_to_all"), 0));
        yield new Connected(new Connectivity.Dense(sources, targets, weights), delay);
      }
      case "one_to_one" -> new Connected(oneToOne(map, sources, targets), delay);
      case "list" -> edgesInline(map, sources, targets, delay);
      case "matrix" -> new Connected(matrix(map, sources, targets), delay);
      case "edges" -> edges(map, sources, targets, delay);
      case "fan_out" -> new Connected(fanOut(map, sources, targets), delay);
      default -> throw new IllegalStateException(form);
    };
  }

  private void unfold(long weights) {
    unfolded += weights;
    if (unfolded > MOST_UNFOLDED) {
      throw new InputException("all_to_all and one_to_one make more than " + MOST_UNFOLDED + " weights in all", "", "",
          "put them in a .npz file");
    }
  }

  private static Connectivity inline(YamlMap map, int sources, int targets) {
    double[][] rows = map.rows("weights");
    if (rows.length != targets) {
      throw map.error("weights", "has " + rows.length + " rows for " + targets + " target neurons", "rows are targets");
    }
    float[] weights = new float[Math.multiplyExact(sources, targets)];
    for (int t = 0; t < targets; t++) {
      if (rows[t].length != sources) {
        throw map.error("weights", "row " + t + " has " + rows[t].length + " values for " + sources + " source neurons", "");
      }
      for (int s = 0; s < sources; s++) {
        weights[t * sources + s] = EdgeList.finite(rows[t][s], t * sources + s);
      }
    }
    return new Connectivity.Dense(sources, targets, weights);
  }

  private Connectivity oneToOne(YamlMap map, int sources, int targets) {
    if (sources != targets) {
      throw map.error("one_to_one", "joins " + sources + " neurons to " + targets, "both populations need one size");
    }
    unfold(sources);
    double[] given = values.numbers(map, "one_to_one", sources);
    float[] weights = new float[sources];
    for (int i = 0; i < sources; i++) {
      weights[i] = EdgeList.finite(given.length == 1 ? given[0] : given[i], i);
    }
    return new Connectivity.Diagonal(weights);
  }

  private static Connected edgesInline(YamlMap map, int sources, int targets, int delay) {
    double[][] rows = map.rows("list");
    int width = rows.length == 0 ? 3 : rows[0].length;
    double[][] columns = new double[4][rows.length];
    for (int e = 0; e < rows.length; e++) {
      if (rows[e].length != width || width < 3 || width > 4) {
        throw map.error("list", "entry " + e + " must be [source, target, weight] or [source, target, weight, delay], all alike", "");
      }
      for (int c = 0; c < width; c++) {
        columns[c][e] = rows[e][c];
      }
    }
    int[] shape = {rows.length};
    EdgeList edges = new EdgeList(new NdArray(shape, columns[0]), sources, targets);
    edges.targets(new NdArray(shape, columns[1]));
    edges.weights(new NdArray(shape, columns[2]));
    if (width == 4) {
      requireNoDelay(map, "list");
      edges.delays(new NdArray(shape, columns[3]));
    }
    return new Connected(edges.connectivity(), width == 4 ? edges.least() : delay);
  }

  private static void requireNoDelay(YamlMap map, String form) {
    if (map.has("delay")) {
      throw map.error("delay", "is given although every edge in " + form + " has its own", "remove one of the two");
    }
  }

  private Connectivity matrix(YamlMap map, int sources, int targets) {
    NdArray matrix = values.array(map, "matrix");
    if (matrix.rank() != 2 || matrix.shape()[0] != targets || matrix.shape()[1] != sources) {
      throw map.error("matrix", "has the shape " + matrix.shapeText() + ", must be (targets, sources) = (" + targets + ", " + sources
          + ")", "");
    }
    float[] weights = matrix.floats();
    for (int i = 0; i < weights.length; i++) {
      EdgeList.finite(weights[i], i);
    }
    return new Connectivity.Dense(sources, targets, weights);
  }

  private Connected edges(YamlMap map, int sources, int targets, int delay) {
    SourceFile file = values.file(map, "file");
    YamlMap names = map.map("edges");
    EdgeList edges = new EdgeList(file.array(names.text("source", "source")), sources, targets);
    edges.targets(file.array(names.text("target", "target")));
    if (names.has("weight") && names.text("weight").matches("[-+.0-9].*")) {
      edges.weights(EdgeList.finite(names.number("weight"), 0));
    } else {
      edges.weights(file.array(names.text("weight", "weight")));
    }
    boolean delays = names.has("delay");
    if (delays) {
      requireNoDelay(map, "edges");
      edges.delays(file.array(names.text("delay")));
    }
    names.rejectUnknown();
    return new Connected(edges.connectivity(), delays ? edges.least() : delay);
  }

  private Connectivity fanOut(YamlMap map, int sources, int targets) {
    SourceFile file = values.file(map, "file");
    YamlMap names = map.map("fan_out");
    NdArray target = file.array(names.text("target", "target"));
    if (target.rank() != 2 || target.shape()[0] != sources) {
      throw map.error("fan_out", "the targets have the shape " + target.shapeText() + ", must be (" + sources + ", fan-out)", "");
    }
    int[] targetOf = target.isInteger() ? target.ints() : new int[0];
    if (targetOf.length != target.size()) {
      throw map.error("fan_out", "the targets are not whole numbers", "");
    }
    for (int i = 0; i < targetOf.length; i++) {
      if (targetOf[i] < 0 || targetOf[i] >= targets) {
        throw map.error("fan_out", "target " + i + " is " + targetOf[i] + ", must be 0.." + (targets - 1), "");
      }
    }
    NdArray weight = file.array(names.text("weight", "weight"));
    if (!Arrays.equals(weight.shape(), target.shape())) {
      throw map.error("fan_out", "the weights have the shape " + weight.shapeText() + ", the targets " + target.shapeText(), "");
    }
    float[] weights = weight.floats();
    for (int i = 0; i < weights.length; i++) {
      EdgeList.finite(weights[i], i);
    }
    names.rejectUnknown();
    int fanOut = target.shape()[1];
    int[] rowStart = new int[sources + 1];
    for (int s = 0; s < sources; s++) {
      rowStart[s + 1] = (s + 1) * fanOut;
    }
    return new Connectivity.Sparse(sources, targets, rowStart, targetOf, weights, new short[0]);
  }
}
