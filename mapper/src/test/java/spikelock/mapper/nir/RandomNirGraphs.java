package spikelock.mapper.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

/** Deals NIR graphs: nested, with loops, skips, delays, convolutions and every kind of neuron. */
public final class RandomNirGraphs {
  private static final double DT = 1e-3;
  private static final List<String> SPIKING = List.of("IF", "LIF", "CubaLIF", "Threshold");
  private static final List<String> READOUTS = List.of("I", "LI", "CubaLI");

  /** What a graph has. */
  public enum Feature { NESTED, LOOP, SKIP, DELAY, CONVOLUTION, POOL, FLATTEN, SCALE, AFFINE, READOUT, TWO_OUTPUTS, LINEAR_END, IF, LIF,
    CUBALIF, THRESHOLD, I, LI, CUBALI }

  /** The network of a graph in memory, and of the same graph written and read. */
  public record Made(Network before, Network after, Set<Feature> features) {}

  /** Nodes and edges of one graph in the making. */
  private static final class Draft {
    final String path;
    final Map<String, NirNode> nodes = new TreeMap<>();
    final List<NirNode.Edge> edges = new ArrayList<>();

    Draft(String path) {
      this.path = path;
    }

    String full(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    String add(String name, String type, Object... fields) {
      Map<String, NdArray> arrays = new TreeMap<>();
      for (int i = 0; i < fields.length; i += 2) {
        arrays.put((String) fields[i], (NdArray) fields[i + 1]);
      }
      nodes.put(name, new NirNode(full(name), type, arrays, Map.of(), List.of(), Map.of()));
      return name;
    }

    void edge(String from, String to) {
      edges.add(new NirNode.Edge(from, to));
    }

    NirNode graph(Map<String, NdArray> metadata) {
      return new NirNode(path, "NIRGraph", Map.of(), nodes, edges, metadata);
    }
  }

  /** Something that can be connected to. */
  private record Source(String name, int[] shape) {}

  private final Random random;
  private final Draft top = new Draft("");
  private final Set<Feature> features = EnumSet.noneOf(Feature.class);
  private final List<Source> sources = new ArrayList<>();
  private int numbers;

  private RandomNirGraphs(Random random) {
    this.random = random;
  }

  /** Makes a graph, writes it to {@code file} and reads it again. */
  public static Made make(Random random, Path file) {
    RandomNirGraphs maker = new RandomNirGraphs(random);
    NirNode graph = maker.graph();
    NirModel model = NirModel.of("made", graph);
    Network before = model.network(RunOptions.NONE);
    model.write(file, RunOptions.NONE);
    NirModel read = NirModel.read(SourceFile.of(file));
    if (!read.repairs().isEmpty()) {
      throw new AssertionError("what was written needs repairs: " + read.repairs());
    }
    Network after = read.network(RunOptions.NONE);
    SameNetwork.require("written and read", before, after);
    return new Made(before, after, maker.features);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String fresh(String kind) {
    return kind + numbers++;
  }

  private NirNode graph() {
    int[] shape = chance(50) ? new int[] {1 + random.nextInt(2), 5 + random.nextInt(3), 5 + random.nextInt(3)}
        : new int[] {3 + random.nextInt(8)};
    sources.add(new Source(top.add("in", "Input", "shape", shape(shape)), shape));
    int stages = 1 + random.nextInt(4);
    for (int stage = 0; stage < stages; stage++) {
      stage(stage == stages - 1);
    }
    Source last = sources.getLast();
    if (chance(15)) {
      features.add(Feature.LINEAR_END);
      last = linear(last, 1 + random.nextInt(4));
    }
    top.edge(last.name, top.add("out", "Output", "shape", shape(last.shape)));
    if (sources.size() > 2 && chance(40)) {
      Source other = sources.get(1 + random.nextInt(sources.size() - 2));
      top.edge(other.name, top.add("out2", "Output", "shape", shape(other.shape)));
      features.add(Feature.TWO_OUTPUTS);
    }
    return top.graph(Map.of("dt", new NdArray(new int[0], new double[] {DT})));
  }

  private void stage(boolean isLast) {
    Source from = sources.getLast();
    if (from.shape.length == 3 && chance(65) && Math.min(from.shape[1], from.shape[2]) >= 3) {
      from = spatial(from);
    } else {
      from = linear(from, 2 + random.nextInt(8));
    }
    if (chance(15)) {
      from = delay(from);
    }
    String kind = isLast && chance(40) ? READOUTS.get(random.nextInt(3)) : SPIKING.get(random.nextInt(4));
    features.add(Feature.valueOf(kind.toUpperCase(java.util.Locale.ROOT)));
    if (READOUTS.contains(kind)) {
      features.add(Feature.READOUT);
    }
    Source neuron = neuron(from, kind);
    if (sources.size() > 1 && neuron.shape.length == 1 && chance(40)) {
      features.add(Feature.SKIP);
      Source skip = linear(sources.get(random.nextInt(sources.size() - 1)), size(neuron.shape));
      top.edge(skip.name, neuron.name);
    }
    sources.add(neuron);
  }

  private static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static NdArray shape(int[] shape) {
    return new NdArray(new int[] {shape.length}, Arrays.stream(shape).asLongStream().toArray());
  }

  private NdArray numbers(double least, double most, int... shape) {
    boolean narrow = chance(50);
    double[] wide = random.doubles(size(shape), least, most).toArray();
    if (!narrow) {
      return new NdArray(shape, wide);
    }
    float[] values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
    }
    return new NdArray(shape, values);
  }

  private static NdArray whole(long... values) {
    return new NdArray(values.length == 1 ? new int[0] : new int[] {values.length}, values);
  }

  private Source linear(Source from, int size) {
    Source flat = from;
    if (flat.shape.length > 1) {
      features.add(Feature.FLATTEN);
      int[] shape = {size(flat.shape)};
      String name = top.add(fresh("flat"), "Flatten", "start_dim", whole(0), "end_dim", whole(-1), "input_type", shape(flat.shape));
      top.edge(flat.name, name);
      flat = new Source(name, shape);
    }
    if (chance(25)) {
      features.add(Feature.SCALE);
      String name = top.add(fresh("scale"), "Scale", "scale", numbers(0.5, 1.5, flat.shape));
      top.edge(flat.name, name);
      flat = new Source(name, flat.shape);
    }
    NdArray weight = numbers(-0.6, 1.2, size, flat.shape[0]);
    String name;
    if (chance(50)) {
      features.add(Feature.AFFINE);
      name = top.add(fresh("fc"), "Affine", "weight", weight, "bias", numbers(-0.1, 0.3, size));
    } else {
      name = top.add(fresh("fc"), "Linear", "weight", weight);
    }
    top.edge(flat.name, name);
    return new Source(name, new int[] {size});
  }

  private Source spatial(Source from) {
    features.add(Feature.CONVOLUTION);
    int channels = from.shape[0];
    int groups = channels == 2 && chance(30) ? 2 : 1;
    int out = groups * (1 + random.nextInt(2));
    int kernel = 1 + random.nextInt(3);
    boolean same = chance(20);
    int stride = same ? 1 : 1 + random.nextInt(2);
    int padding = random.nextInt(kernel);
    NdArray pad = same ? new NdArray(new int[0], new String[] {"same"}) : whole(padding, padding);
    String name = top.add(fresh("conv"), "Conv2d", "input_shape", whole(from.shape[1], from.shape[2]), "weight",
        numbers(-0.4, 1.2, out, channels / groups, kernel, kernel), "stride", whole(stride, stride), "padding", pad, "dilation", whole(1, 1),
        "groups", whole(groups), "bias", numbers(-0.1, 0.2, out));
    top.edge(from.name, name);
    int[] shape = {out, same ? from.shape[1] : (from.shape[1] + 2 * padding - kernel) / stride + 1,
        same ? from.shape[2] : (from.shape[2] + 2 * padding - kernel) / stride + 1};
    if (Math.min(shape[1], shape[2]) < 3 || chance(60)) {
      return new Source(name, shape);
    }
    features.add(Feature.POOL);
    String pool = top.add(fresh("pool"), chance(50) ? "SumPool2d" : "AvgPool2d", "kernel_size", whole(2, 2), "stride", whole(2, 2), "padding",
        whole(0, 0));
    top.edge(name, pool);
    return new Source(pool, new int[] {out, shape[1] / 2, shape[2] / 2});
  }

  private Source delay(Source from) {
    features.add(Feature.DELAY);
    double[] seconds = random.ints(size(from.shape), 0, 4).mapToDouble(steps -> steps * DT).toArray();
    String name = top.add(fresh("delay"), "Delay", "delay", new NdArray(from.shape, seconds));
    top.edge(from.name, name);
    return new Source(name, from.shape);
  }

  /** A neuron, perhaps with a loop, perhaps inside one or more graphs. */
  private Source neuron(Source from, String kind) {
    int depth = chance(35) ? 1 + random.nextInt(3) : 0;
    String name = fresh(depth > 0 ? "sub" : "n");
    boolean loop = SPIKING.contains(kind) && from.shape.length == 1 && chance(35);
    if (loop) {
      features.add(Feature.LOOP);
    }
    if (depth == 0) {
      add(top, name, kind, from.shape, loop);
      top.edge(from.name, name);
    } else {
      features.add(Feature.NESTED);
      top.nodes.put(name, sub(name, kind, from.shape, loop, depth));
      top.edge(from.name, name);
    }
    return new Source(name, from.shape);
  }

  private NirNode sub(String path, String kind, int[] shape, boolean loop, int depth) {
    Draft draft = new Draft(path);
    draft.add("p", "Input", "shape", shape(shape));
    draft.add("q", "Output", "shape", shape(shape));
    if (depth > 1) {
      draft.nodes.put("g", sub(draft.full("g"), kind, shape, loop, depth - 1));
    } else {
      add(draft, "g", kind, shape, loop);
    }
    draft.edge("p", "g");
    draft.edge("g", "q");
    return draft.graph(Map.of());
  }

  private void add(Draft draft, String name, String kind, int[] shape, boolean loop) {
    List<Object> fields = new ArrayList<>();
    for (String field : NodeChecks.FIELDS.get(kind)) {
      fields.add(field);
      fields.add(switch (field) {
        case "tau", "tau_mem", "tau_syn" -> numbers(2 * DT, 20 * DT, shape);
        case "r" -> kind.equals("I") || kind.equals("IF") ? numbers(0.8, 1.2, shape) : numbers(2, 8, shape);
        case "w_in" -> numbers(2, 6, shape);
        case "v_leak" -> numbers(-0.2, 0.2, shape);
        case "v_reset" -> numbers(-0.3, 0.1, shape);
        default -> numbers(0.6, 1.5, shape);
      });
    }
    draft.add(name, kind, fields.toArray());
    if (loop) {
      String rec = draft.add(name + "_rec", "Linear", "weight", numbers(-0.5, 0.3, shape[0], shape[0]));
      draft.edge(name, rec);
      draft.edge(rec, name);
    }
  }
}
