package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/**
 * A graph as Spyx 1.0.0 means what it writes. Its exporter leads the input of a recurrent layer to the recurrent weights instead of the
 * neurons, flattens a picture channel after channel although the weights behind count channels last, and writes a PSU_LIF, which never
 * resets, as a leaky integrator with a threshold behind it. Other graphs are left as they are, with a line where one looks like that.
 *
 * @param graph to run
 * @param channelsLast whether a Flatten counts the channels of a picture last
 * @param instant numbers of vertices whose spikes act in the timestep they arise in, where others take one: PSU_LIF
 */
record SpyxGraph(FlatGraph graph, boolean channelsLast, Set<Integer> instant) {
  private static final int MOST_LAYERS = 1000;
  private static final Pattern LAYER = Pattern.compile("^layer_(\\d{1,6})");

  /**
   * The graph of a file.
   *
   * @param models by vertex number; where Spyx means something else they are replaced
   * @param options those of a user who says that Spyx wrote it
   */
  static SpyxGraph of(NirModel model, Map<Integer, Nir> models, RunOptions options, Remarks remarks) {
    boolean spyx = options.like().filter(Framework.SPYX::equals).isPresent();
    FlatGraph graph = spyx ? model.graph.copy() : model.graph;
    eachMisled(graph, (port, weights, meant) -> {
      if (spyx) {
        lead(port, weights, meant);
        remarks.note("'" + port.name + "' leads to '" + meant.getFirst().name + "', as Spyx computes: its exporter led it to '" + weights.name + "'");
      } else {
        remarks.note("'" + port.name + "' leads to the recurrent weights '" + weights.name + "' instead of the neurons, as Spyx' exporter writes "
            + "it: --like spyx leads it to '" + meant.getFirst().name + "'");
      }
    });
    Set<Integer> instant = new TreeSet<>();
    if (spyx) {
      graph.vertices.stream().filter(v -> isPart(v, models, Kind.LI) && v.after.size() == 1).forEach(v -> unite(v, graph, models, instant));
      graph.vertices.stream().filter(v -> v.node.type().equals("Flatten") && model.sizes.inShape(v).length == 3)
          .forEach(v -> remarks.note("'" + v.name + "' counts channels last, as Spyx does"));
      losses(graph, remarks);
    }
    return new SpyxGraph(graph, spyx, instant);
  }

  /** The graph of a file with its inputs led to where Spyx means them to lead; empty where they lead there. */
  static Optional<FlatGraph> led(NirModel model) {
    FlatGraph graph = model.graph.copy();
    return eachMisled(graph, SpyxGraph::lead) ? Optional.of(graph) : Optional.empty();
  }

  /** Takes an input that leads to recurrent weights, and the neurons that it means. */
  private interface Misled {
    void take(Vertex port, Vertex weights, List<Vertex> meant);
  }

  /** Gives whether there are any. */
  private static boolean eachMisled(FlatGraph graph, Misled misled) {
    boolean some = false;
    for (Vertex port : graph.vertices) {
      for (int target : List.copyOf(port.after)) {
        Vertex weights = graph.vertices.get(target);
        List<Vertex> meant = port.node.type().equals("Input") && port.role == Role.PASS ? loops(graph, port, weights) : List.of();
        if (!meant.isEmpty()) {
          misled.take(port, weights, meant);
          some = true;
        }
      }
    }
    return some;
  }

  /** A line for everything that looks as if the exporter had lost something that no reading brings back. */
  private static void losses(FlatGraph graph, Remarks remarks) {
    for (Vertex vertex : graph.vertices) {
      NirNode node = vertex.node;
      if (node.type().equals("SumPool2d") && node.has("padding") && Arrays.stream(node.numbers("padding")).anyMatch(pad -> pad != 0)) {
        remarks.note("'" + vertex.name + "' has a padding: Spyx' exporter writes that of both sides together, so that the windows of its SAME "
            + "pools lie elsewhere");
      }
      boolean weights = vertex.role == Role.LINEAR && List.of("Linear", "Affine").contains(node.type());
      if (weights && vertex.after.stream().anyMatch(after -> graph.vertices.get(after).role == Role.OUTPUT)) {
        remarks.note("'" + vertex.name + "' leads to an output: if an LI was behind it, Spyx' exporter left it out");
      }
    }
    Set<Integer> layers = new TreeSet<>();
    graph.vertices.stream().map(vertex -> LAYER.matcher(vertex.name)).filter(Matcher::find).forEach(m -> layers.add(Integer.parseInt(m.group(1))));
    for (int layer = 0; !layers.isEmpty() && layer < Math.min(MOST_LAYERS, Collections.max(layers)); layer++) {
      if (!layers.contains(layer)) {
        remarks.note("there is no 'layer_" + layer + "': Spyx' exporter leaves out what it does not know, such as ALIF, and the file goes on "
            + "without it");
      }
    }
  }

  /** The neurons that feed themselves through weights which a port feeds as well, and nothing else. */
  private static List<Vertex> loops(FlatGraph graph, Vertex port, Vertex weights) {
    List<Vertex> neurons = new ArrayList<>();
    if (weights.role != Role.LINEAR || port.after.size() != 1) {
      return neurons;
    }
    for (int target : weights.after) {
      Vertex neuron = graph.vertices.get(target);
      if (neuron.role == Role.NEURON && weights.before.contains(target) && !neuron.before.contains(port.number)) {
        neurons.add(neuron);
      }
    }
    return neurons;
  }

  private static void lead(Vertex port, Vertex weights, List<Vertex> neurons) {
    port.after.clear();
    weights.before.remove((Integer) port.number);
    for (Vertex neuron : neurons) {
      port.after.add(neuron.number);
      neuron.before.add(port.number);
    }
  }

  private static boolean isPart(Vertex vertex, Map<Integer, Nir> models, Kind kind) {
    return vertex.role == Role.NEURON && models.get(vertex.number).kind() == kind;
  }

  /** An integrator with nothing but a threshold behind it is one population, which spikes and does not reset. */
  private static void unite(Vertex integrator, FlatGraph graph, Map<Integer, Nir> models, Set<Integer> instant) {
    Vertex threshold = graph.vertices.get(integrator.after.getFirst());
    if (!isPart(threshold, models, Kind.THRESHOLD) || threshold.before.size() != 1) {
      return;
    }
    Nir leaky = models.remove(integrator.number);
    NeuronRule rule = leaky.rule().orElse(NeuronRule.NIR).withReset(Reset.NONE);
    models.put(threshold.number, Nir.of(Kind.LIF).tauMem(leaky.tauMem()).r(leaky.r()).vLeak(leaky.vLeak()).initialV(leaky.initialV())
        .vThreshold(models.get(threshold.number).vThreshold()).rule(rule).build());
    integrator.role = Role.PASS;
    instant.add(threshold.number);
  }
}
