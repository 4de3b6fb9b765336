package spikelock.mapper.nir;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes small NIR files, sound or not, for tests. A node is a map of fields; one with {@code nodes} is a graph. */
public final class NirWriter {
  private NirWriter() {}

  /** A node: field names and values in turn, the first being {@code type}. */
  public static Map<String, Object> node(String type, Object... fields) {
    Map<String, Object> node = new TreeMap<>();
    node.put("type", type);
    for (int i = 0; i < fields.length; i += 2) {
      node.put((String) fields[i], fields[i + 1]);
    }
    return node;
  }

  /** A graph: edges as {@code a>b}, node names and nodes in turn. */
  public static Map<String, Object> graph(String edges, Object... nodes) {
    Map<String, Object> inner = new TreeMap<>();
    for (int i = 0; i < nodes.length; i += 2) {
      inner.put((String) nodes[i], nodes[i + 1]);
    }
    Map<String, Object> graph = node("NIRGraph", "nodes", inner);
    if (!edges.isEmpty()) {
      String[] pairs = edges.split(" ");
      String[][] ends = new String[pairs.length][];
      for (int e = 0; e < pairs.length; e++) {
        ends[e] = pairs[e].split(">");
      }
      graph.put("edges", ends);
    }
    return graph;
  }

  /** Input of {@code size} channels. */
  public static Map<String, Object> input(long... shape) {
    return node("Input", "shape", shape);
  }

  public static Map<String, Object> output(long... shape) {
    return node("Output", "shape", shape);
  }

  public static Map<String, Object> lif(double... tau) {
    double[] ones = new double[tau.length];
    java.util.Arrays.fill(ones, 1);
    return node("LIF", "tau", tau, "r", ones, "v_leak", new double[tau.length], "v_threshold", ones, "v_reset", new double[tau.length]);
  }

  public static Path write(Path file, Map<String, Object> top) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("version", "1.0.4");
      put(hdf.putGroup("node"), top);
    }
    return file;
  }

  @SuppressWarnings("unchecked")
  private static void put(WritableGroup group, Map<String, Object> fields) {
    fields.forEach((name, value) -> {
      if (value instanceof Map<?, ?> inner) {
        put(group.putGroup(name), (Map<String, Object>) inner);
      } else {
        group.putDataset(name, value);
      }
    });
  }
}
