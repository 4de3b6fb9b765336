package spikelock.mapper.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.error.InputException;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;

/** What cannot be trained is refused in words, and a training that runs away stops. */
class TrainerLimitsTest {
  private static final Unit LIF = Unit.leaky(UnitKind.LIF, new Decay(0.9, Decay.Learn.LAYER));

  private static NetworkPlan plan(Unit last, int... sizes) {
    LayerPlan[] layers = new LayerPlan[sizes.length];
    Arrays.setAll(layers, l -> new LayerPlan("layer" + l, new int[] {sizes[l]}, l == sizes.length - 1 ? last : LIF, List.of(PathPlan.dense(l - 1)), 0));
    return new NetworkPlan("limits", new int[] {2}, List.of(layers), 1e-3, false);
  }

  private static Sample sample(int timesteps, int label) {
    int[] start = new int[timesteps + 1];
    Arrays.fill(start, 1, timesteps + 1, 1);
    return new Sample(timesteps, start, new int[] {label}, new float[] {1}, label);
  }

  private static Trainer trainer(NetworkPlan plan, Loss loss, float[] values, double rate, int timesteps, int threads) {
    Parameters parameters = new Parameters(plan);
    TrainingSet set = new TrainingSet(2, 2, List.of(sample(timesteps, 0), sample(timesteps, 1)));
    TrainOptions options = new TrainOptions(50, 2, new Rule.Sgd(0.9), rate, Schedule.CONSTANT, 0, 0, PassOptions.of(loss, Surrogate.DEFAULT), 1, threads);
    return new Trainer(parameters, values, set, new TrainingSet.Split(new int[] {0, 1}, new int[0], new int[0]),
        v -> Snapshot.floats(parameters, v), options);
  }

  @Test
  void parametersThatAreNoNumbersStopItThoughNoSpikeShowsThem() {
    NetworkPlan plan = plan(LIF, 4, 2);
    float[] values = new Parameters(plan).initial(1, 1);
    values[0] = Float.NaN;
    try (Trainer trainer = trainer(plan, Loss.CE_COUNT, values, 0.1, 5, 1)) {
      assertThatThrownBy(() -> trainer.epoch(done -> {})).isInstanceOf(InputException.class)
          .hasMessageContaining("gradient is no number any more in epoch 1, step 1");
    }
  }

  @Test
  void aRateThatIsTooGreatStopsItWithAdvice() {
    NetworkPlan plan = plan(Unit.of(UnitKind.LINEAR), 4, 2);
    try (Trainer trainer = trainer(plan, Loss.MSE_LAST, new Parameters(plan).initial(1, 1), 1e30, 5, 1)) {
      assertThatThrownBy(() -> {
        while (!trainer.isDone()) {
          trainer.epoch(done -> {});
        }
      }).isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).contains("the weights of layer0", "smaller learning rate"));
    }
  }

  @Test
  void weightsThatRunAwayStopItThoughCountsOfSpikesAreBounded() {
    NetworkPlan plan = plan(LIF, 4, 2);
    try (Trainer trainer = trainer(plan, Loss.CE_COUNT, new Parameters(plan).initial(1, 1), 1e6, 5, 1)) {
      assertThatThrownBy(() -> {
        while (!trainer.isDone()) {
          trainer.epoch(done -> {});
        }
      }).isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).contains("diverges", "smaller learning rate"));
    }
  }

  @Test
  void countsOfUnitsThatNeverSpikeAreRefused() {
    for (UnitKind kind : List.of(UnitKind.LI, UnitKind.CUBA_LI, UnitKind.LINEAR)) {
      NetworkPlan plan = plan(Unit.filtered(kind, Decay.fixed(0.5), Decay.fixed(0.5)), 4, 2);
      assertThatThrownBy(() -> trainer(plan, Loss.CE_COUNT, new float[new Parameters(plan).count()], 0.1, 5, 1))
          .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).contains("ce-count", kind.word(), "use ce-max or ce-last"));
    }
  }

  @Test
  void samplesTooLongForTheMemoryAreRefused() {
    NetworkPlan plan = plan(LIF, 3000, 2);
    assertThatThrownBy(() -> trainer(plan, Loss.CE_COUNT, new float[new Parameters(plan).count()], 0.1, 2_000_000, 2))
        .isInstanceOf(InputException.class).hasMessageContaining("2000000 timesteps").hasMessageContaining("GB");
  }

  @Test
  void oneTimestepOneNeuronAndNoInputAreEnough() throws InterruptedException {
    NetworkPlan plan = plan(LIF, 1, 2);
    Parameters parameters = new Parameters(plan);
    TrainingSet set = new TrainingSet(2, 2, List.of(new Sample(1, new int[] {0, 0}, new int[0], new float[0], 0), sample(1, 1)));
    float[] values = parameters.initial(1, set.rms());
    TrainOptions options = new TrainOptions(3, 2, Rule.Adam.DEFAULT, 0.1, Schedule.CONSTANT, 0, 0, PassOptions.of(Loss.CE_COUNT, Surrogate.DEFAULT), 1, 2);
    try (Trainer trainer = new Trainer(parameters, values, set, new TrainingSet.Split(new int[] {0, 1}, new int[0], new int[0]),
        v -> Snapshot.floats(parameters, v), options)) {
      trainer.epoch(done -> {});
      assertThat(trainer.evaluate(new int[] {0, 1}).loss()).isFinite();
    }
  }

  /** As Ctrl-C does: what was best so far is then still evaluated, on the same threads. */
  @Test
  void anInterruptedEpochLeavesTheTrainerUsable() throws InterruptedException {
    NetworkPlan plan = plan(LIF, 64, 2);
    Parameters parameters = new Parameters(plan);
    List<Sample> samples = IntStream.range(0, 200).mapToObj(s -> sample(40, s % 2)).toList();
    TrainingSet set = new TrainingSet(2, 2, samples);
    int[] all = IntStream.range(0, 200).toArray();
    TrainOptions options = new TrainOptions(10_000, 200, Rule.Adam.DEFAULT, 0.01, Schedule.CONSTANT, 0, 0,
        PassOptions.of(Loss.CE_COUNT, Surrogate.DEFAULT), 1, 3);
    try (Trainer trainer = new Trainer(parameters, parameters.initial(1, 0.1), set, new TrainingSet.Split(all, new int[0], new int[0]),
        v -> Snapshot.floats(parameters, v), options)) {
      Trainer.Evaluation before = trainer.evaluate(all);
      for (int i = 0; i < 20; i++) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trainer.epoch(done -> {})).isInstanceOf(InterruptedException.class);
        Thread.interrupted();
        assertThat(trainer.evaluate(all)).usingRecursiveComparison().isEqualTo(before);
      }
    }
  }

  /** An epoch that is cut off after any of its steps changes nothing, so what is trained in the end is the same network, bit by bit. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptedEpochLeavesNoTrace(int threads) throws InterruptedException {
    NetworkPlan plan = plan(LIF, 8, 2);
    Parameters parameters = new Parameters(plan);
    List<Sample> samples = IntStream.range(0, 40).mapToObj(s -> sample(10, s % 2)).toList();
    TrainingSet set = new TrainingSet(2, 2, samples);
    int[] train = IntStream.range(0, 30).toArray();
    int[] validation = IntStream.range(30, 40).toArray();
    TrainOptions options = new TrainOptions(4, 5, Rule.Adam.DEFAULT, 0.01, Schedule.CONSTANT, 0, 0, PassOptions.of(Loss.CE_COUNT, Surrogate.DEFAULT), 1,
        threads);
    Trainer.State[] ends = new Trainer.State[2];
    for (int run = 0; run < 2; run++) {
      boolean interrupting = run == 1;
      try (Trainer trainer = new Trainer(parameters, parameters.initial(1, 0.1), set, new TrainingSet.Split(train, validation, new int[0]),
          v -> Snapshot.floats(parameters, v), options)) {
        for (int epoch = 0; epoch < 4; epoch++) {
          for (double at = 1 / 6.0; interrupting && at < 1.01; at += 1 / 6.0) { // after the last step, too: in the validation
            double cut = at - 0.01;
            assertThatThrownBy(() -> trainer.epoch(done -> {
              if (done > cut) {
                Thread.currentThread().interrupt();
              }
            })).isInstanceOf(InterruptedException.class);
            Thread.interrupted();
          }
          trainer.epoch(done -> {});
        }
        ends[run] = trainer.state();
      }
    }
    assertThat(ends[1]).usingRecursiveComparison().isEqualTo(ends[0]);
    assertThat(ends[0].epochs()).isEqualTo(4);
  }

  @Test
  void shapesAndFactorsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Decay.of(1e-3, 1e-3, Decay.Learn.FIXED)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Decay.fixed(Double.NaN)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Pool(0, true)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Weights.Convolution(1, 3, 0, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> plan(LIF, 0)).isInstanceOf(InputException.class).hasMessageContaining("no neurons");
    assertThatThrownBy(() -> plan(LIF, 60_000, 60_000)).isInstanceOf(InputException.class).hasMessageContaining("synapses");
    assertThatThrownBy(() -> new NetworkPlan("big", new int[] {100_000, 100_000, 3}, List.of(new LayerPlan("out", new int[] {2}, LIF,
        List.of(PathPlan.dense(-1)), 0)), 1e-3, false)).isInstanceOf(InputException.class);
  }

  @Test
  void aLearnedFactorStaysBelowOne() {
    assertThat(Parameters.factor(1000)).isLessThan(1);
    assertThat(Parameters.factor(-1000)).isZero();
  }
}
