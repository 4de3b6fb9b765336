package spikelock.mapper.linear;

import java.util.Arrays;

/** One linear node, known by what it makes of a single value. Indices are in C order. */
public sealed interface Step {

  int in();

  int out();

  /** Adds what input {@code index} of the given value contributes. */
  void spread(int index, double value, SparseVector into);

  /** Times a factor for each value. */
  record Factors(double[] factors) implements Step {
    @Override
    public int in() {
      return factors.length;
    }

    @Override
    public int out() {
      return factors.length;
    }

    @Override
    public void spread(int index, double value, SparseVector into) {
      into.add(index, value * factors[index]);
    }
  }

  /** @param weights [out, in] */
  record Matrix(int in, int out, float[] weights) implements Step {
    @Override
    public void spread(int index, double value, SparseVector into) {
      for (int o = 0; o < out; o++) {
        into.add(o, value * weights[o * in + index]);
      }
    }
  }

  /**
   * Cross-correlation, as PyTorch's Conv1d and Conv2d.
   *
   * @param weights [outChannels, inChannels / groups, y.kernel, x.kernel]
   */
  record Convolution(int inChannels, int outChannels, int groups, Axis y, Axis x, float[] weights) implements Step {
    @Override
    public int in() {
      return inChannels * y.in() * x.in();
    }

    @Override
    public int out() {
      return outChannels * y.out() * x.out();
    }

    @Override
    public void spread(int index, double value, SparseVector into) {
      int channel = index / (y.in() * x.in());
      int row = index / x.in() % y.in();
      int column = index % x.in();
      int inGroup = inChannels / groups;
      int outGroup = outChannels / groups;
      int first = channel / inGroup * outGroup;
      int area = y.kernel() * x.kernel();
      for (int ky = 0; ky < y.kernel(); ky++) {
        int toRow = y.window(row, ky);
        for (int kx = 0; toRow >= 0 && kx < x.kernel(); kx++) {
          int toColumn = x.window(column, kx);
          for (int o = first; toColumn >= 0 && o < first + outGroup; o++) {
            float weight = weights[(o * inGroup + channel % inGroup) * area + ky * x.kernel() + kx];
            into.add((o * y.out() + toRow) * x.out() + toColumn, value * weight);
          }
        }
      }
    }
  }

  /**
   * Every window's sum within each channel, times a factor.
   *
   * @param factor 1 for the sum, 1 / window size for the mean (padding counted, as PyTorch does)
   */
  record Pool(int channels, Axis y, Axis x, double factor) implements Step {
    @Override
    public int in() {
      return channels * y.in() * x.in();
    }

    @Override
    public int out() {
      return channels * y.out() * x.out();
    }

    @Override
    public void spread(int index, double value, SparseVector into) {
      int channel = index / (y.in() * x.in());
      int row = index / x.in() % y.in();
      int column = index % x.in();
      for (int ky = 0; ky < y.kernel(); ky++) {
        int toRow = y.window(row, ky);
        for (int kx = 0; toRow >= 0 && kx < x.kernel(); kx++) {
          int toColumn = x.window(column, kx);
          if (toColumn >= 0) {
            into.add((channel * y.out() + toRow) * x.out() + toColumn, value * factor);
          }
        }
      }
    }
  }

  /** @param timesteps [size] by which each value comes later */
  record Delay(int[] timesteps) implements Step {
    @Override
    public int in() {
      return timesteps.length;
    }

    @Override
    public int out() {
      return timesteps.length;
    }

    @Override
    public void spread(int index, double value, SparseVector into) {
      into.add(index, value);
    }
  }

  /** @param to [size] where each value goes; every place once */
  record Reorder(int[] to) implements Step {
    /** From a picture [channels, height, width] to the order in which channels are last. */
    public static Reorder channelsLast(int channels, int height, int width) {
      int[] to = new int[channels * height * width];
      for (int at = 0; at < to.length; at++) {
        to[at] = at % (height * width) * channels + at / (height * width);
      }
      return new Reorder(to);
    }

    @Override
    public int in() {
      return to.length;
    }

    @Override
    public int out() {
      return to.length;
    }

    @Override
    public void spread(int index, double value, SparseVector into) {
      into.add(to[index], value);
    }
  }

  /** What the step makes of a constant vector. */
  default double[] of(double[] values, LinearMap.Work work) {
    double[] result = new double[out()];
    SparseVector sums = new SparseVector(out());
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        spread(i, values[i], sums);
      }
    }
    work.spend((long) values.length + sums.additions());
    sums.drain((index, value) -> result[index] = value);
    return result;
  }

  /** Whether it changes the time of a value. */
  default boolean delays() {
    return this instanceof Delay delay && Arrays.stream(delay.timesteps).anyMatch(d -> d > 0);
  }
}
