package spikelock.mapper.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;

/** Holds a plan's gradient against finite differences of the same network in doubles. */
final class GradientCheck {
  /** Greatest difference, in the greatest slope of its block. */
  private static final double TOLERANCE = 1e-4;
  private static final double STEP = 1e-3;
  private static final double LEAST_STEP = 1e-7;

  /** Slopes below are what rounding leaves of 0, as where every unit is far off its kink. */
  private static final double DEAD = 1e-6;
  private static final int TRIES = 20;

  /** Of weights: loops of ReLUs must not grow. */
  private static final double WIDTH = 1;

  /** Entries of a block that are held against finite differences. */
  private static final int CHOSEN = 16;

  private final Parameters parameters;
  private final PassOptions options;
  private final float[][] cost;
  private final Optional<Long> dropout;
  private final SplittableRandom random;
  private final String about;

  private GradientCheck(NetworkPlan plan, PassOptions options, Optional<Long> dropout, SplittableRandom random, String about) {
    this.parameters = new Parameters(plan);
    this.options = options;
    this.dropout = dropout;
    this.about = about;
    this.random = random;
    cost = options.operationsWeight() > 0 ? new float[plan.layers().size() + 1][] : new float[0][];
    for (int l = 0; l < cost.length; l++) {
      cost[l] = new float[plan.sizeOf(l - 1)];
      for (int n = 0; n < cost[l].length; n++) {
        cost[l][n] = random.nextInt(20);
      }
    }
  }

  /**
   * Checks random parameters on random samples, until one of them has a gradient.
   *
   * @return whether one had: of dead networks there is nothing to check
   */
  static boolean check(NetworkPlan plan, PassOptions options, Optional<Long> dropout, long seed, String about) {
    SplittableRandom random = new SplittableRandom(seed);
    GradientCheck check = new GradientCheck(plan, options, dropout, random, about + ", seed " + seed);
    for (int tries = 0; tries < TRIES; tries++) {
      float[] values = check.values(plan, seed + tries);
      check.sample(values, RandomPlans.sample(plan, 1, random));
      if (check.sample(values, RandomPlans.sample(plan, 7, random))) {
        return true;
      }
    }
    return false;
  }

  private float[] values(NetworkPlan plan, long seed) {
    float[] values = parameters.initial(seed, 0.5);
    for (Parameters.Block block : parameters.blocks()) {
      for (int i = block.first(); i < block.first() + block.count(); i++) {
        values[i] = switch (block.role()) {
          case WEIGHT -> (float) ((2 * random.nextDouble() - 1) * WIDTH / Math.sqrt(block.fanIn()) / plan.layers().get(block.layer()).paths().size());
          default -> values[i] + (float) (0.6 * random.nextDouble() - 0.2);
        };
      }
    }
    return values;
  }

  /** Whether the sample has a gradient. */
  private boolean sample(float[] values, Sample sample) {
    SamplePass pass = new SamplePass(parameters, options);
    Gradient gradient = new Gradient(parameters);
    pass.use(Snapshot.floats(parameters, values), cost);
    double loss = pass.train(sample, dropout.map(SplittableRandom::new), gradient);
    DoubleNetwork oracle = new DoubleNetwork(parameters, options, cost);
    double[] at = new double[values.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = values[i];
    }
    double expected = oracle.loss(at, sample, dropout);
    assertThat(loss).as("loss of %s", about).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5 * (1 + Math.abs(expected))));

    double whole = greatest(gradient, 0, values.length);
    for (Parameters.Block block : parameters.blocks()) {
      double scale = Math.max(DEAD, Math.max(1e-3 * whole, greatest(gradient, block.first(), block.first() + block.count())));
      for (int i : chosen(gradient, block)) {
        double slope = slope(oracle, at, i, sample);
        assertThat(Math.abs(gradient.slopes[i] - slope) / scale)
            .as("%s: layer %d %s path %d [%d] is %s, finite differences say %s; T=%d", about, block.layer(), block.role(), block.path(),
                i - block.first(), gradient.slopes[i], slope, sample.timesteps())
            .isLessThan(TOLERANCE);
      }
    }
    return whole > DEAD;
  }

  private static double greatest(Gradient gradient, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> Math.abs(gradient.slopes[i])).max().orElse(0);
  }

  /** A block's greatest slope, by which the others are measured, and some others. */
  private int[] chosen(Gradient gradient, Parameters.Block block) {
    double most = greatest(gradient, block.first(), block.first() + block.count());
    IntStream top = IntStream.range(block.first(), block.first() + block.count()).filter(i -> Math.abs(gradient.slopes[i]) == most).limit(1);
    IntStream others = block.count() <= CHOSEN ? IntStream.range(block.first(), block.first() + block.count())
        : IntStream.generate(() -> block.first() + random.nextInt(block.count())).limit(CHOSEN);
    return IntStream.concat(top, others).toArray();
  }

  /** Central difference of the fourth order, with a step so small that no kink lies within. */
  private double slope(DoubleNetwork oracle, double[] at, int i, Sample sample) {
    double middle = at[i];
    oracle.loss(at, sample, dropout);
    long sides = oracle.sides();
    for (double h = STEP; h > LEAST_STEP; h /= 4) {
      double[] loss = new double[4];
      boolean smooth = true;
      for (int k = 0; k < 4 && smooth; k++) {
        at[i] = middle + h * List.of(-2, -1, 1, 2).get(k);
        loss[k] = oracle.loss(at, sample, dropout);
        smooth = oracle.sides() == sides;
      }
      at[i] = middle;
      if (smooth) {
        return (loss[0] - 8 * loss[1] + 8 * loss[2] - loss[3]) / (12 * h);
      }
    }
    throw new AssertionError("a kink lies at parameter " + i + " of " + about + ": choose another seed");
  }
}
