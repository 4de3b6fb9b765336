package spikelock.mapper.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.IntegerReference;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.train.gradient.Gradient;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.RandomPlans;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.SamplePass;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;

/** What the trainer sees of a network in the chip's integers is what the mapped network does: every spike, every reading, every answer. */
class StraightThroughTest {
  private static final List<UnitKind> SPIKING = List.of(UnitKind.IF, UnitKind.LIF, UnitKind.CUBA_LIF, UnitKind.ALIF);
  private static final List<UnitKind> LAST =
      List.of(UnitKind.IF, UnitKind.LIF, UnitKind.CUBA_LIF, UnitKind.ALIF, UnitKind.LI, UnitKind.CUBA_LI, UnitKind.LINEAR);
  private static final int NETWORKS = 60;
  private static final int SAMPLES = 6;
  private static final int TIMESTEPS = 9;

  private final Map<UnitKind, Integer> mapped = new EnumMap<>(UnitKind.class);
  private long spikes;
  private int answers;
  private int differentAnswers;

  @Test
  void readingsSpikesAndAnswersAreTheMappedNetworks() throws InterruptedException {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("StraightThroughTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    List<String> refused = new ArrayList<>();
    for (int i = 0; i - refused.size() < NETWORKS && i < 6 * NETWORKS; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      NetworkPlan plan = RandomPlans.plan(SPIKING, List.of(LAST.get(i % LAST.size())), random.nextBoolean(), random);
      try {
        network(plan, random, "seed " + seed + ", network " + i + " " + plan.layers());
      } catch (InputException e) {
        refused.add(e.describe());
      }
    }
    System.out.println("StraightThroughTest mapped " + mapped + ", " + spikes + " spikes, " + answers + " answers, " + differentAnswers
        + " of them not the first, refused " + refused.size() + " more " + refused.stream().distinct().limit(3).toList());
    assertThat(mapped.keySet()).containsAll(LAST);
    assertThat(refused.size()).as("networks that do not fit").isLessThan(5 * NETWORKS);
    assertThat(spikes).isGreaterThan(1000);
    assertThat(differentAnswers).isGreaterThan(answers / 20);
  }

  private void network(NetworkPlan plan, SplittableRandom random, String about) throws InterruptedException {
    int payloadBits = List.of(0, 4, 8).get(random.nextInt(3));
    ChipSpec spec = List.of(Chips.mesh(4, 4), Chips.mesh(1, 1), Chips.loihi(2, 2)).get(random.nextInt(3)); // one core shares a datapath
    spec = spec.with(ChipField.PAYLOAD_BITS, payloadBits).with(ChipField.ACCUMULATOR_BITS, random.nextInt(4) == 0 ? 14 : 24);
    spec = spec.with(ChipField.EXPONENT_BITS, random.nextBoolean() ? 2 : 0);
    MapOptions options = MapOptions.DEFAULT.withWeights(new WeightRule(random.nextBoolean() ? OptionalInt.empty()
        : OptionalInt.of(3 + random.nextInt(6)), WeightRule.Scale.values()[random.nextInt(2)]));
    Parameters parameters = new Parameters(plan);
    List<Sample> samples = IntStream.range(0, SAMPLES).mapToObj(s -> whole(RandomPlans.sample(plan, TIMESTEPS, random), payloadBits, random)).toList();
    TrainingSet set = new TrainingSet(plan.inputs(), plan.output().size(), samples);
    float[] values = parameters.initial(random.nextLong(), Math.min(1, set.rms()));
    ChipRule rule = ChipRule.of(parameters, values, spec, Map.of(), options).require();
    Loss[] losses = plan.output().unit().kind().spikes() ? Loss.values() : new Loss[] {Loss.CE_MAX, Loss.CE_LAST};
    Loss loss = losses[random.nextInt(losses.length)];
    compare(rule, parameters, values, spec, options, samples, loss, about);

    TrainOptions train = new TrainOptions(2, 2, Rule.Adam.DEFAULT, 0.05, Schedule.CONSTANT, 1, 0,
        PassOptions.of(loss, Surrogate.DEFAULT), random.nextLong(), 1);
    int[] all = IntStream.range(0, SAMPLES).toArray();
    try (Trainer trainer = new Trainer(parameters, values, set, new TrainingSet.Split(all, new int[0], new int[0]), rule::snapshot, train)) {
      trainer.epoch(done -> {});
      trainer.epoch(done -> {});
      int[] said = compare(rule, parameters, trainer.best(), spec, options, samples, loss, "trained, " + about);
      assertThat(trainer.evaluate(all).answers()).as(about).isEqualTo(said);
    }
    plan.layers().forEach(l -> mapped.merge(l.unit().kind(), 1, Integer::sum));
  }

  private static Sample whole(Sample sample, int payloadBits, SplittableRandom random) {
    float[] value = new float[sample.value().length];
    int greatest = FixedNetwork.greatestInput(payloadBits) - 1; // the greatest magnitude is that of the least number
    for (int i = 0; i < value.length; i++) {
      value[i] = payloadBits == 0 || random.nextInt(3) == 0 ? 1 : random.nextInt(-greatest, greatest + 1);
    }
    return new Sample(sample.timesteps(), sample.start(), sample.channel(), value, sample.label());
  }

  /** The answers. */
  private int[] compare(ChipRule rule, Parameters parameters, float[] values, ChipSpec spec, MapOptions options, List<Sample> samples,
      Loss loss, String about) {
    FixedNetwork fixed = Mapper.fit(TrainedNetwork.of(parameters, values), spec, Map.of(), options).require().fixed();
    Snapshot snapshot = rule.snapshot(values);
    SamplePass pass = new SamplePass(parameters, PassOptions.of(loss, Surrogate.DEFAULT));
    pass.use(snapshot, new float[0][]);
    IntegerReference reference = new IntegerReference(fixed);
    int layers = parameters.layers().size();
    int[] said = new int[samples.size()];
    for (int s = 0; s < said.length; s++) {
      Sample sample = samples.get(s);
      reference.reset();
      long[][] sent = new long[layers][];
      Arrays.setAll(sent, l -> new long[parameters.plan().sizeOf(l)]);
      double[] readings = new double[parameters.plan().output().size()];
      Arrays.fill(readings, loss.reading() == Loss.Reading.MAX ? Double.NEGATIVE_INFINITY : 0);
      for (int t = 0; t < sample.timesteps(); t++) {
        step(reference, sample, t);
        for (int l = 0; l < layers; l++) {
          for (int n = 0; n < sent[l].length; n++) {
            sent[l][n] += reference.spikes(l + 1)[n];
            spikes += reference.spikes(l + 1)[n];
          }
        }
        read(reference, layers, loss, readings);
        Gradient counted = new Gradient(parameters);
        said[s] = pass.evaluate(first(sample, t + 1), counted);
        for (int l = 0; l < layers; l++) {
          assertThat(counted.sent[l + 1]).as("spikes of layer %d up to timestep %d of sample %d, %s", l, t, s, about).isEqualTo(sent[l]);
        }
        assertThat(pass.readings()).as("%s at timestep %d of sample %d, %s", loss, t, s, about).isEqualTo(readings);
      }
      int best = 0;
      for (int n = 1; n < readings.length; n++) {
        best = readings[n] > readings[best] ? n : best;
      }
      assertThat(said[s]).as(about).isEqualTo(best);
      answers++;
      differentAnswers += best > 0 ? 1 : 0;
    }
    return said;
  }

  private static void step(IntegerReference reference, Sample sample, int t) {
    int from = sample.start()[t];
    int count = sample.start()[t + 1] - from;
    int[] active = Arrays.copyOfRange(sample.channel(), from, from + count);
    int[] sent = IntStream.range(from, from + count).map(e -> (int) sample.value()[e]).toArray();
    reference.step(active, sent, count);
  }

  private static void read(IntegerReference reference, int population, Loss loss, double[] readings) {
    int potential = reference.fields(population).indexOf(FixedPopulation.POTENTIAL);
    for (int n = 0; n < readings.length; n++) {
      long v = reference.state(population, n, potential);
      readings[n] = switch (loss.reading()) {
        case COUNT -> readings[n] + reference.spikes(population)[n];
        case MAX -> Math.max(readings[n], v);
        case LAST -> v;
      };
    }
  }

  private static Sample first(Sample sample, int timesteps) {
    int used = sample.start()[timesteps];
    return new Sample(timesteps, Arrays.copyOf(sample.start(), timesteps + 1), Arrays.copyOf(sample.channel(), used),
        Arrays.copyOf(sample.value(), used), sample.label());
  }
}
