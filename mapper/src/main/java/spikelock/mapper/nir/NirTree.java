package spikelock.mapper.nir;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/** Reads the tree of nodes out of the HDF5 file, within a budget. */
final class NirTree {
  private static final int LONGEST_NAME = 200;

  private final NirBudget budget;
  private long bytesLeft;
  private int nodesLeft;
  private int edgesLeft;
  /** Addresses of the groups from the top to here: a hard link to one of them would never end. */
  private final Set<Long> path = new HashSet<>();

  private NirTree(NirBudget budget) {
    this.budget = budget;
    this.bytesLeft = budget.bytes();
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
    refuseOtherFormats(bytes);
    // A parser that goes in circles reads more often and more than any honest file of this size makes it.
    MeteredChannel channel = new MeteredChannel(bytes, 50_000L + bytes.length / 4, (64L << 20) + 16L * bytes.length);
    try (HdfFile file = new HdfFile(channel, URI.create("file:///network.nir"))) {
      return new NirTree(budget).contents(file);
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(e);
    } catch (StackOverflowError e) {
      throw new InputException("is a damaged HDF5 file (its structures are nested without end)");
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory to unpack than there is", "", "", "give java more with -Xmx");
    }
  }

  private static InputException damaged(RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String reason = cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    InputException problem = new InputException("is a damaged HDF5 file, or uses what the reader does not know"
        + (reason.isEmpty() ? "" : " (" + reason + ")"), "", "", "fetch the file again, or write it again with nir.write");
    problem.initCause(e);
    return problem;
  }

  private static void refuseOtherFormats(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
    String guess = bytes.length == 0 ? "the file is empty"
        : start.startsWith("PK") ? "this is a ZIP archive, probably a PyTorch file (.pt); export the model with nir.write"
        : start.startsWith("\u0080\u0002") || start.startsWith("\u0080\u0004") ? "this is a Python pickle; export the model with nir.write"
        : start.startsWith("version https://git-lfs") ? "this is a Git LFS pointer; fetch the file itself with git lfs pull"
        : start.startsWith("format: spikelock") ? "this is a spikelock YAML file; name it .yaml" : "";
    boolean signature = false;
    for (long at = 0; at + 8 <= bytes.length && !signature; at = at == 0 ? 512 : at * 2) {
      signature = new String(bytes, (int) at, 8, StandardCharsets.ISO_8859_1).equals("\u0089HDF\r\n\u001a\n");
    }
    if (!signature) {
      throw new InputException("not HDF5" + (guess.isEmpty() ? ", so not a NIR file" : ": " + guess));
    }
  }

  private Contents contents(HdfFile file) {
    Map<String, Node> top = file.getChildren();
    if (!(top.get("node") instanceof Group node)) {
      String holds = String.join(", ", top.keySet().stream().limit(8).toList());
      throw new InputException("is HDF5 but not NIR: it has no group \"node\"", "", "",
          top.containsKey("layer") ? "it looks like a lava-dl network, which is not read yet" : "it has: " + holds);
    }
    String version = "";
    if (top.get("version") instanceof Dataset said) {
      NdArray text = array(said, "version");
      version = text.data() instanceof String[] words && words.length == 1 ? words[0].strip() : "";
    }
    NirNode graph = node(node, "", 0);
    if (!graph.isGraph()) {
      throw new InputException("the top node is a " + graph.type() + ", not a NIRGraph", "", "node", "");
    }
    return new Contents(graph, version);
  }

  private NirNode node(Group group, String name, int depth) {
    String where = name.isEmpty() ? "top graph" : "node '" + name + "'";
    if (depth > budget.depth()) {
      throw new InputException("graphs are nested more than " + budget.depth() + " deep", "", where, "");
    }
    if (--nodesLeft < 0) {
      throw new InputException("has more than " + budget.nodes() + " nodes", "", where, "");
    }
    if (!path.add(group.getAddress())) {
      throw new InputException("the graph contains itself (a hard link to a group above)", "", where, "");
    }
    Map<String, Node> parts = group.getChildren();
    String type = type(parts.get("type"), where);
    NirNode node = type.equals("NIRGraph") ? graph(parts, name, depth) : leaf(parts, name, type);
    path.remove(group.getAddress());
    return node;
  }

  private String type(Node said, String where) {
    if (said instanceof Dataset dataset && array(dataset, where).data() instanceof String[] words && words.length == 1) {
      return printable(words[0].strip());
    }
    throw new InputException("the node does not say its type", "", where, "every NIR node has a text field \"type\"");
  }

  private NirNode leaf(Map<String, Node> parts, String name, String type) {
    Primitives.requireSupported(type, name);
    Map<String, NdArray> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Node> part : parts.entrySet()) {
      if (part.getValue() instanceof Dataset dataset && !part.getKey().equals("type")) {
        fields.put(part.getKey(), array(dataset, "node '" + name + "', field \"" + part.getKey() + "\""));
      }
    }
    return new NirNode(name, type, fields, Map.of(), List.of(), OptionalDouble.empty());
  }

  private NirNode graph(Map<String, Node> parts, String name, int depth) {
    String where = name.isEmpty() ? "top graph" : "subgraph '" + name + "'";
    if (!(parts.get("nodes") instanceof Group nodes)) {
      throw new InputException("the graph has no group \"nodes\"", "", where, "");
    }
    Map<String, NirNode> children = new LinkedHashMap<>();
    for (Map.Entry<String, Node> child : nodes.getChildren().entrySet()) {
      String own = printable(child.getKey());
      String full = name.isEmpty() ? own : name + "." + own;
      if (full.length() > LONGEST_NAME) {
        throw new InputException("the name of a node is longer than " + LONGEST_NAME + " characters", "", where, "");
      }
      if (!(child.getValue() instanceof Group group)) {
        throw new InputException("the node is not a group", "", "node '" + full + "'", "");
      }
      children.put(own, node(group, full, depth + 1));
    }
    return new NirNode(name, "NIRGraph", Map.of(), children, edges(parts.get("edges"), where), dt(parts.get("metadata")));
  }

  private List<NirNode.Edge> edges(Node said, String where) {
    List<NirNode.Edge> edges = new ArrayList<>();
    if (!(said instanceof Dataset dataset)) {
      return edges;
    }
    NdArray array = array(dataset, where + ", edges");
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
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private OptionalDouble dt(Node metadata) {
    if (metadata instanceof Group group && group.getChildren().get("dt") instanceof Dataset dataset) {
      NdArray array = array(dataset, "metadata, dt");
      if (array.size() == 1 && !array.isText() && array.at(0) > 0 && Double.isFinite(array.at(0))) {
        return OptionalDouble.of(array.at(0));
      }
    }
    return OptionalDouble.empty();
  }

  private NdArray array(Dataset dataset, String where) {
    if (dataset.isLink()) {
      throw new InputException("is a link to elsewhere; links are not followed", "", where, "");
    }
    long size = Math.max(dataset.getSizeInBytes(), Math.multiplyExact(8L, dataset.getSize()));
    if (size < 0 || size > bytesLeft) {
      throw new InputException("the arrays need more than " + budget.bytes() + " bytes unpacked", "", where, "");
    }
    bytesLeft -= size;
    return Hdf5Values.of(dataset, where);
  }
}
