package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.nir.FlatGraph.Vertex;

/** Nodes with all fields that NIR wants, each of the shape that it wants; the type of the numbers stays what it was. */
final class MendedNode {
  private final NirModel model;
  private final WrittenShapes shapes;
  private final double unit;

  /** @param unit of the file's times in s */
  MendedNode(NirModel model, WrittenShapes shapes, double unit) {
    this.model = model;
    this.shapes = shapes;
    this.unit = unit;
  }

  NirNode of(Vertex vertex) {
    NirNode node = vertex.node;
    Map<String, NdArray> fields = switch (node.type()) {
      case "Input", "Output" -> Map.of("shape", shape(shapes.gives(vertex)));
      case "Linear" -> Map.of("weight", weight(vertex));
      case "Affine" -> fields("weight", weight(vertex), "bias", spread(node, "bias", model.sizes.shape(vertex)));
      case "Scale" -> Map.of("scale", spread(node, "scale", shapes.gives(vertex)));
      case "Delay" -> Map.of("delay", inSeconds(spread(node, "delay", shapes.gives(vertex))));
      case "Flatten" -> flatten(node.path(), model.sizes.inShape(vertex), model.sizes.shape(vertex)).fields();
      case "Conv1d", "Conv2d" -> convolution(vertex);
      case "SumPool2d", "AvgPool2d" -> pool(node);
      default -> neuron(vertex);
    };
    return new NirNode(node.path(), node.type(), fields, Map.of(), List.of(), node.metadata());
  }

  private static Map<String, NdArray> fields(Object... namesAndArrays) {
    Map<String, NdArray> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      fields.put((String) namesAndArrays[i], (NdArray) namesAndArrays[i + 1]);
    }
    return fields;
  }

  private static NdArray shape(int[] shape) {
    return new NdArray(new int[] {shape.length}, Arrays.stream(shape).asLongStream().toArray());
  }

  private static NdArray whole(long value) {
    return new NdArray(new int[0], new long[] {value});
  }

  /** A Flatten of all axes. */
  static NirNode flatten(String name, int[] shape) {
    return flatten(name, shape, new int[] {Arrays.stream(shape).reduce(1, (a, b) -> a * b)});
  }

  private static NirNode flatten(String name, int[] in, int[] out) {
    int from = 0;
    while (from < out.length - 1 && in[from] == out[from]) {
      from++;
    }
    int to = from + in.length - out.length;
    return new NirNode(name, "Flatten", fields("start_dim", whole(from), "end_dim", whole(to == in.length - 1 ? -1 : to), "input_type",
        shape(in)), Map.of(), List.of(), Map.of());
  }

  private NdArray weight(Vertex vertex) {
    int rows = model.sizes.size(vertex);
    int columns = model.sizes.inputs(vertex);
    NdArray given = vertex.node.array("weight");
    if (!model.sizes.isTransposed(vertex)) {
      return new NdArray(new int[] {rows, columns}, numbers(given, given.doubles()));
    }
    double[] values = given.doubles();
    double[] turned = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[r * columns + c] = values[c * rows + r];
      }
    }
    return new NdArray(new int[] {rows, columns}, numbers(given, turned));
  }

  private static NdArray spread(NirNode node, String field, int[] shape) {
    NdArray given = node.array(field);
    return new NdArray(shape, numbers(given, spread(given.doubles(), shape)));
  }

  private NdArray inSeconds(NdArray times) {
    return unit == 1 ? times : new NdArray(times.shape(), numbers(times, Arrays.stream(times.doubles()).map(t -> t * unit).toArray()));
  }

  private static double[] spread(double[] values, int[] shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (values.length != 1 || size == 1) {
      return values;
    }
    double[] all = new double[size];
    Arrays.fill(all, values[0]);
    return all;
  }

  /** The values as 32-bit floats where {@code like} holds such, else as 64-bit ones. */
  private static Object numbers(NdArray like, double[] values) {
    if (!(like.data() instanceof float[])) {
      return values;
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private Map<String, NdArray> convolution(Vertex vertex) {
    NirNode node = vertex.node;
    int axes = node.type().equals("Conv1d") ? 1 : 2;
    int[] in = model.sizes.inShape(vertex);
    NdArray weight = node.array("weight");
    NdArray none = new NdArray(new int[0], new double[] {0});
    NdArray bias = node.has("bias") ? node.array("bias") : none;
    return fields("input_shape", axes == 1 ? whole(in[1]) : shape(Arrays.copyOfRange(in, 1, in.length)), "weight", weight,
        "stride", perAxis(node, "stride", 1, axes), "padding", perAxis(node, "padding", 0, axes), "dilation",
        perAxis(node, "dilation", 1, axes), "groups", whole(node.has("groups") ? (long) node.numbers("groups")[0] : 1), "bias",
        new NdArray(new int[] {weight.shape()[0]}, numbers(node.has("bias") ? bias : weight,
            spread(bias.doubles(), new int[] {weight.shape()[0]}))));
  }

  private static Map<String, NdArray> pool(NirNode node) {
    NdArray kernel = perAxis(node, "kernel_size", 1, 2);
    return fields("kernel_size", kernel, "stride", perAxis(node, "stride", 1, 2), "padding", perAxis(node, "padding", 0, 2));
  }

  /** The field as whole numbers, one for each axis (of one axis: a single value), or its text. */
  private static NdArray perAxis(NirNode node, String field, long otherwise, int axes) {
    if (node.has(field) && node.array(field).isText()) {
      return node.array(field);
    }
    double[] given = node.has(field) ? node.numbers(field) : new double[] {otherwise};
    long[] values = new long[axes];
    for (int a = 0; a < axes; a++) {
      values[a] = (long) given[given.length == 1 ? 0 : a];
    }
    return new NdArray(axes == 1 ? new int[0] : new int[] {axes}, values);
  }

  private Map<String, NdArray> neuron(Vertex vertex) {
    NirNode node = vertex.node;
    NeuronModel.Nir nir = model.models.get(vertex.number);
    int[] shape = shapes.gives(vertex);
    NdArray like = node.fields().values().stream().filter(a -> !a.isText()).findFirst().orElseThrow();
    Map<String, NdArray> fields = new LinkedHashMap<>();
    for (String field : NodeChecks.FIELDS.get(node.type())) {
      double[] values = switch (field) {
        case "tau", "tau_mem" -> TimeScale.inSeconds(nir, unit).tauMem();
        case "tau_syn" -> TimeScale.inSeconds(nir, unit).tauSyn();
        case "r" -> nir.r();
        case "w_in" -> nir.wIn();
        case "v_leak" -> nir.vLeak();
        case "v_reset" -> nir.vReset();
        default -> nir.vThreshold();
      };
      fields.put(field, new NdArray(shape, numbers(node.has(field) ? node.array(field) : like, spread(values, shape))));
    }
    return fields;
  }
}
