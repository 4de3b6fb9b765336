package spikelock.mapper.train.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;
import spikelock.mapper.nir.NirGraph;
import spikelock.mapper.train.GraphNames;
import spikelock.mapper.train.TrainedNetwork;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;

/** Lays out a trained network as a NIR graph. */
final class NirExport {
  private final Path file;
  private final Parameters parameters;
  private final NetworkPlan plan;
  private final float[] values;
  private final GraphNames names;
  private final Network network;

  private NirExport(Path file, Parameters parameters, float[] values) {
    this.file = file;
    this.parameters = parameters;
    this.plan = parameters.plan();
    this.values = values;
    this.names = GraphNames.of(plan);
    this.network = TrainedNetwork.of(parameters, values);
  }

  /** Refuses what cannot be said. */
  static void check(Path file, NetworkPlan plan) {
    Parameters parameters = new Parameters(plan);
    float[] values = new float[parameters.count()];
    Arrays.fill(values, 1);
    new NirExport(file, parameters, values).graph();
  }

  static void write(Path file, Parameters parameters, float[] values, Map<String, String> metadata, List<String> classes) {
    NirGraph graph = new NirExport(file, parameters, values).graph();
    if (TrainedFile.isTrainedRounded(metadata)) {
      graph.oneScale();
    }
    metadata.forEach(graph::metadata);
    graph.classes(classes);
    try {
      graph.write(file);
    } catch (InputException e) {
      throw e.in(file.toString());
    }
  }

  /** Paths back from a later layer are delayed by a node where a reader, which finds loops by walking from the input, would cut another. */
  private NirGraph graph() {
    NirGraph plain = graph(false);
    if (difference(plain).isEmpty()) {
      return plain;
    }
    NirGraph delayed = graph(true);
    difference(delayed).ifPresent(layer -> {
      throw new InputException("has paths that NIR cannot hold apart", file.toString(), "layer " + layer, TrainedFile.yaml(file));
    });
    return delayed;
  }

  private NirGraph graph(boolean delayed) {
    NirGraph graph = new NirGraph();
    graph.settings(network.settings());
    graph.node(names.input(), "Input", Map.of("shape", NodeFields.whole(plan.inputShape())));
    for (int l = 0; l < plan.layers().size(); l++) {
      NeuronModel.Nir model = (NeuronModel.Nir) network.populations().get(l + 1).model();
      int[] shape = plan.layers().get(l).shape();
      if (model.kind() == NeuronModel.Kind.READOUT) {
        graph.node(plan.layers().get(l).name(), "Output", Map.of("shape", NodeFields.whole(shape)));
      } else {
        graph.node(plan.layers().get(l).name(), model.kind().label(), NodeFields.of(model, shape));
      }
    }
    for (int l = 0; l < plan.layers().size(); l++) {
      paths(graph, l, delayed);
    }
    NeuronModel.Nir last = (NeuronModel.Nir) network.populations().getLast().model();
    if (last.kind() != NeuronModel.Kind.READOUT) {
      graph.node(names.output(), "Output", Map.of("shape", NodeFields.whole(plan.output().shape())));
      graph.edge(plan.output().name(), names.output());
    }
    return graph;
  }

  private void paths(NirGraph graph, int layer, boolean delayed) {
    List<PathPlan> paths = plan.layers().get(layer).paths();
    float[] bias = TrainedNetwork.bias(parameters, layer, values);
    int holder = PathNodes.biasHolder(plan, layer, bias);
    if (holder < 0) {
      throw new InputException("has biases but no path whose weights NIR writes together with biases", file.toString(),
          "layer " + plan.layers().get(layer).name(), TrainedFile.yaml(file));
    }
    for (int p = 0; p < paths.size(); p++) {
      PathNodes nodes = new PathNodes(graph, plan, layer, paths.get(p), names.paths().get(layer).get(p), file);
      boolean back = paths.get(p).source() > layer;
      nodes.write(parameters.layers().get(layer).paths().get(p), values, p == holder ? Optional.of(bias) : Optional.empty(),
          source(paths.get(p).source()), delayed && back ? Optional.of(plan.dt()) : Optional.empty());
    }
  }

  private String source(int number) {
    return number == PathPlan.INPUT ? names.input() : plan.layers().get(number).name();
  }

  /** The first layer into which the graph's paths are other than they were trained. */
  private Optional<String> difference(NirGraph graph) {
    Network read = graph.network(plan.name());
    for (int p = 0; p < network.projections().size(); p++) {
      Projection wanted = network.projections().get(p);
      if (p >= read.projections().size() || !isSame(wanted, read.projections().get(p))) {
        return Optional.of(network.populations().get(wanted.target()).name());
      }
    }
    return Optional.empty();
  }

  /** Whether ends, delays and, where the mapper asks, the kind of connectivity are the same. */
  private boolean isSame(Projection wanted, Projection read) {
    boolean grouped = network.populations().get(wanted.source()).shape().length == 3;
    boolean sparse = wanted.connectivity() instanceof Connectivity.Sparse;
    boolean sparseRead = read.connectivity() instanceof Connectivity.Sparse;
    return wanted.source() == read.source() && wanted.target() == read.target() && (!grouped || sparse == sparseRead)
        && wanted.delay() == read.delay() + ownDelay(read.connectivity());
  }

  private static int ownDelay(Connectivity connectivity) {
    return connectivity instanceof Connectivity.Sparse sparse && sparse.delay().length > 0 ? sparse.delay()[0] : 0;
  }
}
