package spikelock.mapper.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spikelock.mapper.quantise.RowSteps;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.RandomPlans;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Wiring;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;

/** Artificial units train on weights that a chip's rows could hold. */
class WeightRoundingTest {
  private static final List<UnitKind> KINDS = List.of(UnitKind.RELU, UnitKind.TANH, UnitKind.LIF);

  @Test
  void everySourcesWeightsAreFewSteps() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("WeightRoundingTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    for (int i = 0; i < 40; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      Parameters parameters = new Parameters(RandomPlans.plan(KINDS, KINDS, false, random));
      float[] values = parameters.initial(seed + i, 0.5);
      RowSteps steps = new RowSteps(2 + random.nextInt(7), 2 * random.nextInt(2));
      WeightRounding rounding = new WeightRounding(parameters, steps, WeightRule.Scale.POW2);
      float[] kept = values.clone();
      float[] rounded = rounding.rounded(values);

      assertThat(values).isEqualTo(kept);
      assertThat(rounding.rounded(rounded)).as("rounding twice, seed %d, network %d, %s", seed, i, steps).isEqualTo(rounded);
      for (int l = 0; l < parameters.layers().size(); l++) {
        layer(parameters.layers().get(l).paths(), steps, values, rounded, "layer " + l + " of network " + i + ", seed " + seed);
      }
    }
  }

  private static void layer(List<Wiring> paths, RowSteps steps, float[] values, float[] rounded, String about) {
    double greatest = 0;
    for (Wiring path : paths) {
      greatest = Math.max(greatest, IntStream.range(path.first(), path.first() + path.parameters()).mapToDouble(i -> Math.abs(values[i])).max().orElse(0));
    }
    double smallest = 1 / steps.scale(greatest, WeightRule.Scale.POW2);
    for (Wiring path : paths) {
      for (int s = 0; s < path.sources(); s++) {
        Map<Integer, Double> row = new HashMap<>();
        for (int k = path.rowStart()[s]; k < path.rowStart()[s + 1]; k++) {
          row.put(path.parameterOf(k), (double) rounded[path.parameterOf(k)]);
        }
        boolean fits = false;
        double step = smallest;
        for (int exponent = 0; exponent < 1 << steps.exponentBits() && !fits; exponent++) {
          step = smallest * (1 << exponent);
          double unit = step;
          fits = row.values().stream().allMatch(w -> w / unit == Math.rint(w / unit) && Math.abs(w / unit) <= steps.limit());
        }
        assertThat(fits).as("row %d of %s", s, about).isTrue();
      }
      for (int i = path.first(); i < path.first() + path.parameters(); i++) {
        assertThat(Math.abs(rounded[i] - values[i])).as(about).isLessThanOrEqualTo((float) (smallest * (1 << (1 << steps.exponentBits()) - 1)) / 2);
      }
    }
  }

  @Test
  void fourBitsOfReluLearn() throws InterruptedException {
    NetworkPlan plan = new NetworkPlan("relu", new int[] {8}, List.of(
        new LayerPlan("hidden", new int[] {16}, Unit.of(UnitKind.RELU), List.of(PathPlan.dense(-1)), 0),
        new LayerPlan("out", new int[] {2}, Unit.of(UnitKind.SOFTMAX), List.of(PathPlan.dense(0)), 0)), 1e-3, false);
    SplittableRandom random = new SplittableRandom(4);
    List<Sample> samples = IntStream.range(0, 200).mapToObj(s -> RandomPlans.sample(plan, 1, random)).map(s -> new Sample(1, s.start(),
        s.channel(), s.value(), (sum(s) > 2 ? 1 : 0))).toList();
    TrainingSet set = new TrainingSet(8, 2, samples);
    Parameters parameters = new Parameters(plan);
    WeightRounding rounding = new WeightRounding(parameters, new RowSteps(4, 0), WeightRule.Scale.FREE);
    int[] all = IntStream.range(0, 200).toArray();
    TrainOptions options = new TrainOptions(40, 20, Rule.Adam.DEFAULT, 0.02, Schedule.COSINE, 0, 0,
        PassOptions.of(Loss.CE_LAST, Surrogate.DEFAULT), 1, 1);
    try (Trainer trainer = new Trainer(parameters, parameters.initial(1, set.rms()), set, new TrainingSet.Split(all, new int[0], new int[0]),
        rounding::snapshot, options)) {
      while (!trainer.isDone()) {
        trainer.epoch(done -> {});
      }
      assertThat(trainer.evaluate(all).accuracy()).isGreaterThan(0.95);
      float[] written = rounding.rounded(trainer.best());
      assertThat(Arrays.stream(plan.layers().get(0).shape()).sum()).isEqualTo(16);
      assertThat(IntStream.range(0, 8 * 16).mapToObj(i -> written[i]).distinct().count()).isLessThanOrEqualTo(15);
    }
  }

  private static double sum(Sample sample) {
    double sum = 0;
    for (float v : sample.value()) {
      sum += v;
    }
    return sum;
  }
}
