package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/**
 * The shapes to write, such that both ends of an edge agree as NIR's reader demands: element-wise nodes take the shape of the
 * convolutions and matrices around them.
 */
final class WrittenShapes {
  private final FlatGraph graph;
  private final Sizes sizes;
  /** Which element-wise vertices hang together: the number of one of them. */
  private final int[] group;
  /** By group. */
  private final Map<Integer, int[]> shapes = new HashMap<>();

  private WrittenShapes(NirModel model) {
    this.graph = model.graph;
    this.sizes = model.sizes;
    this.group = new int[graph.vertices.size()];
    Arrays.setAll(group, v -> v);
  }

  static WrittenShapes of(NirModel model) {
    WrittenShapes shapes = new WrittenShapes(model);
    for (Vertex source : shapes.graph.vertices) {
      for (int target : source.after) {
        if (isElementwise(source) && isElementwise(shapes.graph.vertices.get(target))) {
          shapes.group[shapes.find(target)] = shapes.find(source.number);
        }
      }
    }
    for (Vertex source : shapes.graph.vertices) {
      for (int t : source.after) {
        Vertex target = shapes.graph.vertices.get(t);
        if (isElementwise(source) && !isElementwise(target)) {
          shapes.demand(source, shapes.sizes.inShape(target));
        } else if (!isElementwise(source) && isElementwise(target)) {
          shapes.demand(target, shapes.sizes.shape(source));
        }
      }
    }
    return shapes;
  }

  /** Of several shapes the one with more axes: a Flatten can be put behind it. */
  private void demand(Vertex vertex, int[] shape) {
    shapes.merge(find(vertex.number), shape, (a, b) -> a.length >= b.length ? a : b);
  }

  private int find(int v) {
    int root = v;
    while (group[root] != root) {
      root = group[root];
    }
    group[v] = root;
    return root;
  }

  int[] takes(Vertex vertex) {
    return isElementwise(vertex) ? common(vertex) : sizes.inShape(vertex);
  }

  int[] gives(Vertex vertex) {
    return isElementwise(vertex) ? common(vertex) : sizes.shape(vertex);
  }

  private int[] common(Vertex vertex) {
    return shapes.getOrDefault(find(vertex.number), sizes.shape(graph.vertices.get(find(vertex.number))));
  }

  /** Whether both ends of every edge agree. */
  boolean allFit() {
    return graph.vertices.stream().allMatch(source -> source.after.stream()
        .allMatch(target -> Arrays.equals(gives(source), takes(graph.vertices.get(target)))));
  }

  private static boolean isElementwise(Vertex vertex) {
    return switch (vertex.node.type()) {
      case "Input", "Output", "Scale", "Delay" -> true;
      default -> vertex.role == Role.NEURON;
    };
  }
}
