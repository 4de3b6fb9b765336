package spikelock.mapper.lava;

import java.util.Arrays;
import spikelock.mapper.linear.Axis;
import spikelock.mapper.linear.Step;

/** The synapses of a layer as a linear step. Weights lie as in PyTorch, and are correlated as there. */
final class NetSynapses {
  private NetSynapses() {}

  /** All to all, with the weights of a field. */
  static Step.Matrix dense(NetLayer layer, String field, int in) {
    float[] weights = layer.weights(field);
    int out = size(layer.shape());
    int[] shape = layer.array(field).shape();
    boolean fits = shape.length == 2 ? shape[0] == out && shape[1] == in : shape.length == 1 && weights.length == (long) out * in;
    if (!fits) {
      throw layer.error("field \"" + field + "\" has the shape " + Arrays.toString(shape) + ", the layer has " + out + " neurons and " + in
          + " inputs", "");
    }
    return new Step.Matrix(in, out, weights);
  }

  /** A convolution of {@code in} = [channels, height, width]. */
  static Step.Convolution convolution(NetLayer layer, int[] in) {
    int[] shape = kernelShape(layer);
    int[] declared = layer.has("groups") ? layer.wholes("groups", 1, 1 << 16) : new int[] {1};
    int groups = declared.length == 1 ? declared[0] : 0;
    int channels = requireImage(layer, in)[0];
    if (groups < 1 || shape[0] % groups != 0 || (long) shape[1] * groups != channels) {
      throw layer.error("field \"weight\" has the shape " + Arrays.toString(shape) + " in " + Arrays.toString(declared)
          + " groups, but gets " + channels + " channels", "");
    }
    return sized(layer, new Step.Convolution(channels, shape[0], groups, axis(layer, in, shape, 0), axis(layer, in, shape, 1),
        layer.weights("weight")));
  }

  /** A weighted window over each channel. */
  static Step.Convolution pool(NetLayer layer, int[] in) {
    int[] shape = kernelShape(layer);
    int channels = requireImage(layer, in)[0];
    float[] kernel = layer.weights("weight");
    int area = shape[2] * shape[3];
    if (kernel.length != area) {
      throw layer.error("field \"weight\" has the shape " + Arrays.toString(shape) + ", must be [1, 1, height, width]", "");
    }
    if ((long) area * channels > 1 << 24) {
      throw layer.error("has a window of " + area + " values over " + channels + " channels, too many", "");
    }
    float[] weights = new float[channels * area];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(kernel, 0, weights, c * area, area);
    }
    return sized(layer, new Step.Convolution(channels, channels, channels, axis(layer, in, shape, 0), axis(layer, in, shape, 1), weights));
  }

  /** The mean over groups of values. */
  static Step means(NetLayer layer, int in) {
    int out = size(layer.shape());
    if (in % out != 0) {
      throw layer.error("makes " + out + " means of " + in + " neurons, which does not come out even", "");
    }
    return new Step.Pool(1, Axis.NONE, Axis.padded(in, in / out, in / out, 0, 1), (double) out / in);
  }

  /** The shape that a convolution gives. */
  static int[] shape(Step.Convolution step) {
    return new int[] {step.outChannels(), step.y().out(), step.x().out()};
  }

  private static Step.Convolution sized(NetLayer layer, Step.Convolution step) {
    if (!Arrays.equals(shape(step), layer.shape())) {
      throw layer.error("gives the shape " + Arrays.toString(shape(step)) + " by its kernel, but says " + Arrays.toString(layer.shape()), "");
    }
    return step;
  }

  private static int[] requireImage(NetLayer layer, int[] in) {
    if (in.length != 3) {
      throw layer.error("needs an input of the shape (channels, height, width) but gets " + Arrays.toString(in),
          "a first layer of the type input says the shape");
    }
    return in;
  }

  /** [out, in, height, width]; a last axis of 1 (SLAYER's time axis) is dropped. */
  private static int[] kernelShape(NetLayer layer) {
    int[] shape = layer.array("weight").shape();
    if (shape.length == 5 && shape[4] == 1) {
      shape = Arrays.copyOf(shape, 4);
    }
    if (shape.length != 4 || Arrays.stream(shape).anyMatch(n -> n < 1)) {
      throw layer.error("field \"weight\" has the shape " + Arrays.toString(shape) + ", not (out, in, height, width)", "");
    }
    return shape;
  }

  private static Axis axis(NetLayer layer, int[] in, int[] kernel, int a) {
    Axis axis = Axis.padded(in[a + 1], kernel[a + 2], layer.pair("stride", 1, 1)[a], layer.pair("padding", 0, 0)[a],
        layer.pair("dilation", 1, 1)[a]);
    if (axis.out() < 1) {
      throw layer.error("has a kernel that does not fit into the shape " + Arrays.toString(in), "");
    }
    return axis;
  }

  static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
