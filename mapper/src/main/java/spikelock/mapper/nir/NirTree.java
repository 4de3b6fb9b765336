package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5;
import spikelock.mapper.hdf5.Hdf5Group;

/** Reads the tree of nodes out of the HDF5 file, within a budget. */
final class NirTree {
  private static final int LONGEST_NAME = 200;
  private static final Hdf5.Kind KIND = Hdf5.Kind.network("NIR", "write it again with nir.write");

  private static final String STOPPED = "look at what the exporter said, and write it again with nir.write";

  private static final NdArray NONE = new NdArray(new int[] {0}, new double[0]);

  private final NirBudget budget;
  private int nodesLeft;
  private int edgesLeft;

  private NirTree(NirBudget budget) {
    this.budget = budget;
    this.nodesLeft = budget.nodes();
    this.edgesLeft = budget.edges();
  }

  /** @param version what the file says of itself, or the empty string */
  record Contents(NirNode graph, String version) {}

  /**
   * Reads everything.
   *
   * @throws InputException when it is no NIR file, damaged, or over the budget
   */
  static Contents read(byte[] bytes, NirBudget budget) {
    return Hdf5.read(bytes, budget.bytes(), KIND, top -> new NirTree(budget).contents(top));
  }

  private Contents contents(Hdf5Group top) {
    Hdf5Group node = top.group("node", "top graph").orElseThrow(() -> noNode(top));
    requireFinished(node);
    String version = top.array("version", "version").flatMap(NirTree::word).orElse("");
    NirNode graph = node(node, "", 0);
    if (!graph.isGraph()) {
      throw new InputException("the top node is a " + graph.type() + ", not a NIRGraph", "", "node", "");
    }
    return new Contents(graph, version);
  }

  private static InputException noNode(Hdf5Group top) {
    if (Hdf5.isKeras(top)) {
      return new InputException("is HDF5 but not NIR: this is a Keras file (.h5)", "", "", Hdf5.REBUILD);
    }
    if (top.names().equals(Set.of("version"))) {
      return new InputException("is an unfinished NIR file: it has a version but no graph; its exporter died", "", "", STOPPED);
    }
    return new InputException("is HDF5 but not NIR: it has no group \"node\"", "", "", top.names().contains("layer")
        ? "it looks like a lava-dl network: name it .net" : "it has: " + Printable.of(String.join(", ", top.names().stream().limit(8).toList())));
  }

  /** {@code nir.write} writes the nodes of a graph, then its edges, and its type last. */
  private static void requireFinished(Hdf5Group node) {
    if (!node.names().contains("type") && (node.names().contains("nodes") || node.names().isEmpty())) {
      long nodes = node.group("nodes", "top graph").map(group -> (long) group.names().size()).orElse(0L);
      throw new InputException("is an unfinished NIR file: it has " + nodes + " nodes" + (node.names().contains("edges") ? "" : " but no edges")
          + " and not its graph's type, which is written last; its exporter died midway", "", "top graph", STOPPED);
    }
  }

  private static Optional<String> word(NdArray array) {
    return array.data() instanceof String[] words && words.length == 1 ? Optional.of(words[0].strip()) : Optional.empty();
  }

  private NirNode node(Hdf5Group group, String name, int depth) {
    String where = name.isEmpty() ? "top graph" : "node '" + name + "'";
    if (depth > budget.depth()) {
      throw new InputException("graphs are nested more than " + budget.depth() + " deep", "", where, "");
    }
    if (--nodesLeft < 0) {
      throw new InputException("has more than " + budget.nodes() + " nodes", "", where, "");
    }
    String type = group.array("type", where).flatMap(NirTree::word).map(NirTree::printable).orElseThrow(() ->
        new InputException("the node does not say its type", "", where, "every NIR node has a text field \"type\""));
    return type.equals("NIRGraph") ? graph(group, name, depth) : leaf(group, name, type);
  }

  private static NirNode leaf(Hdf5Group group, String name, String type) {
    Primitives.requireSupported(type, name);
    Map<String, NdArray> fields = new LinkedHashMap<>();
    for (String field : group.names()) {
      if (!field.equals("type") && !field.equals("metadata")) {
        group.array(field, "node '" + name + "', field \"" + field + "\"").ifPresent(array -> fields.put(field, array));
      }
    }
    return new NirNode(name, type, fields, Map.of(), List.of(), metadata(group, "node '" + name + "'"));
  }

  private NirNode graph(Hdf5Group group, String name, int depth) {
    String where = name.isEmpty() ? "top graph" : "subgraph '" + name + "'";
    Hdf5Group nodes = group.group("nodes", where)
        .orElseThrow(() -> new InputException("the graph has no group \"nodes\"", "", where, ""));
    Map<String, NirNode> children = new LinkedHashMap<>();
    for (String child : nodes.names()) {
      String own = printable(child);
      String full = name.isEmpty() ? own : name + "." + own;
      if (full.length() > LONGEST_NAME) {
        throw new InputException("the name of a node is longer than " + LONGEST_NAME + " characters", "", where, "");
      }
      Hdf5Group node = nodes.group(child, "node '" + full + "'")
          .orElseThrow(() -> new InputException("the node is not a group", "", "node '" + full + "'", ""));
      children.put(own, node(node, full, depth + 1));
    }
    return new NirNode(name, "NIRGraph", Map.of(), children, edges(group, where), metadata(group, where));
  }

  private List<NirNode.Edge> edges(Hdf5Group graph, String where) {
    List<NirNode.Edge> edges = new ArrayList<>();
    NdArray array = graph.array("edges", where + ", edges").orElse(NONE);
    if (array.size() == 0) {
      return edges;
    }
    if (!(array.data() instanceof String[] names) || array.rank() != 2 || array.shape()[1] != 2) {
      throw new InputException("edges are " + array + ", not pairs of names", "", where, "");
    }
    edgesLeft -= array.shape()[0];
    if (edgesLeft < 0) {
      throw new InputException("has more than " + budget.edges() + " edges", "", where, "");
    }
    for (int e = 0; e < names.length; e += 2) {
      edges.add(new NirNode.Edge(printable(names[e]), printable(names[e + 1])));
    }
    return edges;
  }

  /** Control characters would break the lines of messages and reports. */
  private static String printable(String name) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return Printable.of(shown);
  }

  /** Entries that are arrays that can be read; nobody depends on the others. */
  private static Map<String, NdArray> metadata(Hdf5Group node, String where) {
    Map<String, NdArray> metadata = new LinkedHashMap<>();
    node.optionalGroup("metadata", where + ", metadata").ifPresent(entries -> {
      for (String key : entries.names()) {
        entries.readable(key, where + ", metadata").ifPresent(array -> metadata.put(printable(key), array));
      }
    });
    return metadata;
  }
}
