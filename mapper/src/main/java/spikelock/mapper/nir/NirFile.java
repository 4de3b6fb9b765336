package spikelock.mapper.nir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeConstants;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;
import spikelock.mapper.source.SourceFile;

/**
 * Reads a NIR file. Nested graphs are flattened (names joined with dots), chains of Linear, Affine and Scale become one
 * projection for each pair of populations, loops are cut at a neuron's output (that edge has delay 1, all others 0), and the
 * defects of real files are mended where only one reading is possible, each with a line in {@link Network#repairs}.
 */
public final class NirFile {
  private final FlatGraph graph;
  private final Sizes sizes;
  private final Map<Integer, Folding.Sum> arriving;

  private NirFile(FlatGraph graph, Sizes sizes, Map<Integer, Folding.Sum> arriving) {
    this.graph = graph;
    this.sizes = sizes;
    this.arriving = arriving;
  }

  /** Reads with the usual budget. */
  public static Network read(SourceFile file, RunOptions options) {
    return read(file, options, NirBudget.DEFAULT);
  }

  /**
   * Reads a network.
   *
   * @param options what NIR does not say; see {@link spikelock.mapper.network.RunSettings#reasons} for what was inferred
   * @param budget what the file may cost
   * @throws InputException naming the file and the node, for anything that is wrong with it
   */
  public static Network read(SourceFile file, RunOptions options, NirBudget budget) {
    try {
      NirTree.Contents contents = NirTree.read(file.bytes(budget.bytes()), budget);
      List<String> repairs = new ArrayList<>();
      FlatGraph graph = FlatGraph.of(contents.graph(), repairs);
      Sizes sizes = Sizes.of(graph);
      NirFile reader = new NirFile(graph, sizes, Folding.of(graph, sizes, budget));
      String name = file.name().endsWith(".nir") ? file.name().substring(0, file.name().length() - 4) : file.name();
      return reader.network(name, contents, options, repairs);
    } catch (InputException e) {
      throw e.in(file.label());
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory than there is", file.label(), "", "give java more with -Xmx");
    }
  }

  private Network network(String name, NirTree.Contents contents, RunOptions options, List<String> repairs) {
    Set<List<Integer>> cut = cuts();
    List<Vertex> order = order(cut);
    Neurons neurons = new Neurons(repairs, contents.version());
    Map<Integer, Integer> index = new HashMap<>();
    List<Population> populations = new ArrayList<>();
    for (Vertex vertex : order) {
      index.put(vertex.number, populations.size());
      NeuronModel model = vertex.role == Role.INPUT ? new NeuronModel.Input()
          : neurons.model(vertex.node, sizes.size(vertex));
      populations.add(new Population(vertex.name, sizes.shape(vertex), model));
      if (vertex.before.isEmpty() && vertex.role == Role.NEURON) {
        repairs.add("nothing leads to '" + vertex.name + "': it runs on its own parameters alone");
      }
    }
    RunSettings settings = Settings.of(populations, options, contents.graph().dt());
    TimeConstants.suspiciouslyLong(settings.dt(), populations).ifPresent(repairs::add);
    populations.replaceAll(p -> withGain(p, settings.dt(), repairs));
    List<Projection> projections = new ArrayList<>();
    for (Vertex target : order) {
      if (target.role == Role.NEURON) {
        project(target, arriving.get(target.number), cut, index, projections);
      }
    }
    return new Network(name, populations, projections, outputs(order, index, repairs), settings, repairs);
  }

  private static Population withGain(Population population, double dt, List<String> repairs) {
    if (!(population.model() instanceof NeuronModel.Nir m) || m.kind() != Kind.I && m.kind() != Kind.IF) {
      return population;
    }
    double[] gain = Settings.integratorGain(m.r(), dt);
    if (gain[0] != m.r()[0]) {
      repairs.add("'" + population.name() + "' has r = " + m.r()[0] + " = 1/dt: its gain is r dt = " + gain[0] + " per timestep");
    }
    return new Population(population.name(), population.shape(), new NeuronModel.Nir(m.kind(), m.tauMem(), m.tauSyn(), gain,
        m.wIn(), m.vLeak(), m.vThreshold(), m.vReset(), m.bias(), m.refractory(), m.initialV(), m.initialU()));
  }

  private void project(Vertex target, Folding.Sum sum, Set<List<Integer>> cut, Map<Integer, Integer> index,
      List<Projection> projections) {
    // A constant belongs to the branch it lies on; where several meet, to one that is not a loop's if there is one.
    Map<Integer, double[]> bias = new TreeMap<>();
    for (Folding.Constant constant : sum.constants()) {
      int owner = constant.sources().stream().filter(s -> !cut.contains(List.of(s, target.number))).findFirst()
          .orElseGet(() -> new TreeSet<>(constant.sources()).first());
      bias.merge(owner, constant.values(), (a, b) -> {
        double[] both = a.clone();
        for (int i = 0; i < both.length; i++) {
          both[i] += b[i];
        }
        return both;
      });
    }
    sum.terms().forEach((source, term) -> {
      boolean loop = cut.contains(List.of(source, target.number));
      double[] constant = bias.getOrDefault(source, new double[0]);
      float[] values = new float[constant.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) constant[i];
      }
      String via = term.via().isEmpty() ? graph.vertices.get(source).name + "->" + target.name : String.join("+", term.via());
      projections.add(new Projection(via, index.get(source), index.get(target.number), 0, term.map().connectivity(),
          loop ? 1 : 0, values, loop));
    });
  }

  private List<Network.Output> outputs(List<Vertex> order, Map<Integer, Integer> index, List<String> repairs) {
    List<Network.Output> outputs = new ArrayList<>();
    for (Vertex output : graph.ofRole(Role.OUTPUT)) {
      Map<Integer, Folding.Term> terms = arriving.get(output.number).terms();
      if (terms.isEmpty()) {
        throw output.node.error("nothing leads to this Output", "");
      }
      if (terms.size() > 1) {
        throw output.node.error("the output is the sum of " + terms.size() + " populations", "give each its own Output");
      }
      int source = terms.keySet().iterator().next();
      Vertex population = graph.vertices.get(source);
      if (population.role != Role.NEURON || !(terms.get(source).map() instanceof LinearMap.Identity)) {
        throw output.node.error("the output is not a neuron population but comes from "
            + (population.role == Role.NEURON ? String.join(", ", terms.get(source).via()) : "the input '" + population.name + "'"),
            "end the network with a neuron, such as LI for a read-out");
      }
      outputs.add(new Network.Output(output.name, index.get(source)));
    }
    if (outputs.isEmpty()) {
      for (Vertex vertex : order) {
        if (vertex.role == Role.NEURON && vertex.after.isEmpty()) {
          outputs.add(new Network.Output(vertex.name, index.get(vertex.number)));
          repairs.add("no Output node: '" + vertex.name + "' is taken as an output");
        }
      }
    }
    return outputs;
  }

  /** The pairs (source, target) that close a loop, found by walking from the inputs, in file order. */
  private Set<List<Integer>> cuts() {
    Map<Integer, List<Integer>> after = successors();
    Set<List<Integer>> cut = new HashSet<>();
    int[] state = new int[graph.vertices.size()]; // 0 new, 1 on the way, 2 done
    Deque<int[]> way = new ArrayDeque<>();
    List<Vertex> starts = new ArrayList<>(graph.ofRole(Role.INPUT));
    starts.addAll(graph.ofRole(Role.NEURON));
    for (Vertex start : starts) {
      if (state[start.number] == 0) {
        way.push(new int[] {start.number, 0});
        state[start.number] = 1;
      }
      while (!way.isEmpty()) {
        int[] at = way.peek();
        List<Integer> next = after.get(at[0]);
        if (at[1] == next.size()) {
          state[at[0]] = 2;
          way.pop();
          continue;
        }
        int target = next.get(at[1]++);
        if (state[target] == 1) {
          cut.add(List.of(at[0], target));
        } else if (state[target] == 0) {
          state[target] = 1;
          way.push(new int[] {target, 0});
        }
      }
    }
    return cut;
  }

  private Map<Integer, List<Integer>> successors() {
    Map<Integer, List<Integer>> after = new HashMap<>();
    graph.ofRole(Role.INPUT, Role.NEURON).forEach(v -> after.put(v.number, new ArrayList<>()));
    for (Vertex target : graph.ofRole(Role.NEURON)) {
      arriving.get(target.number).terms().keySet().forEach(source -> after.get(source).add(target.number));
    }
    return after;
  }

  /** Inputs in file order, then neurons such that each comes after those that feed it, in file order where that leaves a choice. */
  private List<Vertex> order(Set<List<Integer>> cut) {
    Map<Integer, List<Integer>> after = successors();
    int[] waiting = new int[graph.vertices.size()];
    after.forEach((source, targets) -> targets.stream().filter(t -> !cut.contains(List.of(source, t))).forEach(t -> waiting[t]++));
    List<Vertex> order = new ArrayList<>(graph.ofRole(Role.INPUT));
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    graph.ofRole(Role.NEURON).stream().filter(v -> waiting[v.number] == 0).forEach(v -> ready.add(v.number));
    for (Vertex input : order) {
      release(input.number, after, cut, waiting, ready);
    }
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(graph.vertices.get(next));
      release(next, after, cut, waiting, ready);
    }
    return order;
  }

  private static void release(int source, Map<Integer, List<Integer>> after, Set<List<Integer>> cut, int[] waiting,
      PriorityQueue<Integer> ready) {
    for (int target : after.get(source)) {
      if (!cut.contains(List.of(source, target)) && --waiting[target] == 0) {
        ready.add(target);
      }
    }
  }
}
