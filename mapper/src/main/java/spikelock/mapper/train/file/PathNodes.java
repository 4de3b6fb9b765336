package spikelock.mapper.train.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.nir.NirGraph;
import spikelock.mapper.train.GraphNames;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Shapes;
import spikelock.mapper.train.model.Weights;
import spikelock.mapper.train.model.Wiring;

/** The linear nodes of one path into a layer: delay, pool, flatten, weights, in this order. */
final class PathNodes {
  /** Weights from each neuron to itself are written as a matrix up to this size, since snnTorch and Norse do not read a Scale. */
  private static final int LARGEST_DIAGONAL_MATRIX = 2048;

  private final NirGraph graph;
  private final PathPlan path;
  private final LayerPlan layer;
  /**
   * Whether the layer feeds itself. A Flatten that changes nothing then ends the path: snnTorch 1.0.0 makes a graph of its own of weights
   * that lead straight back, and sends that graph's input through them too.
   */
  private final boolean isLoop;
  private final int[] sourceShape;
  private final String name;
  private final Path file;
  private String last;

  PathNodes(NirGraph graph, NetworkPlan plan, int layer, PathPlan path, String name, Path file) {
    this.graph = graph;
    this.path = path;
    this.layer = plan.layers().get(layer);
    this.isLoop = path.source() == layer;
    this.sourceShape = plan.shapeOf(path.source());
    this.name = name;
    this.file = file;
  }

  /**
   * Number of the path whose weights' node holds a layer's biases too: the first that can; -1 when there are some and none can. Loops
   * hold none, as frameworks differ on what a loop's bias does at first.
   */
  static int biasHolder(NetworkPlan plan, int layer, float[] bias) {
    LayerPlan into = plan.layers().get(layer);
    for (int p = 0; p < into.paths().size(); p++) {
      PathPlan path = into.paths().get(p);
      if (path.source() < layer && !(path.weights() instanceof Weights.Diagonal && !isMatrix(into))) {
        return p;
      }
    }
    boolean none = true;
    for (float b : bias) {
      none &= b == 0;
    }
    return none ? into.paths().size() : -1;
  }

  private static boolean isMatrix(LayerPlan layer) {
    return layer.shape().length == 1 && layer.size() <= LARGEST_DIAGONAL_MATRIX;
  }

  /**
   * Adds nodes and edges from the source to the layer.
   *
   * @param wiring the path's parameters; the mean of a pool is its sum with smaller weights behind it, as Norse reads no other pool
   * @param bias of each neuron, where this path holds them
   * @param delay in s, where the path is delayed
   */
  void write(Wiring wiring, float[] values, Optional<float[]> bias, String source, Optional<Double> delay) {
    last = source;
    if (delay.isPresent()) {
      add(name + GraphNames.DELAY, "Delay", Map.of("delay", NodeFields.spread(new double[] {delay.get()}, sourceShape)));
    }
    int size = path.pool().size();
    if (size > 1) {
      add(name + GraphNames.POOL, "SumPool2d", Map.of("kernel_size", NodeFields.whole(size, size), "stride",
          NodeFields.whole(size, size), "padding", NodeFields.whole(0, 0)));
    }
    int[] shape = Shapes.pooled(sourceShape, path.pool(), layer.name());
    float[] weights = new float[wiring.parameters()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (values[wiring.first() + i] * wiring.factor());
    }
    switch (path.weights()) {
      case Weights.Dense dense -> matrix(flat(shape), weights, bias);
      case Weights.Diagonal diagonal -> diagonal(shape, weights, bias);
      case Weights.Convolution kernel -> convolution(shape, kernel, weights, bias);
    }
    if (isLoop && layer.shape().length == 1) {
      flatten(layer.shape());
    }
    graph.edge(last, layer.name());
  }

  private void add(String node, String type, Map<String, NdArray> fields) {
    graph.node(node, type, fields);
    graph.edge(last, node);
    last = node;
  }

  /** Goes on in one dimension; NIR has no way back from there. */
  private int flat(int[] shape) {
    if (layer.shape().length != 1) {
      throw new InputException("is the picture " + Shapes.text(layer.shape()) + ", which NIR cannot be made from the values of '" + name + "'",
          file.toString(), "layer " + layer.name(), TrainedFile.yaml(file));
    }
    if (shape.length > 1) {
      flatten(shape);
    }
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** Counted from the last axis: whether there is a batch before them or not. */
  private void flatten(int[] shape) {
    add(name + GraphNames.FLAT, "Flatten", Map.of("start_dim", NodeFields.single(-shape.length), "end_dim", NodeFields.single(-1), "input_type",
        NodeFields.whole(shape)));
  }

  private void matrix(int sources, float[] weights, Optional<float[]> bias) {
    int targets = layer.size();
    float[] turned = new float[sources * targets];
    for (int s = 0; s < sources; s++) {
      for (int t = 0; t < targets; t++) {
        turned[t * sources + s] = weights[s * targets + t];
      }
    }
    linear(NdArray.of(turned, targets, sources), bias);
  }

  private void linear(NdArray weight, Optional<float[]> bias) {
    if (bias.isPresent()) {
      add(name, "Affine", Map.of("weight", weight, "bias", NdArray.of(bias.get(), bias.get().length)));
    } else {
      add(name, "Linear", Map.of("weight", weight));
    }
  }

  private void diagonal(int[] shape, float[] weight, Optional<float[]> bias) {
    int size = weight.length;
    if (Arrays.equals(shape, layer.shape()) && !isMatrix(layer)) {
      add(name, "Scale", Map.of("scale", NdArray.of(weight, shape)));
      return;
    }
    flat(shape);
    if (!isMatrix(layer)) {
      add(name, "Scale", Map.of("scale", NdArray.of(weight, size)));
      return;
    }
    float[] matrix = new float[size * size];
    for (int n = 0; n < size; n++) {
      matrix[n * size + n] = weight[n];
    }
    linear(NdArray.of(matrix, size, size), bias);
  }

  private void convolution(int[] shape, Weights.Convolution kernel, float[] weights, Optional<float[]> bias) {
    int size = kernel.kernel();
    float[] perChannel = new float[kernel.channels()];
    int area = layer.size() / perChannel.length;
    bias.ifPresent(each -> {
      for (int c = 0; c < perChannel.length; c++) {
        perChannel[c] = each[c * area];
      }
    });
    add(name, "Conv2d", Map.of("input_shape", NodeFields.whole(shape[1], shape[2]), "weight",
        NdArray.of(weights, kernel.channels(), shape[0], size, size), "stride",
        NodeFields.whole(kernel.stride(), kernel.stride()), "padding", NodeFields.whole(kernel.padding(), kernel.padding()), "dilation",
        NodeFields.whole(1, 1), "groups", NodeFields.single(1), "bias", NdArray.of(perChannel, perChannel.length)));
  }
}
