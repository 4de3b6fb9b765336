package spikelock.mapper.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.RandomPlans;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;

/** Threads change no bit of what is trained, and a seed decides all of it. */
class DeterminismTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());
  private static final int SAMPLES = 45;
  private static final int EPOCHS = 3;
  private static final NetworkPlan PLAN = plan();

  private static NetworkPlan plan() {
    Unit lif = Unit.leaky(UnitKind.LIF, new Decay(0.8, Decay.Learn.NEURON));
    Unit cuba = Unit.filtered(UnitKind.CUBA_LIF, new Decay(0.9, Decay.Learn.LAYER), Decay.fixed(0.5));
    return new NetworkPlan("same", new int[] {12}, List.of(
        new LayerPlan("a", new int[] {24}, lif, List.of(PathPlan.dense(-1), PathPlan.dense(0)), 0.2),
        new LayerPlan("b", new int[] {4}, cuba, List.of(PathPlan.dense(0), PathPlan.dense(-1)), 0)), 1e-3, false);
  }

  private static TrainingSet set() {
    SplittableRandom random = new SplittableRandom(SEED);
    return new TrainingSet(12, 4, IntStream.range(0, SAMPLES).mapToObj(s -> {
      Sample sample = RandomPlans.spikes(PLAN, 3 + random.nextInt(12), random);
      return new Sample(sample.timesteps(), sample.start(), sample.channel(), sample.value(), s % 4);
    }).toList());
  }

  /** Parameters and epochs. */
  private record Trained(float[] values, List<List<Double>> epochs, int[] answers) {}

  private static Trained train(boolean chip, int threads, long seed) throws InterruptedException {
    Parameters parameters = new Parameters(PLAN);
    TrainingSet set = set();
    TrainingSet.Split split = set.split(0.2, 0.2, seed);
    float[] values = parameters.initial(seed, set.rms());
    Trainer.Quantisation quantisation = v -> Snapshot.floats(parameters, v);
    if (chip) {
      quantisation = ChipRule.of(parameters, values, Chips.mesh(2, 2), Map.of(), MapOptions.DEFAULT).require()::snapshot;
    }
    PassOptions passes = new PassOptions(Loss.CE_COUNT, Surrogate.DEFAULT, true, false, 0.1, 0.2, 0.1);
    TrainOptions options = new TrainOptions(EPOCHS, 20, Rule.Adam.DEFAULT, 0.01, Schedule.COSINE, 1, 0, passes, seed, threads);
    try (Trainer trainer = new Trainer(parameters, values, set, split, quantisation, options)) {
      List<List<Double>> epochs = new java.util.ArrayList<>();
      while (!trainer.isDone()) {
        Epoch e = trainer.epoch(done -> {});
        epochs.add(List.of(e.loss(), e.accuracy(), e.validationLoss(), e.validationAccuracy(), e.testAccuracy(), e.spikesPerSample(),
            e.operationsPerSample(), e.gradientNorm()));
      }
      assertThat(epochs).hasSize(EPOCHS);
      return new Trained(trainer.best().clone(), epochs, trainer.evaluate(IntStream.range(0, SAMPLES).toArray()).answers());
    }
  }

  private static void same(boolean chip) throws InterruptedException {
    System.out.println("DeterminismTest seed " + SEED + " (repeat with -Dspikelock.seed=" + SEED + ")");
    Trained first = train(chip, 1, SEED);

    for (int threads : new int[] {1, 2, 3, 7}) {
      Trained other = train(chip, threads, SEED);
      assertThat(other.values).as("%d threads, seed %d", threads, SEED).isEqualTo(first.values);
      assertThat(other.epochs).as("%d threads, seed %d", threads, SEED).isEqualTo(first.epochs);
      assertThat(other.answers).as("%d threads, seed %d", threads, SEED).isEqualTo(first.answers);
    }
    assertThat(train(chip, 2, SEED + 1).values).isNotEqualTo(first.values);
    assertThat(first.values).isNotEqualTo(new Parameters(PLAN).initial(SEED, set().rms()));
  }

  @Test
  void threadsChangeNoBitOfFloats() throws InterruptedException {
    same(false);
  }

  @Test
  void threadsChangeNoBitOfTheChipsIntegers() throws InterruptedException {
    same(true);
  }
}
