package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.Set;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.linear.Axis;
import spikelock.mapper.linear.Step;

/**
 * A convolution or pooling node between two shapes [channels, height, width] (Conv1d: [channels, width]).
 *
 * @param in what it takes
 * @param out what it gives
 * @param step what it computes
 */
record SpatialNode(int[] in, int[] out, Step step) {
  static final Set<String> TYPES = Set.of("Conv1d", "Conv2d", "SumPool2d", "AvgPool2d");
  private static final int MOST = 1 << 16;

  /** The shape that the node's own fields say it takes; empty when they do not. */
  static int[] declaredInput(NirNode node) {
    if (!node.type().startsWith("Conv") || !node.has("input_shape") || node.array("input_shape").isText()) {
      return new int[0];
    }
    double[] given = node.numbers("input_shape");
    int axes = axes(node);
    if (given.length != axes || Arrays.stream(given).anyMatch(v -> v < 1)) {
      return new int[0]; // some exporters write 0 or the channels too: what feeds the node says it
    }
    int[] shape = new int[axes + 1];
    shape[0] = channels(node);
    System.arraycopy(node.shape("input_shape"), 0, shape, 1, axes);
    return shape;
  }

  /**
   * The node for an input of this shape; ones in front are dropped or added where the rank differs.
   *
   * @throws spikelock.emulator.error.InputException when shape, weight and fields contradict each other
   */
  static SpatialNode of(NirNode node, int[] given) {
    int axes = axes(node);
    boolean convolution = node.type().startsWith("Conv");
    int[] kernel = convolution ? kernel(node) : whole(node, "kernel_size", axes, 1);
    int[] in = ranked(node, given, axes + 1);
    if (convolution && in[0] != channels(node)) {
      throw node.error("takes " + channels(node) + " channels but gets the shape " + text(given), "look at \"weight\" "
          + node.array("weight").shapeText() + ", \"groups\" and what feeds it");
    }
    int[] stride = convolution ? optional(node, "stride", axes, 1, 1) : whole(node, "stride", axes, 1);
    int[] dilation = convolution ? optional(node, "dilation", axes, 1, 1) : filled(axes, 1);
    Axis[] axis = new Axis[axes];
    for (int a = 0; a < axes; a++) {
      axis[a] = axis(node, a, axes, in[a + 1], kernel[a], stride[a], dilation[a]);
      if (axis[a].out() < 1) {
        throw node.error("the kernel " + text(kernel) + " does not fit into the shape " + text(in), "");
      }
    }
    Axis y = axes == 2 ? axis[0] : Axis.NONE;
    Axis x = axis[axes - 1];
    Step step = convolution ? convolution(node, in[0], y, x)
        : new Step.Pool(in[0], y, x, node.type().equals("SumPool2d") ? 1 : 1.0 / (y.kernel() * x.kernel()));
    int[] out = in.clone();
    out[0] = step instanceof Step.Convolution c ? c.outChannels() : in[0];
    for (int a = 0; a < axes; a++) {
      out[a + 1] = axis[a].out();
    }
    long size = Arrays.stream(out).asLongStream().reduce(1, (a, b) -> Math.min(1L << 40, a * b));
    if (size > 1 << 24) {
      throw node.error("gives the shape " + text(out) + ", more than 16 million values", "");
    }
    return new SpatialNode(in, out, step);
  }

  private static Step.Convolution convolution(NirNode node, int inChannels, Axis y, Axis x) {
    int outChannels = node.array("weight").shape()[0];
    int groups = groups(node);
    if (outChannels % groups != 0) {
      throw node.error("has " + outChannels + " output channels, which " + groups + " groups do not divide", "");
    }
    return new Step.Convolution(inChannels, outChannels, groups, y, x, Folding.weights(node));
  }

  private static Axis axis(NirNode node, int a, int axes, int in, int kernel, int stride, int dilation) {
    if (!node.has("padding")) {
      return Axis.padded(in, kernel, stride, 0, dilation);
    }
    NdArray padding = node.array("padding");
    if (padding.isText()) {
      String word = padding.size() == 1 ? ((String[]) padding.data())[0] : "";
      if (word.equals("valid")) {
        return Axis.padded(in, kernel, stride, 0, dilation);
      }
      if (!word.equals("same")) {
        throw node.error("field \"padding\" is \"" + Printable.start(word, 40) + "\"",
            "padding is \"same\", \"valid\" or whole numbers");
      }
      if (stride != 1) {
        throw node.error("has the padding \"same\" and the stride " + stride, "\"same\" needs stride 1, as in PyTorch");
      }
      return Axis.same(in, kernel, dilation);
    }
    return Axis.padded(in, kernel, stride, whole(node, "padding", axes, 0)[a], dilation);
  }

  private static int axes(NirNode node) {
    return node.type().equals("Conv1d") ? 1 : 2;
  }

  /** Input channels of a convolution, the channels of all groups together. */
  private static int channels(NirNode node) {
    kernel(node);
    return Math.multiplyExact(node.array("weight").shape()[1], groups(node));
  }

  private static int groups(NirNode node) {
    return optional(node, "groups", 1, 1, 1)[0];
  }

  private static int[] kernel(NirNode node) {
    int[] shape = node.array("weight").shape();
    if (shape.length != axes(node) + 2 || Arrays.stream(shape).anyMatch(n -> n < 1 || n > MOST)) {
      throw node.error("field \"weight\" has the shape " + node.array("weight").shapeText() + ", not (output channels, input"
          + " channels, " + (axes(node) == 1 ? "width)" : "height, width)"), "");
    }
    return Arrays.copyOfRange(shape, 2, shape.length);
  }

  private static int[] optional(NirNode node, String field, int axes, int least, int otherwise) {
    return node.has(field) ? whole(node, field, axes, least) : filled(axes, otherwise);
  }

  /** One whole number for each axis, or one for all. */
  private static int[] whole(NirNode node, String field, int axes, int least) {
    double[] values = node.numbers(field);
    if (values.length != 1 && values.length != axes) {
      throw node.error("field \"" + field + "\" has " + values.length + " values for " + axes + " axes", "");
    }
    for (double value : values) {
      if (value < least || value > MOST || value != Math.rint(value)) {
        throw node.error("field \"" + field + "\" is " + value + ", must be a whole number " + least + ".." + MOST, "");
      }
    }
    int[] all = new int[axes];
    for (int a = 0; a < axes; a++) {
      all[a] = (int) values[values.length == 1 ? 0 : a];
    }
    return all;
  }

  private static int[] filled(int axes, int value) {
    int[] all = new int[axes];
    Arrays.fill(all, value);
    return all;
  }

  private static int[] ranked(NirNode node, int[] given, int rank) {
    int from = 0;
    while (given.length - from > rank && given[from] == 1) {
      from++;
    }
    int[] shape = Arrays.copyOfRange(given, from, given.length);
    if (shape.length == rank - 1 && (!node.type().startsWith("Conv") || channels(node) == 1)) {
      int[] wider = new int[rank];
      wider[0] = 1;
      System.arraycopy(shape, 0, wider, 1, rank - 1);
      shape = wider;
    }
    if (shape.length != rank) {
      throw node.error("needs an input of the shape (channels, " + (rank == 2 ? "width)" : "height, width)") + " but gets "
          + text(given), "give the Input its full shape, or the convolution its \"input_shape\"");
    }
    return shape;
  }

  private static String text(int[] shape) {
    return new NdArray(shape, new int[0]).shapeText();
  }
}
