package spikelock.mapper.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;

/** A flat NIR graph that is put together node by node and then written. */
public final class NirGraph {
  private final Map<String, NirNode> nodes = new LinkedHashMap<>();
  private final List<NirNode.Edge> edges = new ArrayList<>();
  private final Map<String, NdArray> metadata = new LinkedHashMap<>();

  /**
   * Adds a node.
   *
   * @param type a NIR node type
   * @param fields as NIR names them, with the shapes that NIR wants
   * @throws InputException when there is a node of that name, or it holds a slash, which HDF5 takes for a path
   */
  public void node(String name, String type, Map<String, NdArray> fields) {
    NirNode node = new NirNode(name, type, fields, Map.of(), List.of(), Map.of());
    if (nodes.putIfAbsent(NirFileWriter.checked(name, node), node) != null) {
      throw new InputException("two nodes have this name", "", "node '" + name + "'", "rename one of them");
    }
  }

  /** Adds an edge; the edges into a node add up. */
  public void edge(String source, String target) {
    edges.add(new NirNode.Edge(source, target));
  }

  /** Adds a word about the whole graph. */
  public void metadata(String name, String text) {
    metadata.put(name, FileHints.text(text));
  }

  /** Adds names of the classes that the output neurons stand for, where our reader looks for them. */
  public void classes(List<String> names) {
    metadata.putAll(FileHints.metadata(names));
  }

  /** Adds dt, reset and integrator where our reader looks for them. */
  public void settings(RunSettings settings) {
    metadata.putAll(FileHints.metadata(settings));
  }

  /** Asks for one scale for each population when it is rounded, as it was trained. */
  public void oneScale() {
    metadata.putAll(FileHints.oneScaleMetadata());
  }

  /**
   * What the file will be read as.
   *
   * @throws InputException as the reader
   */
  public Network network(String name) {
    return NirModel.of(name, graph()).network(RunOptions.NONE);
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws InputException when the file cannot be written, or the name of a metadata entry holds a slash
   */
  public void write(Path file) {
    NirFileWriter.write(file, graph());
  }

  private NirNode graph() {
    return new NirNode("", "NIRGraph", Map.of(), nodes, edges, metadata);
  }
}
