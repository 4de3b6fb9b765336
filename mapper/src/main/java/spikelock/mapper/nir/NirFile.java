package spikelock.mapper.nir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
import spikelock.mapper.linear.LinearMap;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeConstants;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;
import spikelock.mapper.source.SourceFile;

/**
 * Reads a NIR file. Nested graphs are flattened (names joined with dots), chains of linear nodes become one
 * projection for each pair of populations, loops without a delay of their own are cut at a neuron's output (that edge has delay
 * 1), and the defects of real files are mended where only one reading is possible, each with a line in {@link Network#repairs}.
 */
public final class NirFile {
  private final FlatGraph graph;
  private final Sizes sizes;
  private final RunSettings settings;
  /** Numbers of vertices whose spikes act at once, whatever the delay mode is. */
  private final Set<Integer> instant;
  /** By vertex number of the neuron. */
  private final Map<Integer, NeuronModel.Nir> models;
  /** By vertex number of the target. */
  private final Map<Integer, Folding.Sum> arriving;
  /** By vertex number of target and source. */
  private final Map<Integer, Map<Integer, Connectivity>> connectivity = new HashMap<>();

  private NirFile(SpyxGraph mended, Sizes sizes, RunSettings settings, Map<Integer, NeuronModel.Nir> models,
      LinearMap.Work work, double dtInFile) {
    this.graph = mended.graph();
    this.instant = mended.instant();
    this.sizes = sizes;
    this.settings = settings;
    this.models = models;
    this.arriving = Folding.of(graph, sizes, work, dtInFile, mended.channelsLast());
    arriving.forEach((target, sum) -> {
      Map<Integer, Connectivity> from = new TreeMap<>();
      sum.terms().forEach((source, term) -> from.put(source, term.map().connectivity(work)));
      connectivity.put(target, from);
    });
  }

  /** Reads with the usual budget. */
  public static Network read(SourceFile file, RunOptions options) {
    return read(file, options, NirBudget.usual());
  }

  /**
   * Reads a network.
   *
   * @param options what NIR does not say; see {@link spikelock.mapper.network.RunSettings#reasons} for what was inferred
   * @param budget what the file may cost
   * @throws InputException naming the file and the node, for anything that is wrong with it
   */
  public static Network read(SourceFile file, RunOptions options, NirBudget budget) {
    return NirModel.read(file, budget).network(options);
  }

  /** The network of a file that was understood. */
  static Network network(NirModel model, String name, FileHints said, RunOptions wanted, NirBudget budget) {
    Remarks remarks = model.remarks;
    Map<Integer, NeuronModel.Nir> models = new TreeMap<>(model.models);
    RunOptions options = TimeScale.options(wanted, said.dt());
    double unit = TimeScale.seconds(options);
    models.replaceAll((vertex, nir) -> TimeScale.inSeconds(nir, unit));
    List<Population> populations = populations(model, models);
    RunSettings chosen = TimeScale.explained(Settings.of(populations, options, said), wanted);
    TimeScale.suspicions(chosen.dt(), populations, wanted).forEach(remarks::note);
    models.replaceAll((vertex, nir) -> withGain(model.graph.vertices.get(vertex).name, nir, chosen.dt(), remarks));
    RunSettings settings = new NodeReadings(model, chosen, options).replaceIn(models, remarks);
    TimeConstants.tooShort(settings, populations(model, models)).ifPresent(fast -> {
      throw new InputException(fast, "", "dt", "use --integrator exact or a smaller dt");
    });
    SpyxGraph mended = SpyxGraph.of(model, models, options, remarks);
    return new NirFile(mended, model.sizes, settings, models, new LinearMap.Work(budget.work()), settings.dt() / unit)
        .network(name, remarks);
  }

  private static List<Population> populations(NirModel model, Map<Integer, NeuronModel.Nir> models) {
    List<Population> populations = new ArrayList<>();
    models.forEach((number, nir) -> {
      Vertex vertex = model.graph.vertices.get(number);
      populations.add(new Population(vertex.name, model.sizes.shape(vertex), nir));
    });
    return populations;
  }

  private Network network(String name, Remarks remarks) {
    Set<List<Integer>> cut = cuts();
    List<Vertex> order = order(cut);
    Map<Integer, Integer> index = new HashMap<>();
    List<Population> populations = new ArrayList<>();
    for (Vertex vertex : order) {
      index.put(vertex.number, populations.size());
      populations.add(new Population(vertex.name, sizes.shape(vertex),
          vertex.role == Role.INPUT ? new NeuronModel.Input() : models.get(vertex.number)));
      if (vertex.before.isEmpty() && vertex.role == Role.NEURON) {
        remarks.note("nothing leads to '" + vertex.name + "': it runs on its own parameters alone");
      }
    }
    List<Network.Output> outputs = outputs(index, populations);
    List<Projection> projections = new ArrayList<>();
    for (Vertex target : graph.vertices) {
      if (target.role == Role.NEURON || target.role == Role.OUTPUT && index.containsKey(target.number)) {
        project(target, arriving.get(target.number), cut, index, projections);
      }
    }
    projections.sort(Comparator.comparingInt(Projection::target));
    return new Network(name, populations, projections, outputs, settings, remarks.all());
  }

  private static NeuronModel.Nir withGain(String name, NeuronModel.Nir m, double dt, Remarks remarks) {
    NeuronModel.Nir gained = Settings.withGain(m, dt);
    if (gained.r()[0] != m.r()[0]) {
      remarks.note("'" + name + "' has r = " + m.r()[0] + " = 1/dt: its gain is r dt = " + gained.r()[0] + " per timestep");
    }
    return gained;
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
      projections.add(new Projection(via, index.get(source), index.get(target.number), 0,
          connectivity.get(target.number).get(source),
          settings.dialect().delayMode().delay(loop ? 1 : 0, graph.vertices.get(source).role == Role.INPUT || instant.contains(source)), values,
          loop));
    });
  }

  /** An output that is no population of its own becomes one that only sums. */
  private List<Network.Output> outputs(Map<Integer, Integer> index, List<Population> populations) {
    List<Network.Output> outputs = new ArrayList<>();
    for (Vertex output : graph.ofRole(Role.OUTPUT)) {
      Map<Integer, Folding.Term> terms = arriving.get(output.number).terms();
      if (terms.isEmpty()) {
        throw output.node.error("nothing leads to this Output", "");
      }
      int source = terms.keySet().iterator().next();
      if (terms.size() == 1 && graph.vertices.get(source).role == Role.NEURON
          && terms.get(source).map() instanceof LinearMap.Identity && arriving.get(output.number).constants().isEmpty()) {
        outputs.add(new Network.Output(output.name, index.get(source)));
      } else {
        index.put(output.number, populations.size());
        outputs.add(new Network.Output(output.name, populations.size()));
        populations.add(new Population(output.name, sizes.shape(output), NeuronModel.Nir.READOUT));
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
      connectivity.get(target.number).forEach((source, synapses) -> {
        if (synapses.leastDelay() == 0) {
          after.get(source).add(target.number);
        }
      });
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
