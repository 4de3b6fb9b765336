package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/** All nodes of all nested graphs side by side; the ports of inner graphs are vertices that pass on what they get. */
final class FlatGraph {
  /** What a vertex does with the sum of its edges. */
  enum Role { INPUT, OUTPUT, PASS, LINEAR, NEURON }

  /** A node in the flat graph. */
  static final class Vertex {
    final int number;
    final String name;
    final NirNode node;
    Role role;
    /** Whether a repair put it in: the file does not have it. */
    boolean added;
    final List<Integer> before = new ArrayList<>();
    final List<Integer> after = new ArrayList<>();

    Vertex(int number, NirNode node, Role role) {
      this.number = number;
      this.name = node.path();
      this.node = node;
      this.role = role;
    }
  }

  final List<Vertex> vertices = new ArrayList<>();
  /** Whether every edge of the file names nodes of its own graph, and every subgraph has one input and one output. */
  boolean plainEdges = true;
  final Remarks repairs;
  private static final int MOST_EDGES = 8;
  private final Map<String, Integer> byName = new LinkedHashMap<>();

  private FlatGraph(Remarks repairs) {
    this.repairs = repairs;
  }

  /**
   * Flattens a graph.
   *
   * @param repairs receives a line for everything that was mended
   * @throws InputException for edges without ends, ambiguous ports and names that clash
   */
  static FlatGraph of(NirNode top, Remarks repairs) {
    FlatGraph flat = new FlatGraph(repairs);
    flat.add(top, true);
    flat.settlePorts();
    flat.addInputs();
    flat.addOutputs();
    return flat;
  }

  /** The same vertices, whose roles and edges can be changed without this graph's. */
  FlatGraph copy() {
    FlatGraph copy = new FlatGraph(repairs);
    copy.plainEdges = plainEdges;
    copy.byName.putAll(byName);
    for (Vertex vertex : vertices) {
      Vertex its = new Vertex(vertex.number, vertex.node, vertex.role);
      its.added = vertex.added;
      its.before.addAll(vertex.before);
      its.after.addAll(vertex.after);
      copy.vertices.add(its);
    }
    return copy;
  }

  private void add(NirNode graph, boolean isTop) {
    for (NirNode child : graph.children().values()) {
      if (child.isGraph()) {
        add(child, false);
        continue;
      }
      Role role = switch (child.type()) {
        case "Input" -> isTop ? Role.INPUT : Role.PASS;
        case "Output" -> isTop ? Role.OUTPUT : Role.PASS;
        case "Flatten" -> Role.PASS;
        default -> Primitives.LINEAR.contains(child.type()) ? Role.LINEAR : Role.NEURON;
      };
      if (byName.putIfAbsent(child.path(), vertices.size()) != null) {
        throw child.error("two nodes have this name once nested graphs are written with dots", "rename one of them");
      }
      vertices.add(new Vertex(vertices.size(), child, role));
    }
    Set<NirNode.Edge> edges = new LinkedHashSet<>(graph.edges());
    if (edges.size() < graph.edges().size()) {
      Set<NirNode.Edge> seen = new LinkedHashSet<>();
      Set<NirNode.Edge> twice = new LinkedHashSet<>();
      graph.edges().stream().filter(edge -> !seen.add(edge)).forEach(twice::add);
      repairs.add("edges given twice" + inGraph(graph) + ": "
          + twice.stream().limit(MOST_EDGES).map(NirNode.Edge::toString).collect(Collectors.joining(", "))
          + (twice.size() > MOST_EDGES ? ", ... (" + twice.size() + " in all)" : "") + ": counted once");
    }
    for (NirNode.Edge edge : edges) {
      if (edge.source().equals(edge.target()) && isMissing(graph, edge.source())) {
        repairs.add("edge " + edge + inGraph(graph) + " leads from and to a node that does not exist: dropped");
        plainEdges = false;
        continue;
      }
      int source = end(graph, edge, edge.source(), true);
      int target = end(graph, edge, edge.target(), false);
      vertices.get(source).after.add(target);
      vertices.get(target).before.add(source);
    }
  }

  /** Whether no node has the name, nor ports that somebody flattened. */
  private static boolean isMissing(NirNode graph, String name) {
    Set<String> names = graph.children().keySet();
    return !names.contains(name) && descend(graph, name).isEmpty() && !names.contains(name + ".input")
        && !names.contains(name + ".output");
  }

  /** The vertex that an edge's name stands for: a node, or the port of a subgraph. */
  private int end(NirNode graph, NirNode.Edge edge, String name, boolean isSource) {
    NirNode named = graph.children().get(name);
    if (named != null) {
      return named.isGraph() ? port(graph, edge, named, isSource) : number(named);
    }
    plainEdges = false;
    Optional<NirNode> inner = descend(graph, name);
    if (inner.isPresent() && !inner.get().isGraph()) {
      return number(inner.get());
    }
    NirNode flattenedPort = graph.children().get(name + (isSource ? ".output" : ".input"));
    if (flattenedPort != null && !flattenedPort.isGraph()) {
      repairs.add("edge " + edge + ": no node '" + name + "', read as '" + flattenedPort.path() + "'");
      return number(flattenedPort);
    }
    Optional<NirNode> meant = misnamed(graph, name);
    if (meant.isPresent()) {
      repairs.add("edge " + edge + ": no node '" + name + "'" + inGraph(graph) + ", read as '" + meant.get().path()
          + "', the only node that no edge names");
      return number(meant.get());
    }
    String hint = NearMiss.hint(name, graph.children().keySet());
    throw new InputException("edge " + edge + ": no node '" + name + "'" + inGraph(graph) + " (has: "
        + String.join(", ", graph.children().keySet().stream().limit(12).toList()) + ")", "",
        graph.path().isEmpty() ? "edges" : "subgraph '" + graph.path() + "', edges", hint.startsWith("did") ? hint : "");
  }

  /**
   * The node that edges call by another name: where the edges of a graph name one node that is not there, and one node that is
   * there is in no edge, and the names are alike.
   */
  private static Optional<NirNode> misnamed(NirNode graph, String name) {
    Set<String> missing = new LinkedHashSet<>();
    Set<String> unnamed = new LinkedHashSet<>(graph.children().keySet());
    for (NirNode.Edge edge : graph.edges()) {
      for (String end : List.of(edge.source(), edge.target())) {
        unnamed.remove(end);
        if (!graph.children().containsKey(end)) {
          missing.add(end);
        }
      }
    }
    if (!missing.equals(Set.of(name)) || unnamed.size() != 1) {
      return Optional.empty();
    }
    NirNode only = graph.children().get(unnamed.iterator().next());
    boolean alike = NearMiss.hint(name, unnamed).startsWith("did");
    return alike && !only.isGraph() ? Optional.of(only) : Optional.empty();
  }

  /** {@code G.port} names a node inside the subgraph G. */
  private static Optional<NirNode> descend(NirNode graph, String name) {
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      NirNode sub = graph.children().get(name.substring(0, dot));
      if (sub != null && sub.isGraph()) {
        String rest = name.substring(dot + 1);
        NirNode inner = sub.children().get(rest);
        return inner != null ? Optional.of(inner) : descend(sub, rest);
      }
    }
    return Optional.empty();
  }

  /** The one node through which a subgraph is entered or left: its port, or the one node that has no edge there. */
  private int port(NirNode graph, NirNode.Edge edge, NirNode sub, boolean isSource) {
    String type = isSource ? "Output" : "Input";
    List<NirNode> ports = sub.children().values().stream().filter(n -> n.type().equals(type)).toList();
    if (ports.isEmpty()) {
      Set<String> joined = new HashSet<>();
      sub.edges().forEach(e -> joined.add(isSource ? e.source() : e.target()));
      List<NirNode> ends = sub.children().values().stream().filter(n -> !joined.contains(n.path().substring(sub.path().length() + 1)))
          .toList();
      if (ends.size() == 1) {
        plainEdges = false;
        repairs.add("subgraph '" + sub.path() + "' has no " + type + " node: '" + ends.getFirst().path() + "' is taken for it");
        return ends.getFirst().isGraph() ? port(graph, edge, ends.getFirst(), isSource) : number(ends.getFirst());
      }
    }
    if (ports.size() != 1) {
      throw new InputException("edge " + edge + ": subgraph '" + sub.path() + "' has " + (ports.isEmpty() ? "no" : ports.size())
          + " " + type + " nodes", "", graph.path().isEmpty() ? "edges" : "subgraph '" + graph.path() + "', edges",
          ports.isEmpty() ? "" : "name one: " + String.join(", ", ports.stream().map(NirNode::path).toList()));
    }
    return number(ports.getFirst());
  }

  /** The vertex of a node that is no graph. */
  Vertex vertex(NirNode node) {
    return vertices.get(number(node));
  }

  private int number(NirNode node) {
    return byName.get(node.path());
  }

  private static String inGraph(NirNode graph) {
    return graph.path().isEmpty() ? "" : " in subgraph '" + graph.path() + "'";
  }

  /** Inputs that are fed and outputs that feed are ports of a graph somebody flattened. */
  private void settlePorts() {
    for (Vertex vertex : vertices) {
      if (vertex.role == Role.INPUT && !vertex.before.isEmpty() || vertex.role == Role.OUTPUT && !vertex.after.isEmpty()) {
        vertex.role = Role.PASS;
        plainEdges = false;
        repairs.add("'" + vertex.name + "' is an " + vertex.node.type() + " in the middle of the graph: passes on what it gets");
      }
    }
  }

  /**
   * A linear node that nothing leads to gets an Input in front, and in a graph without any Input so do neurons; where there is
   * an Input, a neuron that nothing leads to runs by itself.
   */
  private void addInputs() {
    boolean none = vertices.stream().noneMatch(v -> v.role == Role.INPUT);
    for (Vertex vertex : List.copyOf(vertices)) {
      boolean wants = vertex.role == Role.LINEAR || none && (vertex.role == Role.NEURON || vertex.role == Role.PASS);
      if (vertex.before.isEmpty() && wants && !(vertex.after.isEmpty() && !none)) {
        Vertex input = added("input_" + vertex.name, "Input", Role.INPUT);
        input.after.add(vertex.number);
        vertex.before.add(input.number);
        repairs.add("nothing leads to '" + vertex.name + "'" + (none ? " and there is no Input node" : "") + ": the Input '"
            + input.name + "' is put in front of it");
      }
    }
    if (vertices.stream().noneMatch(v -> v.role == Role.INPUT)) {
      throw new InputException("the network has no Input node, and something leads to every other node", "", "top graph",
          "add an Input with an edge to the first layer");
    }
  }

  /** In a graph without any Output, every node that leads nowhere gets one. */
  private void addOutputs() {
    if (vertices.stream().anyMatch(v -> v.role == Role.OUTPUT)) {
      vertices.stream().filter(v -> v.after.isEmpty() && v.role != Role.OUTPUT)
          .forEach(v -> repairs.note("'" + v.name + "' leads nowhere: it has no effect on the outputs"));
      return;
    }
    for (Vertex vertex : List.copyOf(vertices)) {
      if (vertex.after.isEmpty() && vertex.role != Role.INPUT) {
        Vertex output = added("output_" + vertex.name, "Output", Role.OUTPUT);
        vertex.after.add(output.number);
        output.before.add(vertex.number);
        repairs.add("there is no Output node: the Output '" + output.name + "' is put behind '" + vertex.name + "'");
      }
    }
    if (vertices.stream().noneMatch(v -> v.role == Role.OUTPUT)) {
      throw new InputException("the network has no Output node, and every node leads somewhere", "", "top graph",
          "add an Output with an edge from the last layer");
    }
  }

  private Vertex added(String wanted, String type, Role role) {
    String name = wanted;
    for (int i = 0; byName.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    plainEdges = false;
    Vertex vertex = new Vertex(vertices.size(), NirNode.port(name, type), role);
    vertex.added = true;
    byName.put(name, vertex.number);
    vertices.add(vertex);
    return vertex;
  }

  /** Vertices of the linear and passing roles in an order in which each comes after those that feed it. */
  List<Vertex> linearOrder() {
    int[] waiting = new int[vertices.size()];
    List<Vertex> order = new ArrayList<>();
    for (Vertex vertex : vertices) {
      waiting[vertex.number] = (int) vertex.before.stream().filter(b -> isLinear(vertices.get(b))).count();
      if (isLinear(vertex) && waiting[vertex.number] == 0) {
        order.add(vertex);
      }
    }
    for (int done = 0; done < order.size(); done++) {
      for (int next : order.get(done).after) {
        if (--waiting[next] == 0 && isLinear(vertices.get(next))) {
          order.add(vertices.get(next));
        }
      }
    }
    if (order.size() < vertices.stream().filter(FlatGraph::isLinear).count()) {
      Set<String> stuck = new TreeSet<>();
      vertices.stream().filter(v -> isLinear(v) && waiting[v.number] > 0).limit(20).forEach(v -> stuck.add(v.name));
      throw new InputException("a loop holds no neuron: " + String.join(", ", stuck), "", "edges",
          "every loop needs a neuron, so that a timestep can pass");
    }
    return order;
  }

  static boolean isLinear(Vertex vertex) {
    return vertex.role == Role.LINEAR || vertex.role == Role.PASS;
  }

  /** The vertices of some roles, in file order. */
  List<Vertex> ofRole(Role... roles) {
    return vertices.stream().filter(v -> Arrays.asList(roles).contains(v.role)).toList();
  }
}
