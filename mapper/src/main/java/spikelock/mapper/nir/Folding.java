package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import spikelock.mapper.linear.LinearMap;
import spikelock.mapper.linear.Step;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/**
 * What every vertex computes in terms of the populations: a sum of linear functions and constants. Chains of linear nodes,
 * fan-out and fan-in all end up as at most one function from each population to each other.
 */
final class Folding {
  private static final int MOST_NAMES = 12;

  /** A linear function of a population, and the linear nodes it went through. */
  record Term(LinearMap map, Set<String> via) {}

  /** A constant vector that arises where the given populations arrive. */
  record Constant(Set<Integer> sources, double[] values) {}

  /** @param terms by vertex number of the population */
  record Sum(Map<Integer, Term> terms, List<Constant> constants) {}

  private final FlatGraph graph;
  private final Sizes sizes;
  private final LinearMap.Work work;
  private final double dt;
  private final boolean channelsLast;
  private final Map<Integer, Sum> linear = new LinkedHashMap<>();

  private Folding(FlatGraph graph, Sizes sizes, LinearMap.Work work, double dt, boolean channelsLast) {
    this.dt = dt;
    this.channelsLast = channelsLast;
    this.graph = graph;
    this.sizes = sizes;
    this.work = work;
  }

  /**
   * What arrives at each neuron and output, by vertex number.
   *
   * @param dt duration of a timestep in s, for delays
   * @param channelsLast whether a Flatten counts the channels of a picture last, against NIR
   */
  static Map<Integer, Sum> of(FlatGraph graph, Sizes sizes, LinearMap.Work work, double dt, boolean channelsLast) {
    Folding folding = new Folding(graph, sizes, work, dt, channelsLast);
    for (Vertex vertex : graph.linearOrder()) {
      if (vertex.before.isEmpty()) {
        throw vertex.node.error("nothing leads to this " + vertex.node.type(), "connect it or remove it");
      }
      folding.linear.put(vertex.number, folding.after(vertex, folding.arriving(vertex)));
    }
    Map<Integer, Sum> arriving = new TreeMap<>();
    for (Vertex vertex : graph.ofRole(Role.NEURON, Role.OUTPUT)) {
      arriving.put(vertex.number, folding.arriving(vertex));
    }
    return arriving;
  }

  private Sum arriving(Vertex vertex) {
    Map<Integer, Term> terms = new TreeMap<>();
    List<Constant> constants = new ArrayList<>();
    for (int b : vertex.before) {
      Vertex before = graph.vertices.get(b);
      if (FlatGraph.isLinear(before)) {
        Sum sum = linear.get(b);
        sum.terms.forEach((source, term) -> terms.merge(source, term, this::join));
        for (Constant constant : sum.constants) {
          add(constants, constant);
        }
      } else {
        terms.merge(b, new Term(new LinearMap.Identity(sizes.size(before)), Set.of()), this::join);
      }
    }
    return new Sum(terms, constants);
  }

  private Term join(Term a, Term b) {
    Set<String> via = new LinkedHashSet<>(a.via);
    via.addAll(b.via);
    return new Term(a.map.plus(b.map, work), limited(via));
  }

  private void add(List<Constant> constants, Constant added) {
    work.spend(added.values.length);
    for (int i = 0; i < constants.size(); i++) {
      if (constants.get(i).sources.equals(added.sources)) {
        double[] sum = constants.get(i).values.clone();
        for (int j = 0; j < sum.length; j++) {
          sum[j] += added.values[j];
        }
        constants.set(i, new Constant(added.sources, sum));
        return;
      }
    }
    constants.add(added);
  }

  private Sum after(Vertex vertex, Sum sum) {
    if (vertex.role == Role.PASS) {
      int[] shape = sizes.inShape(vertex);
      return channelsLast && vertex.node.type().equals("Flatten") && shape.length == 3
          ? reordered(vertex, sum, Step.Reorder.channelsLast(shape[0], shape[1], shape[2])) : sum;
    }
    NirNode node = vertex.node;
    if (node.type().equals("Scale")) {
      double[] factors = broadcast(node.numbers("scale"), sizes.size(vertex));
      List<Constant> constants = new ArrayList<>();
      for (Constant constant : sum.constants) {
        double[] values = constant.values.clone();
        for (int i = 0; i < values.length; i++) {
          values[i] *= factors[i];
        }
        add(constants, new Constant(constant.sources, values));
      }
      return new Sum(mapped(vertex, sum, map -> map.then(factors, work)), constants);
    }
    if (SpatialNode.TYPES.contains(node.type())) {
      return spatial(vertex, sum);
    }
    if (node.type().equals("Delay")) {
      return delayed(vertex, sum);
    }
    LinearMap.Dense matrix = matrix(vertex, sizes);
    List<Constant> constants = new ArrayList<>();
    for (Constant constant : sum.constants) {
      add(constants, new Constant(constant.sources, product(matrix, constant.values)));
    }
    Map<Integer, Term> terms = mapped(vertex, sum, map -> map.then(matrix, work));
    if (node.type().equals("Affine")) {
      double[] bias = broadcast(node.numbers("bias"), sizes.size(vertex));
      if (bias.length != sizes.size(vertex)) {
        throw node.error("field \"bias\" has " + bias.length + " values but \"weight\" has " + sizes.size(vertex) + " outputs", "");
      }
      add(constants, new Constant(new TreeSet<>(sum.terms.keySet()), bias));
    }
    return new Sum(terms, constants);
  }

  private Sum spatial(Vertex vertex, Sum sum) {
    SpatialNode spatial = SpatialNode.of(vertex.node, sizes.inShape(vertex));
    List<Constant> constants = new ArrayList<>();
    for (Constant constant : sum.constants) {
      add(constants, new Constant(constant.sources, spatial.step().of(constant.values, work)));
    }
    if (vertex.node.type().startsWith("Conv") && vertex.node.has("bias")) {
      double[] values = bias(vertex, spatial, sizes.size(vertex));
      add(constants, new Constant(new TreeSet<>(sum.terms.keySet()), values));
    }
    return new Sum(mapped(vertex, sum, map -> map.then(spatial.step())), constants);
  }

  private Sum reordered(Vertex vertex, Sum sum, Step step) {
    List<Constant> constants = new ArrayList<>();
    for (Constant constant : sum.constants) {
      add(constants, new Constant(constant.sources, step.of(constant.values, work)));
    }
    return new Sum(mapped(vertex, sum, map -> map.then(step)), constants);
  }

  /** A convolution's constants, one for each output. */
  static double[] bias(Vertex vertex, SpatialNode spatial, int size) {
    double[] bias = vertex.node.numbers("bias");
    int channels = spatial.out()[0];
    if (bias.length != channels && bias.length != 1) {
      throw vertex.node.error("field \"bias\" has " + bias.length + " values for " + channels + " output channels", "");
    }
    double[] values = new double[size];
    for (int i = 0; i < values.length; i++) {
      values[i] = bias[bias.length == 1 ? 0 : i / (values.length / channels)];
    }
    return values;
  }

  /** Constants are not delayed: they act from the first timestep on. */
  private Sum delayed(Vertex vertex, Sum sum) {
    double[] seconds = broadcast(vertex.node.numbers("delay"), sizes.size(vertex));
    int[] timesteps = new int[seconds.length];
    double worst = 0;
    for (int i = 0; i < timesteps.length; i++) {
      double wanted = seconds[i] / dt;
      if (wanted < 0 || wanted > Short.MAX_VALUE) {
        throw vertex.node.error("field \"delay\" is " + seconds[i] + " s at index " + i + ", which is " + wanted
            + " timesteps of " + dt + " s; must be 0.." + Short.MAX_VALUE, wanted < 0 ? "" : "give --dt or --time-unit");
      }
      timesteps[i] = (int) Math.rint(wanted);
      worst = Math.max(worst, Math.abs(wanted - timesteps[i]));
    }
    if (worst > 0.01) {
      graph.repairs.add("'" + vertex.name + "' has delays that are no whole timesteps: rounded, by up to "
          + Math.round(worst * 100) + " % of a timestep of " + dt + " s");
    }
    if (!sum.constants.isEmpty()) {
      graph.repairs.add("'" + vertex.name + "' delays a bias: the bias acts from the first timestep on, only spikes come later");
    }
    Step.Delay step = new Step.Delay(timesteps);
    return new Sum(mapped(vertex, sum, map -> map.then(step)), sum.constants);
  }

  private interface Onward {
    LinearMap on(LinearMap map);
  }

  private static Map<Integer, Term> mapped(Vertex vertex, Sum sum, Onward step) {
    Map<Integer, Term> terms = new TreeMap<>();
    sum.terms.forEach((source, term) -> {
      Set<String> via = new LinkedHashSet<>(term.via);
      via.add(vertex.name);
      terms.put(source, new Term(step.on(term.map), limited(via)));
    });
    return terms;
  }

  private static Set<String> limited(Set<String> via) {
    if (via.size() <= MOST_NAMES) {
      return via;
    }
    Set<String> some = new LinkedHashSet<>(via.stream().limit(MOST_NAMES - 1).toList());
    some.add("...");
    return some;
  }

  /** The node's weights, finite. */
  static float[] weights(NirNode node) {
    double[] checked = node.numbers("weight");
    float[] weights = node.array("weight").floats();
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw node.error("field \"weight\" has " + checked[i] + ", too large for a 32-bit float", "");
      }
    }
    return weights;
  }

  /** A Linear or Affine node's weights, [outputs, inputs]. */
  static LinearMap.Dense matrix(Vertex vertex, Sizes sizes) {
    float[] weights = weights(vertex.node);
    int rows = sizes.size(vertex);
    int columns = sizes.inputs(vertex);
    if (sizes.isTransposed(vertex)) {
      float[] turned = new float[weights.length];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          turned[r * columns + c] = weights[c * rows + r];
        }
      }
      weights = turned;
    }
    return new LinearMap.Dense(rows, columns, weights);
  }

  private double[] product(LinearMap.Dense matrix, double[] vector) {
    work.spend(matrix.weights().length);
    double[] product = new double[matrix.rows()];
    for (int r = 0; r < product.length; r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        product[r] += matrix.weights()[r * matrix.columns() + c] * vector[c];
      }
    }
    return product;
  }

  static double[] broadcast(double[] values, int size) {
    if (values.length != 1 || size == 1) {
      return values;
    }
    double[] all = new double[size];
    java.util.Arrays.fill(all, values[0]);
    return all;
  }
}
