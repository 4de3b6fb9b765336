package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/** Puts a node into words and equations. */
final class Explainer {
  private final NirModel model;
  private final Network network;
  private final RunOptions options;
  private final double unit;

  /**
   * Explains nodes of a file.
   *
   * @param options that the network was made with
   * @param unit of the file's times in s
   */
  Explainer(NirModel model, Network network, RunOptions options, double unit) {
    this.options = options;
    this.model = model;
    this.network = network;
    this.unit = unit;
  }

  NodeExplanation of(NirPart part, Vertex vertex) {
    List<String> equation = new ArrayList<>();
    List<String> where = new ArrayList<>();
    List<String> reading = new ArrayList<>();
    switch (vertex.role) {
      case INPUT -> equation.add("y[t] = what the input data has at timestep t: a spike is a 1 for one timestep");
      case OUTPUT -> equation.add("y[t] = x[t]");
      case PASS -> equation.add(vertex.node.type().equals("Flatten") ? "y[t] = x[t], as the shape " + shape(part.gives())
          + " in the same order" : "y[t] = x[t]");
      case LINEAR -> linear(part, vertex, equation, where);
      case NEURON -> {
        if (network.population(vertex.name).isEmpty()) {
          equation.add("computed with '" + model.graph.vertices.get(vertex.after.getFirst()).name + "' behind it, as one population: explain "
              + "that node");
          break;
        }
        Population population = network.populations().get(network.population(vertex.name).orElseThrow());
        NeuronEquation own = new NeuronEquation((NeuronModel.Nir) population.model(), population.size(), network.settings());
        equation.addAll(own.equation);
        where.addAll(own.where);
        new NodeReadings(model, network.settings(), options).reading(vertex, unit).ifPresent(its -> reading.addAll(its.lines()));
      }
    }
    return new NodeExplanation(part, equation, where, gives(vertex, new HashSet<>()), reading, paths(vertex));
  }

  private void linear(NirPart part, Vertex vertex, List<String> equation, List<String> where) {
    NirNode node = vertex.node;
    String bias = node.has("bias") ? " + b" : "";
    switch (node.type()) {
      case "Scale" -> {
        equation.add("y[t] = s x[t], element by element");
        where.add("s = " + Range.of(node.numbers("scale")));
      }
      case "Delay" -> {
        equation.add("y[t] = x[t - d], element by element; 0 before");
        double[] seconds = Arrays.stream(node.numbers("delay")).map(d -> d * unit).toArray();
        where.add("d = " + Range.of(Arrays.stream(seconds).map(s -> Math.rint(s / network.settings().dt())).toArray()) + " timesteps; delay = "
            + Range.of(seconds) + " s, dt = " + Range.number(network.settings().dt()) + " s");
      }
      case "SumPool2d", "AvgPool2d" -> {
        equation.add("y[c,i,j][t] = the " + (node.type().startsWith("Sum") ? "sum" : "mean (padding counted)") + " of x[c] in the window at (i,j)");
        window(node, "kernel_size", where);
      }
      case "Conv1d", "Conv2d" -> {
        equation.add("y[o][t] = sum over c of W[o,c] * x[c][t]" + bias + " (cross-correlation, as PyTorch)");
        where.add("W = " + node.array("weight").shapeText() + " values " + Range.of(node.numbers("weight")));
        window(node, "groups", where);
      }
      default -> {
        equation.add("y[t] = W x[t]" + bias);
        where.add("W = " + shape(new int[] {model.sizes.size(vertex), model.sizes.inputs(vertex)}) + " values "
            + Range.of(node.numbers("weight")) + (model.sizes.isTransposed(vertex) ? ", stored transposed" : ""));
      }
    }
    if (node.has("bias")) {
      where.add("b = " + Range.of(node.numbers("bias")) + ", a current that flows in every timestep");
    }
    where.add("x " + shape(part.takes()) + ", y " + shape(part.gives()) + "; folded into the projections to the neurons behind it");
  }

  private static void window(NirNode node, String first, List<String> where) {
    List<String> words = new ArrayList<>();
    for (String field : List.of(first, "stride", "padding", "dilation")) {
      if (node.has(field)) {
        NdArray array = node.array(field);
        words.add(field + " " + (array.isText() ? ((String[]) array.data())[0]
            : String.join(" x ", Arrays.stream(array.doubles()).mapToObj(Range::number).toList())));
      }
    }
    where.add(String.join(", ", words));
  }

  private static String shape(int[] shape) {
    return new NdArray(shape, new int[0]).shapeText();
  }

  private String gives(Vertex vertex, Set<Integer> seen) {
    return switch (vertex.role) {
      case INPUT -> "spike";
      case LINEAR -> vertex.node.type().equals("Delay") ? ofSources(vertex, seen) : "current";
      case NEURON -> model.models.get(vertex.number).kind().spikes() ? "spike" : "potential";
      case OUTPUT, PASS -> ofSources(vertex, seen);
    };
  }

  private String ofSources(Vertex vertex, Set<Integer> seen) {
    Set<String> kinds = new TreeSet<>();
    for (int before : vertex.before) {
      if (seen.add(before)) {
        kinds.add(gives(model.graph.vertices.get(before), seen));
      }
    }
    return kinds.size() == 1 ? kinds.iterator().next() : "current";
  }

  private List<String> paths(Vertex vertex) {
    List<String> paths = new ArrayList<>();
    if (vertex.role != Role.NEURON && vertex.role != Role.OUTPUT) {
      return paths;
    }
    for (Projection p : network.projections()) {
      if (network.populations().get(p.target()).name().equals(vertex.name)) {
        paths.add("from " + network.populations().get(p.source()).name() + " through " + p.name() + ": "
            + (p.delay() == 0 ? "within the timestep" : p.delay() + " timestep" + (p.delay() == 1 ? "" : "s") + " later")
            + (p.loop() ? ", because it closes a loop" : "") + ", " + p.connectivity().synapses() + " synapses"
            + (p.bias().length == 0 ? "" : ", with a bias"));
      }
    }
    return paths;
  }
}
