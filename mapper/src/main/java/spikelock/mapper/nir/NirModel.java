package spikelock.mapper.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;
import spikelock.mapper.source.SourceFile;

/**
 * A NIR file as it was understood: nested graphs side by side, every shape known, every parameter there and finite, and
 * everything that was mended named. What a network needs beyond that (a timestep, an integrator) comes with {@link #network}.
 */
public final class NirModel {
  private final String label;
  private final String name;
  private final NirTree.Contents contents;
  private final NirBudget budget;
  final Remarks remarks;
  final FlatGraph graph;
  final Sizes sizes;
  /** By vertex number of the neuron, gains as the file has them. */
  final Map<Integer, NeuronModel.Nir> models = new TreeMap<>();

  private NirModel(String label, String name, NirTree.Contents contents, NirBudget budget) {
    this.label = label;
    this.name = name;
    this.contents = contents;
    this.budget = budget;
    this.remarks = new Remarks();
    this.graph = FlatGraph.of(contents.graph(), remarks);
    this.sizes = Sizes.of(graph);
    Neurons neurons = new Neurons(remarks, contents.version());
    for (Vertex vertex : graph.ofRole(Role.NEURON)) {
      models.put(vertex.number, neurons.model(vertex.node, sizes.size(vertex)));
    }
    NodeChecks.of(graph, sizes);
    graph.linearOrder();
  }

  /** Reads with the usual budget. */
  public static NirModel read(SourceFile file) {
    return read(file, NirBudget.usual());
  }

  /**
   * Reads a file, mending where only one reading is possible.
   *
   * @param budget what the file may cost
   * @throws InputException naming the file and the node, for anything that leaves no or more than one reading
   */
  public static NirModel read(SourceFile file, NirBudget budget) {
    String name = file.name().endsWith(".nir") ? file.name().substring(0, file.name().length() - 4) : file.name();
    try {
      return new NirModel(file.label(), name, NirTree.read(file.bytes(budget.bytes()), budget), budget);
    } catch (InputException e) {
      throw e.in(file.label());
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory than there is", file.label(), "", "give java more with -Xmx");
    }
  }

  /** The same for a graph in memory. */
  static NirModel of(String name, NirNode graph) {
    return new NirModel(name, name, new NirTree.Contents(graph, ""), NirBudget.usual());
  }

  /** The version of NIR that the file says wrote it; empty when it does not. */
  public String version() {
    return contents.version();
  }

  /** A line for everything that was mended. */
  public List<String> repairs() {
    return remarks.repairs();
  }

  /** A line for everything that is sound but perhaps not what was meant. */
  public List<String> notes() {
    return remarks.notes();
  }

  /** @throws InputException with the first repair as the error and all of them listed, if anything had to be mended */
  public void requireNoRepairs() {
    try {
      remarks.requireNoRepairs();
    } catch (InputException e) {
      throw e.in(label);
    }
  }

  /** All nodes, those of nested graphs with dotted names, in file order; what was put in by a repair comes last. */
  public List<NirPart> parts() {
    List<NirPart> parts = new ArrayList<>();
    for (Vertex vertex : graph.vertices) {
      parts.add(new NirPart(vertex.name, vertex.node.type(), sizes.inShape(vertex).clone(), sizes.shape(vertex).clone(),
          vertex.node.fields(), names(vertex.before), names(vertex.after)));
    }
    return parts;
  }

  /**
   * The nodes without a state of their own, each after those that feed it: what {@link #network} folds into projections.
   *
   * @param settings of the network, @param options that it was made with
   */
  public List<LinearNode> linearNodes(RunSettings settings, RunOptions options) {
    double unit = TimeScale.seconds(TimeScale.options(options, OptionalDouble.of(settings.dt())));
    List<NirPart> parts = parts();
    return graph.linearOrder().stream().map(v -> LinearNode.of(parts.get(v.number), v, sizes, settings.dt() / unit)).toList();
  }

  private List<String> names(List<Integer> vertices) {
    return vertices.stream().map(v -> graph.vertices.get(v).name).toList();
  }

  /**
   * The network, to be run in discrete time.
   *
   * @param options what NIR does not say; see {@link RunSettings#reasons} for what was inferred
   * @throws InputException when it cannot be run at all, or when {@code options} are strict and something was mended
   */
  public Network network(RunOptions options) {
    try {
      FileHints said = FileHints.of(contents.graph());
      Network network = NirFile.network(this, name, said, options, budget).withOneScale(said.oneScale());
      if (options.strict()) {
        remarks.requireNoRepairs();
      }
      return network;
    } catch (InputException e) {
      throw e.in(label);
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory than there is", label, "", "give java more with -Xmx");
    }
  }

  /** Names of the classes that the neurons of the first output stand for, where the file has them. */
  public List<String> classes(Network network) {
    return FileHints.classes(contents.graph(), network.populations().get(network.outputs().getFirst().population()).size());
  }

  /**
   * What a node does.
   *
   * @param node its name, dotted for nested graphs
   * @param options as for {@link #network}
   * @throws InputException as {@link #network}, and with the nearest name when there is no such node
   */
  public NodeExplanation explain(String node, RunOptions options) {
    List<NirPart> parts = parts();
    List<String> names = parts.stream().map(NirPart::name).toList();
    int number = names.indexOf(node);
    if (number < 0) {
      List<String> inner = names.stream().filter(name -> name.startsWith(node + ".") || name.endsWith("." + node)).limit(12).toList();
      throw new InputException("there is no node '" + node + "'", label, "",
          inner.isEmpty() ? NearMiss.hint(node, names) : "there is " + String.join(", ", inner));
    }
    Network network = network(options);
    double unit = TimeScale.seconds(TimeScale.options(options, OptionalDouble.of(network.settings().dt())));
    return new Explainer(this, network, options, unit).of(parts.get(number), graph.vertices.get(number));
  }

  /**
   * Writes the mended graph as a file that NIR's own reader accepts, in seconds, with dt, reset and integrator in the graph's
   * metadata, where our reader looks for them again.
   *
   * @param options as for {@link #network}
   * @return the settings that were written
   * @throws InputException as {@link #network}, and when a name cannot be written
   */
  public RunSettings write(Path file, RunOptions options) {
    RunSettings settings = network(options).settings();
    double unit = TimeScale.seconds(TimeScale.options(options, OptionalDouble.of(settings.dt())));
    boolean spyx = options.like().filter(Framework.SPYX::equals).isPresent();
    try {
      NirFileWriter.write(file, MendedGraph.of(this, contents.graph(), spyx ? SpyxGraph.led(this) : Optional.empty(), settings, unit));
    } catch (InputException e) {
      throw e.in(label);
    }
    return settings;
  }
}
