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
  /** By vertex number, where more is known than a size. */
  private final Map<Integer, int[]> inShapes = new HashMap<>();
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

  /** Shape of what it gives. */
  int[] shape(Vertex vertex) {
    return shapes.getOrDefault(vertex.number, new int[] {out[vertex.number]});
  }

  /** Shape of what it takes. */
  int[] inShape(Vertex vertex) {
    return inShapes.getOrDefault(vertex.number, new int[] {in[vertex.number]});
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
        if (node.type().equals("Scale") || node.type().equals("Delay")) {
          String field = node.type().equals("Scale") ? "scale" : "delay";
          NdArray values = node.array(field);
          if (values.rank() > 0) {
            requireSome(vertex, values, field);
            setShape(v, values.shape());
          }
        } else if (SpatialNode.TYPES.contains(node.type())) {
          int[] shape = SpatialNode.declaredInput(node);
          if (shape.length > 0) {
            setSpatial(v, shape);
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

  private void setSpatial(int v, int[] given) {
    SpatialNode spatial = SpatialNode.of(graph.vertices.get(v).node, given);
    inShapes.put(v, spatial.in());
    shapes.put(v, spatial.out());
    in[v] = product(spatial.in());
    out[v] = product(spatial.out());
  }

  private static int product(int[] shape) {
    long product = 1;
    for (int extent : shape) {
      product = Math.min(Integer.MAX_VALUE, product * extent);
    }
    return (int) product;
  }

  private static void requireSome(Vertex vertex, NdArray array, String field) {
    if (array.size() == 0) {
      throw vertex.node.error("field \"" + field + "\" is empty", "");
    }
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
    shapes.put(v, shape.clone());
    inShapes.put(v, shape.clone());
    in[v] = product(shape);
    out[v] = in[v];
  }

  /** Batch and time axes that leaked into an input's shape. */
  private void mendInputs() {
    for (Vertex input : graph.ofRole(Role.INPUT)) {
      int[] shape = shapes.get(input.number);
      if (shape == null || shape.length < 2) {
        continue;
      }
      int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
      int without = product(rest);
      Set<Integer> wanted = new HashSet<>();
      consumers(input, wanted, new HashSet<>());
      boolean fitsAsItIs = wanted.contains(out[input.number]);
      // (1, height, width) is an image of one channel; (1, n) and (1, channels, height, width) hold a batch
      if (shape[0] == 1 && shape.length != 3 || !fitsAsItIs && wanted.equals(Set.of(without))) {
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
        NirNode node = graph.vertices.get(next).node;
        if (in[next] != UNKNOWN) {
          wanted.add(in[next]);
        } else if (SpatialNode.TYPES.contains(node.type())) {
          // it takes any image; one axis more than that is batch or time
          int[] shape = shapes.get(vertex.number);
          boolean oneMore = shape.length == (node.type().equals("Conv1d") ? 3 : 4);
          wanted.add(oneMore ? product(Arrays.copyOfRange(shape, 1, shape.length)) : product(shape));
        } else if (seen.add(next)) {
          open.add(graph.vertices.get(next));
        }
      }
    }
  }

  /**
   * Nodes without a shape of their own take that of what feeds them, or else of what they feed, or else one value. Shapes go
   * forward from the inputs first, so that a flat list of neurons behind a convolution is known to be an image.
   */
  private void spread() {
    boolean[] visited = new boolean[in.length];
    Deque<Integer> open = new ArrayDeque<>();
    graph.ofRole(Role.INPUT).stream().filter(v -> out[v.number] != UNKNOWN).forEach(v -> open.add(v.number));
    open.forEach(v -> visited[v] = true);
    forward(open, visited);
    rest(open, visited);
    for (int v = 0; v < in.length; v++) {
      if (in[v] != UNKNOWN) {
        open.add(v);
      }
    }
    while (!open.isEmpty()) {
      int v = open.remove();
      for (int before : graph.vertices.get(v).before) {
        if (out[before] == UNKNOWN && !SpatialNode.TYPES.contains(graph.vertices.get(before).node.type())) {
          adopt(before, inShape(graph.vertices.get(v)));
          open.add(before);
        }
      }
    }
    rest(open, visited);
    for (int v = 0; v < in.length; v++) {
      if (out[v] == UNKNOWN) {
        adopt(v, new int[] {1});
        open.add(v);
        visited[v] = true;
        forward(open, visited);
      }
    }
  }

  /** Goes on from every vertex whose size is known but that no input leads to. */
  private void rest(Deque<Integer> open, boolean[] visited) {
    for (int v = 0; v < in.length; v++) {
      if (out[v] != UNKNOWN && !visited[v]) {
        visited[v] = true;
        open.add(v);
        forward(open, visited);
      }
    }
  }

  private void forward(Deque<Integer> open, boolean[] visited) {
    while (!open.isEmpty()) {
      int v = open.remove();
      for (int next : graph.vertices.get(v).after) {
        if (visited[next]) {
          continue;
        }
        visited[next] = true;
        int[] shape = shape(graph.vertices.get(v));
        if (out[next] == UNKNOWN) {
          adopt(next, shape);
        } else {
          refine(next, shape);
        }
        open.add(next);
      }
    }
  }

  private void adopt(int v, int[] shape) {
    Vertex vertex = graph.vertices.get(v);
    if (SpatialNode.TYPES.contains(vertex.node.type())) {
      setSpatial(v, shape);
      if (vertex.node.type().startsWith("Conv")) {
        graph.repairs.add("'" + vertex.name + "' has no input_shape: taken from what feeds it, "
            + new NdArray(shape, new int[0]).shapeText());
      }
      return;
    }
    setShape(v, shape);
    if (vertex.role == Role.NEURON || vertex.node.type().equals("Scale") || vertex.node.type().equals("Delay")) {
      graph.repairs.add("'" + vertex.name + "' has single parameters: used for all " + out[v] + " values");
    } else if (vertex.role == Role.INPUT && !vertex.added) {
      graph.repairs.add("'" + vertex.name + "' has no shape: taken as " + out[v] + " channels");
    } else if (vertex.node.type().equals("Flatten")) {
      shapes.put(v, flattened(vertex, shape));
    }
  }

  /** Element-wise nodes whose parameters are a flat list, or have a batch axis, are as wide and as high as what feeds them. */
  private void refine(int v, int[] shape) {
    Vertex vertex = graph.vertices.get(v);
    boolean elementwise = vertex.role == Role.NEURON || vertex.node.type().equals("Scale") || vertex.node.type().equals("Delay");
    if (elementwise && out[v] == 1 && product(shape) > 1) {
      adopt(v, shape); // one parameter in a list
    } else if (elementwise && out[v] == product(shape)) {
      int[] own = shapes.get(v);
      int from = 0;
      while (own.length - from > shape.length && own[from] == 1) {
        from++;
      }
      setShape(v, own.length - from < shape.length ? shape : Arrays.copyOfRange(own, from, own.length));
    }
  }

  /** Dimensions are counted without the batch; the order of the values does not change. */
  private int[] flattened(Vertex vertex, int[] shape) {
    int from = dimension(vertex, "start_dim", 0, shape.length);
    int to = dimension(vertex, "end_dim", -1, shape.length);
    int wanted = vertex.after.size() == 1 ? in[vertex.after.getFirst()] : UNKNOWN;
    int last = to == shape.length - 1 ? product(Arrays.copyOfRange(shape, Math.min(from, shape.length), shape.length)) : wanted;
    if (from > to || last != wanted && wanted == product(shape)) {
      if (from != 0) {
        graph.repairs.add("'" + vertex.name + "' flattens from axis " + from + ", as if there were a batch axis: flattens all of "
            + new NdArray(shape, new int[0]).shapeText());
      }
      return new int[] {product(shape)};
    }
    int[] flat = new int[shape.length - (to - from)];
    System.arraycopy(shape, 0, flat, 0, from);
    flat[from] = product(Arrays.copyOfRange(shape, from, to + 1));
    System.arraycopy(shape, to + 1, flat, from + 1, shape.length - to - 1);
    return flat;
  }

  private static int dimension(Vertex vertex, String field, int otherwise, int rank) {
    double[] given = vertex.node.has(field) ? vertex.node.numbers(field) : new double[] {otherwise};
    if (given.length != 1 || given[0] != Math.rint(given[0]) || Math.abs(given[0]) > 64) {
      throw vertex.node.error("field \"" + field + "\" is not one axis", "");
    }
    int axis = (int) given[0];
    return Math.max(0, Math.min(rank - 1, axis < 0 ? axis + rank : axis));
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
    mendSquare();
  }

  /** A square matrix does not show how it is stored: as all others of the file. */
  private void mendSquare() {
    List<Vertex> matrices = graph.vertices.stream().filter(v -> v.node.type().equals("Linear") || v.node.type().equals("Affine")).toList();
    List<Vertex> others = matrices.stream().filter(v -> in[v.number] != out[v.number]).toList();
    if (others.isEmpty() || !others.stream().allMatch(this::isTransposed)) {
      return;
    }
    for (Vertex vertex : matrices) {
      if (in[vertex.number] == out[vertex.number] && !vertex.node.has("bias")) {
        graph.repairs.add("'" + vertex.name + "' has a square weight and every other weight of the file is stored as (inputs, outputs): "
            + "transposed too");
        transposed.add(vertex.number);
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
      case LINEAR -> switch (vertex.node.type()) {
        case "Scale" -> "scale";
        case "Delay" -> "delay";
        case "SumPool2d", "AvgPool2d" -> "kernel_size";
        default -> "weight";
      };
      case NEURON -> vertex.node.fields().keySet().stream().findFirst().orElse("parameters");
    };
    String shape = vertex.node.has(field) ? " " + vertex.node.array(field).shapeText() : "";
    return "field \"" + field + "\"" + shape + " of '" + vertex.name + "'";
  }
}
