package spikelock.mapper.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;

/** Steps as computed by hand; long runs of steps are held against PyTorch in the tests module. */
class OptimiserTest {
  /** One weight, one bias. */
  private static final Parameters TWO = new Parameters(new NetworkPlan("two", new int[] {1},
      List.of(new LayerPlan("out", new int[] {1}, Unit.of(UnitKind.LINEAR), List.of(PathPlan.dense(-1)), 0)), 1e-3, false));

  @Test
  void momentumGathersSlopes() {
    Optimiser optimiser = new Optimiser(new Rule.Sgd(0.5), 0, TWO, 1);
    float[] values = {1, 2};

    assertThat(optimiser.step(values, new float[] {3, -4}, 0.1)).isEqualTo(5);
    assertThat(values).containsExactly(new float[] {0.7f, 2.4f}, within(1e-6f));
    optimiser.step(values, new float[] {1, 0}, 0.1); // moments 2.5 and -2
    assertThat(values).containsExactly(new float[] {0.45f, 2.6f}, within(1e-6f));
  }

  @Test
  void aLongGradientIsShortenedToTheNorm() {
    Optimiser optimiser = new Optimiser(new Rule.Sgd(0), 1, TWO, 1);
    float[] values = {0, 0};

    assertThat(optimiser.step(values, new float[] {3, -4}, 1)).isEqualTo(5);
    assertThat(values).containsExactly(new float[] {-0.6f, 0.8f}, within(1e-6f));
    optimiser.step(values, new float[] {0.1f, 0}, 1); // short enough
    assertThat(values).containsExactly(new float[] {-0.7f, 0.8f}, within(1e-6f));
  }

  @Test
  void adamsFirstStepIsTheRateWhateverTheSlope() {
    for (float slope : new float[] {1e-3f, 1, 1e3f}) {
      float[] values = {1, 1};

      new Optimiser(Rule.Adam.DEFAULT, 0, TWO, 1).step(values, new float[] {slope, -slope}, 0.25);
      assertThat(values).containsExactly(new float[] {0.75f, 1.25f}, within(1e-5f));
    }
  }

  @Test
  void adamsSecondStepWeighsMoments() {
    Optimiser optimiser = new Optimiser(new Rule.Adam(0.5, 0.75, 0, 0), 0, TWO, 1);
    float[] values = {0, 0};

    optimiser.step(values, new float[] {1, 1}, 1);
    optimiser.step(values, new float[] {0, 2}, 1);
    // first: .25/.75 and 1.25/.75; second: .1875/.4375 and 1.1875/.4375
    assertThat(values[0]).isCloseTo((float) (-1 - 1 / 3.0 / Math.sqrt(0.1875 / 0.4375)), within(1e-6f));
    assertThat(values[1]).isCloseTo((float) (-1 - 5 / 3.0 / Math.sqrt(1.1875 / 0.4375)), within(1e-6f));
  }

  @Test
  void weightsDecayAndBiasesDoNot() {
    float[] values = {2, 2};

    new Optimiser(new Rule.Adam(0.9, 0.999, 1e-8, 0.1), 0, TWO, 1).step(values, new float[] {0, 0}, 0.5);
    assertThat(values).containsExactly(new float[] {1.9f, 2}, within(1e-6f));
  }

  @Test
  void aGradientThatIsNoNumberChangesNothing() {
    for (Rule rule : List.of(Rule.Adam.DEFAULT, new Rule.Sgd(0.9))) {
      Optimiser optimiser = new Optimiser(rule, 1, TWO, 1);
      float[] values = {1, 2};

      assertThat(optimiser.step(values, new float[] {Float.NaN, 1}, 0.1)).isNaN();
      assertThat(optimiser.step(values, new float[] {0, Float.POSITIVE_INFINITY}, 0.1)).isInfinite();
      assertThat(values).containsExactly(1, 2);
      assertThat(optimiser.steps()).isZero();
    }
  }

  @Test
  void aCheckpointGoesOnBitByBit() {
    for (Rule rule : List.of(new Rule.Adam(0.9, 0.999, 1e-8, 0.01), new Rule.Sgd(0.9))) {
      Optimiser whole = new Optimiser(rule, 1, TWO, 1);
      Optimiser half = new Optimiser(rule, 1, TWO, 1);
      float[] values = {1, 2};
      whole.step(values, new float[] {0.3f, 4}, 0.1);
      float[] resumed = values.clone();
      half.restore(whole.state(), whole.steps());

      whole.step(values, new float[] {-1, 0.2f}, 0.05);
      half.step(resumed, new float[] {-1, 0.2f}, 0.05);
      assertThat(resumed).isEqualTo(values);
      assertThat(half.reach(0, 0.1)).isEqualTo(whole.reach(0, 0.1));
    }
  }

  @Test
  void schedulesFallAsTheySay() {
    assertThat(Schedule.CONSTANT.at(0)).isEqualTo(1);
    assertThat(Schedule.CONSTANT.at(1)).isEqualTo(1);
    assertThat(Schedule.COSINE.at(0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(Schedule.COSINE.at(1.0 / 3)).isCloseTo(0.75, within(1e-12));
    assertThat(Schedule.COSINE.at(1)).isZero();
    assertThat(Schedule.LINEAR.at(0.25)).isEqualTo(0.75);
    assertThat(Schedule.STEP.at(0.4)).isEqualTo(1);
    assertThat(Schedule.STEP.at(0.5)).isEqualTo(0.1);
    assertThat(Schedule.STEP.at(0.75)).isEqualTo(0.01);
    assertThat(Schedule.COSINE.at(0)).isLessThan(0.05); // the rise at the beginning
  }
}
