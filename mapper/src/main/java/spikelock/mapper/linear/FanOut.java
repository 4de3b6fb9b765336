package spikelock.mapper.linear;

import java.util.Arrays;

/** How many outputs of a linear node each of its inputs reaches: what a value costs, without unrolling a convolution. */
public final class FanOut {
  private FanOut() {}

  /**
   * Counts.
   *
   * @param zeros whether weights that are 0 are counted too
   * @return [inputs] in C order; windows that lie outside of a convolution's outputs are not there
   */
  public static long[] of(Step step, boolean zeros) {
    return switch (step) {
      case Step.Matrix matrix -> of(matrix, zeros);
      case Step.Convolution convolution -> of(convolution, zeros);
      case Step.Pool pool -> windows(pool.channels(), pool.y(), pool.x(), ones(pool.channels(), pool.y(), pool.x()));
      case Step.Factors factors -> {
        long[] count = new long[factors.in()];
        for (int i = 0; i < count.length; i++) {
          count[i] = zeros || factors.factors()[i] != 0 ? 1 : 0;
        }
        yield count;
      }
      case Step.Delay delay -> once(delay);
      case Step.Reorder reorder -> once(reorder);
    };
  }

  private static long[] once(Step step) {
    long[] count = new long[step.in()];
    Arrays.fill(count, 1);
    return count;
  }

  private static long[] of(Step.Matrix matrix, boolean zeros) {
    long[] count = new long[matrix.in()];
    for (int at = 0, i = 0; at < matrix.weights().length; at++, i = i + 1 == count.length ? 0 : i + 1) {
      count[i] += zeros || matrix.weights()[at] != 0 ? 1 : 0;
    }
    return count;
  }

  private static long[] of(Step.Convolution convolution, boolean zeros) {
    int area = convolution.y().kernel() * convolution.x().kernel();
    int inGroup = convolution.inChannels() / convolution.groups();
    int outGroup = convolution.outChannels() / convolution.groups();
    long[][] kernels = new long[convolution.inChannels()][area];
    for (int o = 0; o < convolution.outChannels(); o++) {
      for (int c = 0; c < inGroup; c++) {
        for (int k = 0; k < area; k++) {
          kernels[o / outGroup * inGroup + c][k] += zeros || convolution.weights()[(o * inGroup + c) * area + k] != 0 ? 1 : 0;
        }
      }
    }
    return windows(convolution.inChannels(), convolution.y(), convolution.x(), kernels);
  }

  private static long[][] ones(int channels, Axis y, Axis x) {
    long[][] kernels = new long[channels][y.kernel() * x.kernel()];
    for (long[] kernel : kernels) {
      Arrays.fill(kernel, 1);
    }
    return kernels;
  }

  /** @param kernels [channels][positions in the window] outputs of one window that an input at that position reaches */
  private static long[] windows(int channels, Axis y, Axis x, long[][] kernels) {
    long[] count = new long[channels * y.in() * x.in()];
    for (int i = 0; i < count.length; i++) {
      long[] kernel = kernels[i / (y.in() * x.in())];
      int row = i / x.in() % y.in();
      int column = i % x.in();
      for (int ky = 0; ky < y.kernel(); ky++) {
        for (int kx = 0; y.window(row, ky) >= 0 && kx < x.kernel(); kx++) {
          count[i] += x.window(column, kx) >= 0 ? kernel[ky * x.kernel() + kx] : 0;
        }
      }
    }
    return count;
  }
}
