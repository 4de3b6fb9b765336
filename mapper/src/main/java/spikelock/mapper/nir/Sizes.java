package spikelock.mapper.nir;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/** How many values each vertex takes and gives, with the defects of real files mended where only one reading fits. */
final class Sizes {
  private static final int UNKNOWN = -1;

  private final FlatGraph graph;
  /** [vertices] */
  private final int[] in;
  private final int[] out;
  private final Map<Integer, int[]> shapes = new HashMap<>();
  private final Set<Integer> transposed = new HashSet<>();

  private Sizes(FlatGraph graph) {
    this.graph = graph;
    this.in = new int[graph.vertices.size()];
    this.out = new int[in.length];
  }

  /** @throws InputException when the sizes of two connected nodes do not fit */
  static Sizes of(FlatGraph graph) {
    Sizes sizes = new Sizes(graph);
    graph.vertices.forEach(sizes::declare);
    sizes.mendInputs();
    sizes.spread();
    sizes.mendTransposed();
    sizes.check();
    return sizes;
  }

  int size(Vertex vertex) {
    return out[vertex.number];
  }

  int inputs(Vertex vertex) {
    return in[vertex.number];
  }

  int[] shape(Vertex vertex) {
    int[] shape = shapes.get(vertex.number);
    return shape == null ? new int[] {out[vertex.number]} : shape;
  }

  /** Whether the weights are stored [inputs, outputs] although NIR says the reverse. */
  boolean isTransposed(Vertex vertex) {
    return transposed.contains(vertex.number);
  }

  private void declare(Vertex vertex) {
    NirNode node = vertex.node;
    int v = vertex.number;
    in[v] = UNKNOWN;
    out[v] = UNKNOWN;
    switch (vertex.role) {
      case INPUT -> {
        int[] shape = node.has("shape") ? node.shape("shape") : new int[0];
        if (shape.length > 0) {
          setShape(v, shape);
        }
      }
      case LINEAR -> {
        if (node.type().equals("Scale")) {
          NdArray scale = node.array("scale");
          if (scale.rank() > 0) {
            setSize(v, requireSome(vertex, scale, "scale"));
          }
        } else {
          int[] shape = matrixShape(node);
          out[v] = shape[0];
          in[v] = shape[1];
        }
      }
      case NEURON -> {
        int[] shape = parameterShape(node);
        if (shape.length > 0) {
          setShape(v, shape);
        }
      }
      case OUTPUT, PASS -> { }
    }
  }

  private static int requireSome(Vertex vertex, NdArray array, String field) {
    if (array.size() == 0) {
      throw vertex.node.error("field \"" + field + "\" is empty", "");
    }
    return array.size();
  }

  /** Shape of a weight, leading ones dropped. */
  static int[] matrixShape(NirNode node) {
    int[] shape = node.array("weight").shape();
    int from = 0;
    while (shape.length - from > 2 && shape[from] == 1) {
      from++;
    }
    if (shape.length - from != 2 || shape[from] == 0 || shape[from + 1] == 0) {
      throw node.error("field \"weight\" has the shape " + node.array("weight").shapeText() + ", not (outputs, inputs)", "");
    }
    return Arrays.copyOfRange(shape, from, shape.length);
  }

  /** The one shape of all parameters that are not single values; empty when all are. */
  private static int[] parameterShape(NirNode node) {
    int[] shape = new int[0];
    String from = "";
    for (Map.Entry<String, NdArray> field : node.fields().entrySet()) {
      NdArray array = field.getValue();
      if (array.isText() || array.rank() == 0) {
        continue;
      }
      if (array.size() == 0) {
        throw node.error("field \"" + field.getKey() + "\" is empty", "");
      }
      boolean single = array.size() == 1;
      if (shape.length == 0 || Arrays.stream(shape).allMatch(n -> n == 1) && !single) {
        shape = array.shape();
        from = field.getKey();
      } else if (!single && !Arrays.equals(shape, array.shape())) {
        throw node.error("field \"" + field.getKey() + "\" has the shape " + array.shapeText() + " but \"" + from + "\" has "
            + new NdArray(shape, new int[0]).shapeText(), "all parameters of a neuron need one shape, or none");
      }
    }
    return shape;
  }

  private void setShape(int v, int[] shape) {
    long product = 1;
    for (int extent : shape) {
      product = Math.min(Integer.MAX_VALUE, product * extent);
    }
    shapes.put(v, shape.clone());
    setSize(v, (int) product);
  }

  private void setSize(int v, int size) {
    in[v] = size;
    out[v] = size;
  }

  /** Batch and time axes that leaked into an input's shape. */
  private void mendInputs() {
    for (Vertex input : graph.ofRole(Role.INPUT)) {
      int[] shape = shapes.get(input.number);
      if (shape == null || shape.length < 2) {
        continue;
      }
      int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
      int without = Arrays.stream(rest).reduce(1, (a, b) -> a * b);
      Set<Integer> wanted = new HashSet<>();
      consumers(input, wanted, new HashSet<>());
      boolean fitsAsItIs = wanted.contains(out[input.number]);
      if (shape[0] == 1 || !fitsAsItIs && wanted.equals(Set.of(without))) {
        setShape(input.number, rest);
        graph.repairs.add("'" + input.name + "' has the shape " + Arrays.toString(shape) + ": the leading " + shape[0]
            + " is no channel (" + (shape[0] == 1 ? "batch" : "batch or time") + ") and is dropped");
      }
    }
  }

  /** Declared sizes of what is behind a vertex, through ports. */
  private void consumers(Vertex vertex, Set<Integer> wanted, Set<Integer> seen) {
    Deque<Vertex> open = new ArrayDeque<>(List.of(vertex));
    while (!open.isEmpty()) {
      for (int next : open.remove().after) {
        if (in[next] != UNKNOWN) {
          wanted.add(in[next]);
        } else if (seen.add(next)) {
          open.add(graph.vertices.get(next));
        }
      }
    }
  }

  /** Single parameters take the size of what feeds them, or else of what they feed, or else 1. */
  private void spread() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int v = 0; v < in.length; v++) {
      if (out[v] != UNKNOWN) {
        open.add(v);
      }
    }
    forward(open);
    for (int v = 0; v < in.length; v++) {
      if (in[v] != UNKNOWN) {
        open.add(v);
      }
    }
    while (!open.isEmpty()) {
      int v = open.remove();
      for (int before : graph.vertices.get(v).before) {
        if (out[before] == UNKNOWN) {
          adopt(before, in[v]);
          open.add(before);
        }
      }
    }
    for (int v = 0; v < in.length; v++) {
      if (out[v] == UNKNOWN) {
        adopt(v, 1);
        open.add(v);
        forward(open);
      }
    }
  }

  private void forward(Deque<Integer> open) {
    while (!open.isEmpty()) {
      int v = open.remove();
      for (int next : graph.vertices.get(v).after) {
        if (out[next] == UNKNOWN) {
          adopt(next, out[v]);
          open.add(next);
        }
      }
    }
  }

  private void adopt(int v, int size) {
    setSize(v, size);
    Vertex vertex = graph.vertices.get(v);
    if (vertex.role == Role.NEURON || vertex.node.type().equals("Scale")) {
      graph.repairs.add("'" + vertex.name + "' has single parameters: used for all " + size + " values");
    } else if (vertex.role == Role.INPUT) {
      graph.repairs.add("'" + vertex.name + "' has no shape: taken as " + size + " channels");
    }
  }

  private void mendTransposed() {
    for (Vertex vertex : graph.vertices) {
      int v = vertex.number;
      if (!Set.of("Linear", "Affine").contains(vertex.node.type()) || in[v] == out[v] || transposed.contains(v)) {
        continue;
      }
      boolean fedAsOutput = !vertex.before.isEmpty() && vertex.before.stream().allMatch(b -> out[b] == out[v]);
      boolean feedsInput = !vertex.after.isEmpty() && vertex.after.stream().allMatch(a -> in[a] == in[v]);
      if (fedAsOutput && feedsInput && !vertex.node.has("bias")) {
        graph.repairs.add("'" + vertex.name + "' stores its weight as (inputs, outputs) = (" + out[v] + ", " + in[v]
            + "): transposed");
        int outputs = in[v];
        in[v] = out[v];
        out[v] = outputs;
        transposed.add(v);
      }
    }
  }

  private void check() {
    for (Vertex vertex : graph.vertices) {
      for (int next : vertex.after) {
        Vertex target = graph.vertices.get(next);
        if (out[vertex.number] != in[next] && target.role != Role.OUTPUT) {
          throw new InputException("edge " + vertex.name + " -> " + target.name + ": '" + vertex.name + "' gives "
              + out[vertex.number] + " values but '" + target.name + "' takes " + in[next], "", "edges",
              "look at " + cause(vertex) + " and " + cause(target));
        }
      }
      if (out[vertex.number] > 1 << 24) {
        throw vertex.node.error("has " + out[vertex.number] + " values, more than 16 million", "");
      }
    }
  }

  private String cause(Vertex vertex) {
    String field = switch (vertex.role) {
      case INPUT, OUTPUT, PASS -> "shape";
      case LINEAR -> vertex.node.type().equals("Scale") ? "scale" : "weight";
      case NEURON -> vertex.node.fields().keySet().stream().findFirst().orElse("parameters");
    };
    String shape = vertex.node.has(field) ? " " + vertex.node.array(field).shapeText() : "";
    return "field \"" + field + "\"" + shape + " of '" + vertex.name + "'";
  }
}
