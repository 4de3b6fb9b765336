package spikelock.mapper.train.model;

import java.util.Arrays;
import spikelock.emulator.error.InputException;

/** What comes out of pools and convolutions. */
public final class Shapes {
  private Shapes() {}

  /**
   * Behind a pool.
   *
   * @throws InputException when there is no picture to pool, or it is smaller than a window
   */
  public static int[] pooled(int[] shape, Pool pool, String layer) {
    if (pool.size() == 1) {
      return shape;
    }
    requirePicture(shape, "a pool", layer);
    int[] pooled = {shape[0], shape[1] / pool.size(), shape[2] / pool.size()};
    if (pooled[1] == 0 || pooled[2] == 0) {
      throw new InputException("a window of " + pool.size() + " x " + pool.size() + " does not fit " + text(shape), "", layer, "");
    }
    return pooled;
  }

  /**
   * Behind a convolution.
   *
   * @throws InputException when there is no picture, or it is smaller than the kernel
   */
  public static int[] convolved(int[] shape, Weights.Convolution kernel, String layer) {
    requirePicture(shape, "a convolution", layer);
    int height = (shape[1] + 2 * kernel.padding() - kernel.kernel()) / kernel.stride() + 1;
    int width = (shape[2] + 2 * kernel.padding() - kernel.kernel()) / kernel.stride() + 1;
    if (shape[1] + 2 * kernel.padding() < kernel.kernel() || shape[2] + 2 * kernel.padding() < kernel.kernel()) {
      throw new InputException("a kernel of " + kernel.kernel() + " x " + kernel.kernel() + " does not fit " + text(shape), "", layer,
          "use padding, or a smaller kernel");
    }
    return new int[] {kernel.channels(), height, width};
  }

  private static void requirePicture(int[] shape, String what, String layer) {
    if (shape.length != 3) {
      throw new InputException(what + " needs [channels, height, width], not " + text(shape), "", layer, "say the input's shape as 1x16x16");
    }
  }

  static long synapses(int[] source, PathPlan path, LayerPlan layer) {
    int[] pooled = pooled(source, path.pool(), layer.name());
    long in = Arrays.stream(pooled).asLongStream().reduce(1, (a, b) -> a * b);
    return switch (path.weights()) {
      case Weights.Dense dense -> in * layer.size();
      case Weights.Diagonal diagonal -> {
        if (in != layer.size()) {
          throw new InputException("one to one needs as many neurons on both sides: " + text(pooled) + " and " + text(layer.shape()), "",
              layer.name(), "");
        }
        yield in;
      }
      case Weights.Convolution kernel -> {
        int[] out = convolved(pooled, kernel, layer.name());
        if (!Arrays.equals(out, layer.shape())) {
          throw new InputException("the convolution makes " + text(out) + ", the layer is " + text(layer.shape()), "", layer.name(), "");
        }
        yield (long) ((double) in * kernel.channels() * kernel.kernel() * kernel.kernel()); // saturates
      }
    };
  }

  /** As 8x16x16. */
  public static String text(int[] shape) {
    return String.join("x", Arrays.stream(shape).mapToObj(Integer::toString).toList());
  }
}
