package spikelock.mapper.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an input reaches is what a single 1 spreads to. */
class FanOutTest {
  private static final int SEEDS = 400;

  private static float[] weights(SplittableRandom random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextInt(3) == 0 ? 0 : 1;
    }
    return weights;
  }

  private static Axis axis(SplittableRandom random) {
    while (true) {
      int kernel = 1 + random.nextInt(4);
      Axis axis = random.nextInt(4) == 0 ? Axis.same(1 + random.nextInt(9), kernel, 1 + random.nextInt(2))
          : Axis.padded(1 + random.nextInt(9), kernel, 1 + random.nextInt(3), random.nextInt(3), 1 + random.nextInt(3));
      if (axis.out() > 0) {
        return axis;
      }
    }
  }

  private static Step step(SplittableRandom random, boolean ones) {
    int groups = 1 + random.nextInt(3);
    int in = groups * (1 + random.nextInt(3));
    int out = groups * (1 + random.nextInt(3));
    Axis y = axis(random);
    Axis x = axis(random);
    float[] matrix = weights(random, in * out);
    float[] kernels = weights(random, out * in / groups * y.kernel() * x.kernel());
    if (ones) {
      Arrays.fill(matrix, 1);
      Arrays.fill(kernels, 1);
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Step.Matrix(in, out, matrix);
      case 1 -> new Step.Pool(in, y, x, 1);
      default -> new Step.Convolution(in, out, groups, y, x, kernels);
    };
  }

  private static long[] spread(Step step) {
    long[] reached = new long[step.in()];
    for (int i = 0; i < reached.length; i++) {
      double[] one = new double[step.in()];
      one[i] = 1;
      reached[i] = Math.round(Arrays.stream(step.of(one, new LinearMap.Work(Long.MAX_VALUE))).sum());
    }
    return reached;
  }

  @Test
  void anInputReachesWhatASingleOneSpreadsTo() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Step step = step(new SplittableRandom(seed), false);
      assertThat(FanOut.of(step, false)).as("%s, seed %d", step, seed).isEqualTo(spread(step));
      assertThat(FanOut.of(step, true)).as("%s with all weights, seed %d", step, seed).isEqualTo(spread(step(new SplittableRandom(seed), true)));
    }
  }
}
