package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/**
 * The graph of a file with all repairs made. Nested graphs stay nested where their edges are sound; otherwise, and where a
 * Flatten has to be put in, the nodes of all graphs lie side by side with dotted names.
 */
final class MendedGraph {
  private final NirModel model;
  private final FlatGraph graph;
  private final WrittenShapes shapes;
  private final MendedNode nodes;

  private MendedGraph(NirModel model, FlatGraph graph, double unit) {
    this.model = model;
    this.graph = graph;
    this.shapes = WrittenShapes.of(model);
    this.nodes = new MendedNode(model, shapes, unit);
  }

  /**
   * The whole graph; {@code settings} are added to its metadata, and times multiplied by {@code unit}.
   *
   * @param other the graph to write instead of the file's own
   */
  static NirNode of(NirModel model, NirNode top, Optional<FlatGraph> other, RunSettings settings, double unit) {
    MendedGraph mended = new MendedGraph(model, other.orElse(model.graph), unit);
    boolean nested = other.isEmpty() && model.graph.plainEdges && mended.shapes.allFit();
    NirNode graph = nested ? mended.nested(top) : mended.flat();
    Map<String, NdArray> metadata = new LinkedHashMap<>(top.metadata());
    metadata.putAll(FileHints.metadata(settings));
    return new NirNode("", "NIRGraph", Map.of(), graph.children(), graph.edges(), metadata);
  }

  private NirNode nested(NirNode given) {
    Map<String, NirNode> children = new LinkedHashMap<>();
    given.children().forEach((name, child) -> children.put(name, child.isGraph() ? nested(child) : nodes.of(graph.vertex(child))));
    return new NirNode(given.path(), given.type(), Map.of(), children, List.copyOf(new LinkedHashSet<>(given.edges())), given.metadata());
  }

  /** Ports of inner graphs are left out; where two paths through them join the same nodes, one goes through a Scale by 1. */
  private NirNode flat() {
    Map<String, NirNode> children = new LinkedHashMap<>();
    Set<NirNode.Edge> edges = new LinkedHashSet<>();
    for (Vertex vertex : graph.vertices) {
      if (!isPort(vertex)) {
        children.put(vertex.name, nodes.of(vertex));
      }
    }
    for (Vertex source : graph.vertices) {
      if (!isPort(source)) {
        for (int target : behindPorts(source)) {
          join(source, graph.vertices.get(target), children, edges);
        }
      }
    }
    return new NirNode("", "NIRGraph", Map.of(), children, List.copyOf(edges), Map.of());
  }

  private void join(Vertex source, Vertex target, Map<String, NirNode> children, Set<NirNode.Edge> edges) {
    int[] from = shapes.gives(source);
    int[] to = shapes.takes(target);
    String between = source.name + "_to_" + target.name;
    if (!Arrays.equals(from, to) && to.length == 1) {
      children.put(between, MendedNode.flatten(between, from));
    } else if (!edges.add(new NirNode.Edge(source.name, target.name))) {
      double[] ones = new double[model.sizes.size(source)];
      Arrays.fill(ones, 1);
      children.put(between, new NirNode(between, "Scale", Map.of("scale", new NdArray(from, ones)), Map.of(), List.of(), Map.of()));
    } else {
      return;
    }
    edges.add(new NirNode.Edge(source.name, between));
    edges.add(new NirNode.Edge(between, target.name));
  }

  /** The vertices that a vertex feeds, through ports. */
  private List<Integer> behindPorts(Vertex source) {
    List<Integer> found = new ArrayList<>();
    List<Integer> open = new ArrayList<>(source.after);
    while (!open.isEmpty()) {
      Vertex next = graph.vertices.get(open.removeFirst());
      if (isPort(next)) {
        open.addAll(next.after);
      } else {
        found.add(next.number);
      }
    }
    return found;
  }

  /** Inner Inputs and Outputs, but not Flatten. */
  private static boolean isPort(Vertex vertex) {
    return vertex.role == Role.PASS && !vertex.node.type().equals("Flatten");
  }
}
