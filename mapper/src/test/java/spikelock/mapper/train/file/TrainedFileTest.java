package spikelock.mapper.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.EvaluationOrder;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirTakes;
import spikelock.mapper.quantise.DatapathPlan;
import spikelock.mapper.quantise.Quantiser;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;
import spikelock.mapper.reference.SampleResult;
import spikelock.mapper.train.ChipRule;
import spikelock.mapper.train.TrainedNetwork;
import spikelock.mapper.train.gradient.Gradient;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.SamplePass;
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

/** What a file gives back is what was trained. */
class TrainedFileTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());
  private static final int NETWORKS = 100;
  private static final int TIMESTEPS = 10;
  private static final List<UnitKind> SPIKING = List.of(UnitKind.IF, UnitKind.LIF, UnitKind.CUBA_LIF);
  private static final List<UnitKind> ADAPTIVE = List.of(UnitKind.ALIF, UnitKind.LIF);
  private static final List<UnitKind> ARTIFICIAL = List.of(UnitKind.RELU, UnitKind.LEAKY_RELU, UnitKind.SIGMOID, UnitKind.TANH);
  private static final List<UnitKind> ANSWERS = List.of(UnitKind.SOFTMAX, UnitKind.LINEAR, UnitKind.TANH, UnitKind.LI);
  private static final List<UnitKind> LAST = List.of(UnitKind.IF, UnitKind.LIF, UnitKind.CUBA_LIF, UnitKind.LI, UnitKind.CUBA_LI, UnitKind.LINEAR);

  @TempDir Path folder;

  @Test
  void aFileHoldsTheVeryIntegersThatWereTrained() {
    System.out.println("TrainedFileTest seed " + SEED + " (repeat with -Dspikelock.seed=" + SEED + ")");
    Random random = new Random(SEED);
    int written = 0;
    for (int n = 0; n < NETWORKS; n++) {
      RandomPlans plans = new RandomPlans(random, n % 4 == 0 ? ADAPTIVE : SPIKING, LAST, false);
      Parameters parameters = new Parameters(plans.plan());
      float[] values = plans.values(parameters);
      Network trained = TrainedNetwork.of(parameters, values);
      ChipSpec spec = Chips.random(random);
      WeightRule rule = new WeightRule(OptionalInt.of(2 + random.nextInt(spec.core().synapses().weightBits() - 1)),
          random.nextBoolean() ? WeightRule.Scale.FREE : WeightRule.Scale.POW2);
      List<String> wanted = text(fixed(trained, spec, rule));
      Path yaml = folder.resolve("n.yaml");
      TrainedFile.write(yaml, parameters, values, Map.of("by", "a \"test\"\n"));
      assertThat(text(fixed(NetworkReader.read(yaml, RunOptions.NONE).network(), spec, rule))).as("network " + n).containsExactlyElementsOf(wanted);
      Path nir = folder.resolve("n.nir");
      try {
        TrainedFile.write(nir, parameters, values, Map.of("by", "a test"));
      } catch (InputException e) {
        assertThat(e.getMessage()).as("network " + n).containsAnyOf("NIR cannot be made from", "no path whose weights NIR", "which NIR lacks");
        continue;
      }
      Network read = NetworkReader.read(nir, RunOptions.NONE.withStrict(true)).network();
      assertThat(text(fixed(read, spec, rule))).as("network " + n).containsExactlyElementsOf(wanted);
      assertThat(read.settings().dt()).isEqualTo(trained.settings().dt());
      assertThat(read.settings().reset()).isEqualTo(trained.settings().reset());
      written++;
    }
    System.out.println(written + " of " + NETWORKS + " networks can be said in NIR");
    assertThat(written).isGreaterThan(NETWORKS / 2);
  }

  private static FixedNetwork fixed(Network network, ChipSpec spec, WeightRule rule) {
    return Quantiser.quantise(network, spec, DatapathPlan.exact(network, spec, Map.of()).require(), rule).require().network();
  }

  /** Everything but the network's name, which a NIR file takes from its own. */
  private static List<String> text(FixedNetwork network) {
    StringBuilder text = new StringBuilder();
    for (FixedPopulation p : network.populations()) {
      text.append(p.name()).append(Arrays.toString(p.shape())).append(p.kind()).append(p.datapath()).append(p.constants())
          .append(Arrays.toString(p.scale()));
      p.fieldScales().forEach((name, unit) -> text.append(' ').append(name).append(Arrays.toString(unit)));
      p.parameters().forEach((name, values) -> text.append(' ').append(name).append(Arrays.toString(values)));
      p.initial().forEach((name, values) -> text.append(' ').append(name).append(Arrays.toString(values)));
      text.append('\n');
    }
    for (FixedProjection p : network.projections()) {
      text.append(p.name()).append(' ').append(p.source()).append('>').append(p.target()).append(p.input()).append(Arrays.toString(p.rowSource()))
          .append(Arrays.toString(p.rowDelay())).append(Arrays.toString(p.rowExponent())).append(Arrays.toString(p.rowStart()))
          .append(Arrays.toString(p.synapseTarget())).append(Arrays.toString(p.weight())).append('\n');
    }
    return text.append(network.outputs()).toString().lines().toList();
  }

  /** A matrix of weights from each neuron to itself is full of zeros, which must not count where sums are bounded. */
  @Test
  void zerosOfADiagonalDoNotCountAsSynapses() {
    NetworkPlan plan = new NetworkPlan("diagonal", new int[] {30},
        List.of(layer("a", 1500, PathPlan.dense(PathPlan.INPUT), new PathPlan(0, Pool.NONE, new Weights.Diagonal()))), 1e-4, false);
    Parameters parameters = new Parameters(plan);
    float[] values = new float[parameters.count()];
    Arrays.fill(values, 0, 31 * 1500, 0.1f);
    TrainedFile.write(folder.resolve("n.nir"), parameters, values, Map.of());
    ChipSpec spec = Chips.mesh(1, 1).with(ChipField.EXPONENT_BITS, 2).with(ChipField.ACCUMULATOR_BITS, 16);

    assertThat(text(fixed(NetworkReader.read(folder.resolve("n.nir"), RunOptions.NONE).network(), spec, WeightRule.CHIP)))
        .containsExactlyElementsOf(text(fixed(TrainedNetwork.of(parameters, values), spec, WeightRule.CHIP)));
  }

  /** As NIR itself checks files: every edge between equal shapes. The networks are the same in every run, as digests are recorded. */
  @ParameterizedTest
  @MethodSource("spikelock.mapper.nir.NirTakes#sources")
  void nirReadsEveryFile(NirTakes.Source source) throws IOException, InterruptedException {
    Random random = new Random(1);
    int written = 0;
    for (int n = 0; n < NETWORKS; n++) {
      RandomPlans plans = new RandomPlans(random, SPIKING, LAST, false);
      Parameters parameters = new Parameters(plans.plan());
      try {
        TrainedFile.write(folder.resolve(n + ".nir"), parameters, plans.values(parameters), Map.of("by", "a test"));
        written++;
      } catch (InputException e) {
        assertThat(e.getMessage()).contains("NIR");
      }
    }
    assertThat(written).isGreaterThan(NETWORKS / 2);
    NirTakes.all(source, folder, "taken-trained.csv", "by");
  }

  private static LayerPlan layer(String name, int size, PathPlan... paths) {
    return new LayerPlan(name, new int[] {size}, Unit.leaky(UnitKind.LIF, Decay.fixed(0.9)), List.of(paths), 0);
  }

  private Network written(NetworkPlan plan) {
    Parameters parameters = new Parameters(plan);
    TrainedFile.write(folder.resolve("n.nir"), parameters, parameters.initial(1, 1), Map.of());
    return NetworkReader.read(folder.resolve("n.nir"), RunOptions.NONE.withStrict(true)).network();
  }

  /** The reader walks input, a, c, b and would cut b to c; a node that delays says which path takes a timestep. */
  @Test
  void aPathBackIsDelayedWhereAReaderWouldCutAnother() {
    Network network = written(new NetworkPlan("back", new int[] {3}, List.of(layer("a", 2, PathPlan.dense(PathPlan.INPUT)),
        layer("b", 2, PathPlan.dense(PathPlan.INPUT), PathPlan.dense(2)), layer("c", 2, PathPlan.dense(1), PathPlan.dense(0))), 1e-4, false));

    assertThat(EvaluationOrder.of(network)).startsWith(0, 1);
    assertThat(network.projections()).hasSize(5).filteredOn(p -> delay(p) > 0)
        .singleElement().satisfies(p -> assertThat(p.source() + ">" + p.target() + " " + delay(p)).isEqualTo("3>2 1"));
  }

  private static int delay(Projection projection) {
    return projection.delay() + (projection.connectivity() instanceof Connectivity.Sparse sparse && sparse.delay().length > 0 ? sparse.delay()[0] : 0);
  }

  @Test
  void namesThatNodesNeedAreFreeToLayers() {
    Network network = written(new NetworkPlan("names", new int[] {3}, List.of(layer("input", 2, PathPlan.dense(PathPlan.INPUT)),
        layer("input__to_input", 2, PathPlan.dense(0)), layer("output", 2, PathPlan.dense(1))), 1e-4, false));

    assertThat(network.populations().stream().map(Population::name)).endsWith("input", "input__to_input", "output").hasSize(4);
    assertThat(network.outputs().getFirst().population()).isEqualTo(3);
  }

  @Test
  void whatNirCannotHoldApartIsRefused() {
    assertRefused("hold apart", layer("a", 3, PathPlan.dense(PathPlan.INPUT)),
        layer("b", 3, PathPlan.dense(0), new PathPlan(0, Pool.NONE, new Weights.Diagonal())));
    assertRefused("path", layer("a/b", 3, PathPlan.dense(PathPlan.INPUT)));
    assertRefused("this name", layer("a", 3, PathPlan.dense(PathPlan.INPUT)), layer("a", 3, PathPlan.dense(0)));
  }

  private void assertRefused(String why, LayerPlan... layers) {
    NetworkPlan plan = new NetworkPlan("refused", new int[] {3}, List.of(layers), 1e-4, false);
    for (ThrowingCallable tried : List.<ThrowingCallable>of(() -> written(plan), () -> TrainedFile.check(folder.resolve("n.nir"), plan))) {
      assertThatThrownBy(tried).isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).contains(why));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theMappedFileHasTheIntegersOfTheTrainingRule() {
    int[] picture = {1, 8, 8};
    Decay decay = new Decay(0.9, Decay.Learn.LAYER);
    NetworkPlan plan = new NetworkPlan("conv", picture, List.of(
        new LayerPlan("a", new int[] {4, 8, 8}, Unit.leaky(UnitKind.LIF, decay),
            List.of(new PathPlan(PathPlan.INPUT, Pool.NONE, new Weights.Convolution(4, 3, 1, 1))), 0),
        new LayerPlan("b", new int[] {20}, Unit.filtered(UnitKind.CUBA_LIF, new Decay(0.8, Decay.Learn.NEURON), decay),
            List.of(new PathPlan(0, new Pool(2, true), new Weights.Dense()), new PathPlan(1, Pool.NONE, new Weights.Dense())), 0),
        new LayerPlan("c", new int[] {5}, Unit.leaky(UnitKind.LIF, decay), List.of(PathPlan.dense(1), PathPlan.dense(PathPlan.INPUT)), 0)), 1e-4, true);
    Parameters parameters = new Parameters(plan);
    float[] values = parameters.initial(3, 0.5);
    for (int bits : new int[] {8, 4}) {
      MapOptions options = MapOptions.DEFAULT.withWeights(new WeightRule(OptionalInt.of(bits), WeightRule.Scale.FREE));
      ChipSpec spec = Chips.mesh(4, 4);
      Path file = folder.resolve("c.nir");

      TrainedFile.write(file, parameters, values, Map.of());

      FixedNetwork mapped = Mapper.map(NetworkReader.read(file, RunOptions.NONE).network(), spec, options).fixed();
      FixedNetwork rule = ChipRule.of(parameters, values, spec, Map.of(), options).require().fixed(values);
      assertThat(text(mapped)).containsExactlyElementsOf(text(rule));
    }
  }

  @Test
  void theFloatReferenceOfAFileSpikesAsTheTrainer() {
    System.out.println("TrainedFileTest seed " + SEED + " (repeat with -Dspikelock.seed=" + SEED + ")");
    Random random = new Random(SEED);
    long[] spikes = new long[2];
    for (int n = 0; n < NETWORKS; n++) {
      compare("network " + n, new RandomPlans(random, n % 2 == 0 ? SPIKING : ADAPTIVE, LAST, true), spikes);
      compare("adaptive network " + n, new RandomPlans(random, ADAPTIVE, ADAPTIVE, true), spikes);
      compare("artificial network " + n, new RandomPlans(random, ARTIFICIAL, ANSWERS, true), new long[2]);
    }
    System.out.println(spikes[0] + " spikes, " + spikes[1] + " differ");
    assertThat(spikes[0]).isGreaterThan(2_000);
    assertThat(spikes[1]).isZero();
  }

  /** Runs a sample through the trainer's pass and through the reference of what was written; adds spikes and differences to {@code spikes}. */
  private void compare(String what, RandomPlans plans, long[] spikes) {
    NetworkPlan plan = plans.plan();
    Parameters parameters = new Parameters(plan);
    float[] values = plans.values(parameters);
    Path file = folder.resolve("f.yaml");
    TrainedFile.write(file, parameters, values, Map.of());
    Network network = NetworkReader.read(file, RunOptions.NONE).network();
    Sample sample = plans.sample(plan.inputs(), TIMESTEPS);

    boolean graded = !plan.output().unit().kind().spikes();
    Gradient counts = new Gradient(parameters);
    SamplePass pass = new SamplePass(parameters, PassOptions.of(graded ? Loss.CE_LAST : Loss.CE_COUNT, new Surrogate(Surrogate.Form.TRIANGLE, 1)));
    pass.use(Snapshot.floats(parameters, values), new float[0][]);
    pass.evaluate(sample, counts);
    List<Probe> probes = network.populations().stream().filter(p -> !p.isInput())
        .map(p -> Probe.parse(p.name() + "." + (p.model().isGraded() ? p.model().valueField() : "spikes"), network)).toList();
    SampleResult result = new FloatReference(network, probes).run(stimulus(sample, plan.inputs()), 0);

    nirOf(parameters, values).ifPresent(nir -> assertThat(new FloatReference(nir, probes).run(stimulus(sample, plan.inputs()), 0).probes().toArray(double[][]::new))
        .as(what).isDeepEqualTo(result.probes().toArray(double[][]::new)));
    for (int l = 0; l < plan.layers().size(); l++) {
      double[] record = result.probes().get(l);
      if (plan.layers().get(l).unit().kind().spikes()) {
        for (int i = 0; i < plan.sizeOf(l); i++) {
          long sum = 0;
          for (int t = 0; t < TIMESTEPS; t++) {
            sum += (long) record[t * plan.sizeOf(l) + i];
          }
          spikes[0] += sum;
          spikes[1] += Math.abs(sum - counts.sent[l + 1][i]);
        }
      }
    }
    if (graded) {
      double[] last = Arrays.copyOfRange(result.probes().getLast(), (TIMESTEPS - 1) * plan.output().size(), TIMESTEPS * plan.output().size());
      assertThat(answer(plan, pass.readings())).as(what).usingComparatorWithPrecision(1e-4 * (1 + Arrays.stream(last).map(Math::abs).max().orElseThrow()))
          .containsExactly(last);
    }
  }

  /** The network read back from NIR, where NIR can say it. */
  private Optional<Network> nirOf(Parameters parameters, float[] values) {
    Path file = folder.resolve("f.nir");
    try {
      TrainedFile.write(file, parameters, values, Map.of());
    } catch (InputException e) {
      assertThat(e.getMessage()).contains("NIR");
      return Optional.empty();
    }
    return Optional.of(NetworkReader.read(file, RunOptions.NONE).network());
  }

  /** What the trainer reads of a softmax is what goes into it. */
  private static double[] answer(NetworkPlan plan, double[] readings) {
    if (plan.output().unit().kind() != UnitKind.SOFTMAX) {
      return readings;
    }
    double most = Arrays.stream(readings).max().orElseThrow();
    double sum = Arrays.stream(readings).map(r -> Math.exp(r - most)).sum();
    return Arrays.stream(readings).map(r -> Math.exp(r - most) / sum).toArray();
  }

  private static Stimulus stimulus(Sample sample, int channels) {
    return new Stimulus() {
      @Override
      public int samples() {
        return 1;
      }

      @Override
      public int timesteps(int number) {
        return sample.timesteps();
      }

      @Override
      public int channels() {
        return channels;
      }

      @Override
      public int active(int number, int timestep, int[] into, int[] values) {
        int count = sample.start()[timestep + 1] - sample.start()[timestep];
        System.arraycopy(sample.channel(), sample.start()[timestep], into, 0, count);
        Arrays.fill(values, 0, count, 1);
        return count;
      }

      @Override
      public int greatest() {
        return 1;
      }
    };
  }

  @Test
  void whatNirLacksIsRefusedByNameAndWrittenAsYaml() {
    NetworkPlan plan = new NetworkPlan("a", new int[] {4}, List.of(
        new LayerPlan("hidden", new int[] {3}, Unit.adaptive(Decay.fixed(0.9), Decay.fixed(0.9), 0.2), List.of(PathPlan.dense(PathPlan.INPUT)), 0),
        new LayerPlan("out", new int[] {2}, Unit.leaky(UnitKind.LI, Decay.fixed(0.9)), List.of(PathPlan.dense(0)), 0)), 1e-3, false);
    Parameters parameters = new Parameters(plan);

    assertThatThrownBy(() -> TrainedFile.write(folder.resolve("net.nir"), parameters, parameters.initial(1, 1), Map.of()))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).contains("hidden", "alif", "net.yaml"));
    assertThatThrownBy(() -> TrainedFile.check(folder.resolve("net.onnx"), plan)).isInstanceOf(InputException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
