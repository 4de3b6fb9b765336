package spikelock.mapper.neurobench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import spikelock.mapper.linear.FanOut;
import spikelock.mapper.linear.Step;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.nir.LinearNode;
import spikelock.mapper.nir.NirPart;

/** Finds the layers between the populations. */
final class Wires {
  private static final Set<String> COUNTED = Set.of("Linear", "Affine", "Conv1d", "Conv2d");

  private Wires() {}

  /** The layers of a NIR file, in the order of evaluation. */
  static List<Node> of(Network network, List<LinearNode> linear) {
    Map<String, Integer> numbers = new HashMap<>();
    linear.forEach(node -> numbers.put(node.part().name(), numbers.size()));
    Map<String, Set<Integer>> targets = targets(network, linear);
    List<Node> nodes = new ArrayList<>();
    for (LinearNode node : linear) {
      NirPart part = node.part();
      int[] before = part.from().stream().filter(numbers::containsKey).mapToInt(numbers::get).toArray();
      int[] populations = part.from().stream().flatMap(name -> network.population(name).stream()).mapToInt(p -> p).toArray();
      int[] late = Arrays.stream(populations).map(p -> late(network, p, targets.get(part.name()))).toArray();
      boolean isCounted = COUNTED.contains(part.type()) && !isOneToOne(node);
      nodes.add(new Node(part.name(), Arrays.stream(part.takes()).reduce(1, (a, b) -> a * b), before, populations, late, calls(network, part), node.step(), node.bias(),
          isCounted ? Optional.of(synapses(node.step().orElseThrow())) : Optional.empty()));
    }
    return nodes;
  }

  /** The layers of a network that has no nodes of its own: every projection is a matrix. */
  static List<Node> of(Network network) {
    List<Node> nodes = new ArrayList<>();
    for (Projection projection : network.projections()) {
      Connectivity connectivity = projection.connectivity();
      long[] effective = new long[connectivity.sources()];
      long[] stored = new long[1];
      for (int source = 0; source < effective.length; source++) {
        int from = source;
        connectivity.forEach(source, (to, weight, delay) -> {
          effective[from] += weight != 0 ? 1 : 0;
          stored[0] += weight != 0 ? 1 : 0;
        });
      }
      long all = connectivity instanceof Connectivity.Diagonal ? connectivity.sources() : (long) connectivity.sources() * connectivity.targets();
      nodes.add(new Node(projection.name(), connectivity.sources(), new int[0], new int[] {projection.source()}, new int[] {projection.delay() + connectivity.leastDelay()}, 1,
          Optional.empty(), new double[0], connectivity instanceof Connectivity.Diagonal ? Optional.empty()
          : Optional.of(new Node.Synapses(all, all - stored[0], effective, all))));
    }
    return nodes;
  }

  /** RLeaky and RSynaptic compute their input twice when they reset to zero, the recurrent layer's output with it. */
  private static int calls(Network network, NirPart part) {
    return isRecurrent(part) && network.population(part.to().getFirst()).map(p -> network.populations().get(p).model()).orElseThrow() instanceof NeuronModel.Nir nir
        && nir.kind().resets() && network.settings().rule(nir).reset() == Reset.ZERO ? 2 : 1;
  }

  /** Whether it lies between a neuron layer and itself. */
  private static boolean isRecurrent(NirPart part) {
    return part.from().size() == 1 && part.from().equals(part.to());
  }

  /** snnTorch's recurrence without {@code all_to_all}: its exporter writes the weights of each neuron with itself as a diagonal matrix. */
  static boolean isOneToOne(LinearNode node) {
    NirPart part = node.part();
    if (!part.type().equals("Linear") || !isRecurrent(part)
        || !(node.step().orElseThrow() instanceof Step.Matrix matrix) || matrix.in() != matrix.out()) {
      return false;
    }
    for (int at = 0; at < matrix.weights().length; at++) {
      if (matrix.weights()[at] != 0 && at / matrix.in() != at % matrix.in()) {
        return false;
      }
    }
    return true;
  }

  private static Node.Synapses synapses(Step step) {
    float[] weights = switch (step) {
      case Step.Matrix matrix -> matrix.weights();
      case Step.Convolution convolution -> convolution.weights();
      case Step.Factors factors -> new float[0];
      case Step.Pool pool -> new float[0];
      case Step.Delay delay -> new float[0];
      case Step.Reorder reorder -> new float[0];
    };
    long zeros = 0;
    for (float weight : weights) {
      zeros += weight == 0 ? 1 : 0;
    }
    return new Node.Synapses(weights.length, zeros, FanOut.of(step, false), Arrays.stream(FanOut.of(step, true)).sum());
  }

  /** By name of a linear node, the populations that it leads to. */
  private static Map<String, Set<Integer>> targets(Network network, List<LinearNode> linear) {
    Map<String, Set<Integer>> targets = new HashMap<>();
    for (LinearNode node : linear.reversed()) {
      Set<Integer> reached = new TreeSet<>();
      for (String name : node.part().to()) {
        network.population(name).ifPresent(reached::add);
        reached.addAll(targets.getOrDefault(name, Set.of()));
      }
      targets.put(node.part().name(), reached);
    }
    return targets;
  }

  /** As late as the earliest path from the population through the node acts. */
  private static int late(Network network, int population, Set<Integer> targets) {
    return network.projections().stream().filter(p -> p.source() == population && targets.contains(p.target())).mapToInt(Projection::delay).min().orElse(0);
  }
}
