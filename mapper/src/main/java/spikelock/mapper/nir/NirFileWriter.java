package spikelock.mapper.nir;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5Output;
import spikelock.mapper.hdf5.Hdf5Writer;

/** Writes a graph as NIR's own writer lays it out. */
final class NirFileWriter {
  /** The release whose layout is written. */
  static final String VERSION = "1.0.7";

  private NirFileWriter() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @throws InputException when a name holds a slash, which HDF5 takes for a path, or the file cannot be written
   */
  static void write(Path file, NirNode graph) {
    Hdf5Output top = new Hdf5Output();
    top.array("version", text(VERSION));
    put(top.group("node"), graph);
    Hdf5Writer.write(file, top);
  }

  private static NdArray text(String word) {
    return new NdArray(new int[0], new String[] {word});
  }

  private static void put(Hdf5Output group, NirNode node) {
    group.array("type", text(node.type()));
    // by name, so that the same network is the same bytes; nodes stay in their order, which numbers the neurons
    new TreeMap<>(node.fields()).forEach((name, array) -> put(group, node, name, array));
    if (!node.metadata().isEmpty()) {
      Hdf5Output metadata = group.group("metadata");
      new TreeMap<>(node.metadata()).forEach((name, array) -> put(metadata, node, name, array));
    }
    if (node.isGraph()) {
      Hdf5Output nodes = group.group("nodes");
      for (Map.Entry<String, NirNode> child : node.children().entrySet()) {
        put(nodes.group(checked(child.getKey(), child.getValue())), child.getValue());
      }
      group.array("edges", edges(node));
    }
  }

  private static void put(Hdf5Output group, NirNode node, String name, NdArray array) {
    group.array(checked(name, node), array);
  }

  /** The name, unless HDF5 takes it for a path. */
  static String checked(String name, NirNode node) {
    if (name.isEmpty() || name.equals(".") || name.contains("/")) {
      throw node.error("the name \"" + name + "\" cannot be written: HDF5 takes it for a path", "rename it");
    }
    return name;
  }

  /** As NIR does: without edges an empty list of numbers. */
  private static NdArray edges(NirNode graph) {
    if (graph.edges().isEmpty()) {
      return new NdArray(new int[] {0}, new double[0]);
    }
    String[] ends = new String[2 * graph.edges().size()];
    for (int e = 0; e < graph.edges().size(); e++) {
      ends[2 * e] = graph.edges().get(e).source();
      ends[2 * e + 1] = graph.edges().get(e).target();
    }
    return new NdArray(new int[] {graph.edges().size(), 2}, ends);
  }
}
