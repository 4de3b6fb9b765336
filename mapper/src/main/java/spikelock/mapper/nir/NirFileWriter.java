package spikelock.mapper.nir;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.DatasetCreationOptions;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/**
 * Writes a graph as NIR's own writer lays it out. Text is of fixed length (UTF-8), which NIR's reader and h5py take like text of
 * variable length; arrays from {@link #WORTH_PACKING} elements on are deflated.
 */
final class NirFileWriter {
  /** The release whose layout is written. */
  static final String VERSION = "1.0.7";
  private static final int WORTH_PACKING = 1024;
  private static final int DEFLATE_LEVEL = 4;

  private NirFileWriter() {}

  /**
   * Writes a file.
   *
   * @param graph every subgraph has edges; every array has elements
   * @throws InputException when a name holds a slash, which HDF5 takes for a path
   */
  static void write(Path file, NirNode graph) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("version", VERSION);
      put(hdf.putGroup("node"), graph);
    }
  }

  private static void put(WritableGroup group, NirNode node) {
    group.putDataset("type", node.type());
    node.fields().forEach((name, array) -> put(group, name, array));
    if (!node.metadata().isEmpty()) {
      WritableGroup metadata = group.putGroup("metadata");
      node.metadata().forEach((name, array) -> put(metadata, name, array));
    }
    if (node.isGraph()) {
      WritableGroup nodes = group.putGroup("nodes");
      for (Map.Entry<String, NirNode> child : node.children().entrySet()) {
        if (child.getKey().contains("/")) {
          throw child.getValue().error("the name has a slash, which HDF5 takes for a path", "rename the node");
        }
        put(nodes.putGroup(child.getKey()), child.getValue());
      }
      List<String[]> edges = new ArrayList<>();
      node.edges().forEach(edge -> edges.add(new String[] {edge.source(), edge.target()}));
      group.putDataset("edges", edges.toArray(new String[0][]));
    }
  }

  private static void put(WritableGroup group, String name, NdArray array) {
    if (array.size() == 0) {
      return;
    }
    Object data = array.rank() == 0 ? Array.get(array.data(), 0) : nested(array.data(), array.shape(), 0, new int[] {0});
    if (array.isText() || array.size() < WORTH_PACKING) {
      group.putDataset(name, data);
    } else {
      group.putDataset(name, data, DatasetCreationOptions.builder().chunkDimensions(array.shape()).deflate(DEFLATE_LEVEL).build());
    }
  }

  /** A Java array of arrays, as the library wants them; {@code next} counts the elements taken. */
  private static Object nested(Object flat, int[] shape, int axis, int[] next) {
    int[] rest = java.util.Arrays.copyOfRange(shape, axis, shape.length);
    Object array = Array.newInstance(flat.getClass().getComponentType(), rest);
    if (rest.length == 1) {
      System.arraycopy(flat, next[0], array, 0, rest[0]);
      next[0] += rest[0];
      return array;
    }
    for (int i = 0; i < rest[0]; i++) {
      Array.set(array, i, nested(flat, shape, axis + 1, next));
    }
    return array;
  }
}
