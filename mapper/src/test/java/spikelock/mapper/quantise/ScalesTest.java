package spikelock.mapper.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.Nets;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.Shared;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirGraph;
import spikelock.mapper.nir.NirWriter;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;

/** No weight is lost because another neuron has greater ones, and what is lost is said. */
class ScalesTest {
  private static final ChipSpec CHIP = Chips.mesh(2, 2);
  private static final int INPUTS = 12;
  private static final int NEURONS = 16;
  private static final int TIMESTEPS = 480;
  private static final double DT = 1e-3;

  @TempDir Path folder;

  // ---- the case and its kind ----

  /** Two neurons that behave alike, one with 1,000 times the weight and threshold. */
  @Test
  void bothNeuronsOfTheCaseSpike() {
    Path file = Shared.path("cases/one-scale-for-all-neurons/two.nir");
    Network network = NetworkReader.read(file, RunOptions.NONE.withDt(DT)).network();
    NdArray input = ArrayFile.read(file.resolveSibling("x.npy")).values().iterator().next();
    NdArray expected = ArrayFile.read(file.resolveSibling("expected.npy")).values().iterator().next();
    int timesteps = input.size();
    byte[] spikes = new byte[timesteps];
    for (int t = 0; t < timesteps; t++) {
      spikes[t] = (byte) input.at(t);
    }

    MappedNetwork mapped = Mapper.map(network, CHIP, MapOptions.DEFAULT);
    NdArray answer = ReferenceRun.of(mapped.fixed(), new DenseStimulus(1, timesteps, 1, spikes), List.of()).outputs().values().iterator().next();

    assertThat(answer.size()).isEqualTo(expected.size());
    for (int i = 0; i < answer.size(); i++) {
      assertThat(answer.at(i)).as("entry %d", i).isEqualTo(expected.at(i));
    }
    assertThat(mapped.report().quantisation().getFirst().scaleShare()).isEqualTo(ScaleShare.NEURON);
    assertThat(mapped.report().quantisation().getFirst().weights().lost()).isZero();
    assertThat(mapped.report().warnings()).isEmpty();
  }

  /** A layer whose neurons are alike but for a factor from 1 to {@code spread} on everything that they are compared with. */
  private static Network spread(Kind kind, double spread, long seed) {
    Random random = new Random(seed);
    float[] weights = new float[INPUTS * NEURONS];
    double[] threshold = new double[NEURONS];
    double[] bias = new double[NEURONS];
    for (int n = 0; n < NEURONS; n++) {
      double factor = Math.pow(spread, n / (NEURONS - 1.0));
      for (int i = 0; i < INPUTS; i++) {
        weights[n * INPUTS + i] = (float) (factor * (random.nextGaussian() + 0.3));
      }
      threshold[n] = factor * (kind == Kind.IF ? 4 : 0.4);
      bias[n] = factor * 0.1 * random.nextGaussian();
    }
    NeuronModel.Nir model = Nets.nirModel(kind, 0.01, 1, 0).toBuilder().vThreshold(threshold).bias(bias).build();
    return new Nets().input("in", INPUTS).add("out", NEURONS, model).dense("in", "out", 0, weights).build("out");
  }

  private static DenseStimulus stimulus(long seed) {
    Random random = new Random(seed);
    byte[] spikes = new byte[INPUTS * TIMESTEPS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    return new DenseStimulus(1, TIMESTEPS, INPUTS, spikes);
  }

  /** Entries of the output spikes that differ from the floats, and how many spikes there are. */
  private static int[] differences(Network network, MappedNetwork mapped, long seed) {
    DenseStimulus stimulus = stimulus(seed);
    byte[] floats = new FloatReference(network, List.of()).run(stimulus, 0).outputs().getFirst();
    NdArray chip = ReferenceRun.of(mapped.fixed(), stimulus, List.of()).outputs().get("out");
    int[] found = new int[2];
    for (int i = 0; i < floats.length; i++) {
      found[0] += floats[i] == chip.at(i) ? 0 : 1;
      found[1] += floats[i];
    }
    return found;
  }

  /** As batch normalisation leaves it: folded, it multiplies all that a neuron has. */
  @Test
  void aSpreadBetweenNeuronsCostsNothing() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("ScalesTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    for (ChipSpec chip : List.of(CHIP, CHIP.with(ChipField.EXPONENT_BITS, 2))) {
      for (Kind kind : List.of(Kind.LIF, Kind.IF, Kind.CUBA_LIF)) {
        int[] plain = {0, 0};
        int[] wide = {0, 0};
        for (int n = 0; n < 4; n++) {
          for (double spread : new double[] {1, 10, 100, 1000}) {
            Network network = spread(kind, spread, seed + n);
            MappedNetwork mapped = Mapper.map(network, chip, MapOptions.DEFAULT);
            int[] found = differences(network, mapped, seed + n);
            int[] sum = spread == 1 ? plain : wide;
            sum[0] += found[0];
            sum[1] += found[1];
            assertThat(mapped.report().quantisation().getFirst().weights().lost()).as("spread %s", spread).isLessThan(INPUTS * NEURONS / 32);
            if (spread >= 100) {
              PopulationReport report = mapped.report().quantisation().getFirst();
              assertThat(report.scaleShare()).isEqualTo(ScaleShare.NEURON);
              assertThat(report.weights().worst().getFirst().signalToNoise()).as("spread %s", spread).isGreaterThan(38);
            }
          }
        }
        System.out.println(kind + ": " + plain[0] + " of " + 4 * NEURONS * TIMESTEPS + " entries differ without a spread, a mean of " + wide[0] / 3 + " with one");
        assertThat(plain[1]).as("spikes").isGreaterThan(NEURONS * TIMESTEPS / 10);
        assertThat(wide[0] / 3.0).as("mean of the spreads, seed %d", seed).isLessThanOrEqualTo(1.5 * plain[0] + 20);
      }
    }
  }

  // ---- exact scales ----

  /** Multiples of 1/4, decays of a half, ties everywhere: 127/weight is no scale for them, but there is one. */
  @Test
  void weightsOnAGridStayExact() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("ScalesTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    for (int n = 0; n < 20; n++) {
      float[] weights = new float[INPUTS * NEURONS];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (random.nextInt(15) - 6) / 4f;
      }
      NeuronModel.Nir model = Nets.nirModel(Kind.LIF, 2 * DT, 1, 0).toBuilder().vThreshold(new double[] {1.25}).r(new double[] {2}).build();
      Network network = new Nets().input("in", INPUTS).add("out", NEURONS, model).dense("in", "out", 0, weights).build("out");
      for (ChipSpec chip : List.of(CHIP, CHIP.with(ChipField.WEIGHT_BITS, 5), CHIP.with(ChipField.EXPONENT_BITS, 2))) {
        MappedNetwork mapped = Mapper.map(network, chip, MapOptions.DEFAULT);

        PopulationReport report = mapped.report().quantisation().getFirst();
        assertThat(report.weights().worst()).as("seed %d", seed).isEmpty();
        assertThat(report.scaleShare()).isEqualTo(ScaleShare.POPULATION);
        int[] found = differences(network, mapped, seed + n);
        assertThat(found[1]).isPositive();
        assertThat(found[0]).as("seed %d", seed).isLessThanOrEqualTo(found[1] / 100); // halving drops a bit at a time, floats drop none
      }
    }
  }

  /** Weights that were rounded before a batch normalisation was folded into them are on a grid of each neuron's own. */
  @Test
  void gridsOfTheirOwnAreFound() {
    Random random = new Random(3);
    float[] weights = new float[INPUTS * NEURONS];
    for (int n = 0; n < NEURONS; n++) {
      float fold = 0.01f + random.nextFloat();
      for (int i = 0; i < INPUTS; i++) {
        weights[n * INPUTS + i] = fold * (random.nextInt(15) - 7);
      }
    }
    Network network = new Nets().input("in", INPUTS).nir("out", NEURONS, Kind.LIF, 0.01, 1, 0).dense("in", "out", 0, weights).build("out");

    PopulationReport report = Mapper.map(network, CHIP.with(ChipField.WEIGHT_BITS, 4), MapOptions.DEFAULT).report().quantisation().getFirst();

    assertThat(report.weights().worst()).isEmpty();
    assertThat(report.scaleShare()).isEqualTo(ScaleShare.NEURON);
  }

  @Test
  void gridsAreFoundWithinWhatFloatsCanTell() {
    assertThat(step(0.3f, -0.2f, 0.5f)).isCloseTo(0.1, within(1e-7));
    assertThat(step(0.25f, 0, 1.75f)).isEqualTo(0.25);
    assertThat(step(7 * 0.0123f, 127 * 0.0123f)).isCloseTo(0.0123, within(1e-7));
    assertThat(step(1, (float) Math.PI)).isEqualTo(Grid.NONE);
    assertThat(step(1, 128)).isEqualTo(Grid.NONE); // too fine for 8 bits
  }

  private static double step(float... weights) {
    double greatest = 0;
    for (float weight : weights) {
      greatest = Math.max(greatest, Math.abs(weight));
    }
    double step = Grid.ANY;
    for (float weight : weights) {
      step = weight == 0 ? step : Grid.common(step, Math.abs(weight), greatest, 127);
    }
    return step;
  }

  // ---- where thresholds are held ----

  private static ChipSpec fixed(List<String> core, List<String> neuron) {
    return CHIP.withDatapaths(Collections.nCopies(CHIP.tiles(), new DatapathChoice("LIF", Map.of(), core, neuron, false)));
  }

  private static Network weak(int neurons) {
    float[] weights = new float[INPUTS * neurons];
    Random random = new Random(7);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * (i < INPUTS ? 1000 : 1));
    }
    return new Nets().input("in", INPUTS).nir("out", neurons, Kind.LIF, 0.01, 1, 0).dense("in", "out", 0, weights).build("out");
  }

  @Test
  void whatACoreHoldsOnceHasOneScaleAndTheLossIsSaid() {
    MappedNetwork mapped = Mapper.map(weak(NEURONS), fixed(List.of("threshold", "reset"), List.of()), MapOptions.DEFAULT);

    PopulationReport report = mapped.report().quantisation().getFirst();
    assertThat(report.scaleShare()).isEqualTo(ScaleShare.POPULATION);
    assertThat(report.weights().synapses()).isEqualTo(INPUTS * NEURONS);
    assertThat(report.weights().lost()).isEqualTo(INPUTS * (NEURONS - 1));
    assertThat(report.weights().worst()).hasSize(WeightLoss.MOST).first().satisfies(loss -> {
      assertThat(loss.neuron()).isEqualTo(1);
      assertThat(loss.lost()).isEqualTo(INPUTS);
      assertThat(loss.rmsError()).isEqualTo(1);
      assertThat(loss.totalError()).isEqualTo(-1);
      assertThat(loss.signalToNoise()).isZero();
    });
    assertThat(report.notes()).singleElement().satisfies(n -> assertThat(n).matches("the chip holds threshold once a core, so all neurons have one"
        + " scale: with one for each neuron, [0-3] instead of 180 of 192 synapses would become 0, and the worst neuron, now out\\[1\\], would have a"
        + " signal to noise of [34]\\d\\.\\d instead of 0\\.0 dB"));
    assertThat(mapped.report().warnings()).singleElement().satisfies(w -> assertThat(w)
        .startsWith("out: 180 of 192 synapses (94 %) became 0; worst neuron out[1]: 12 of its 12 became 0, total weight off by")
        .contains("neuron_parameters", "more weight bits", "exponent_bits: 2"));
  }

  @Test
  void everyNeuronHasItsOwnWhereTheChipSaysSo() {
    PopulationReport report = Mapper.map(weak(NEURONS), fixed(List.of(), List.of("threshold", "reset")), MapOptions.DEFAULT).report().quantisation().getFirst();

    assertThat(report.scaleShare()).isEqualTo(ScaleShare.NEURON);
    assertThat(report.weights().isSerious()).isFalse();
  }

  @Test
  void setsHaveScalesAsFarAsTheyReach() {
    FixedPopulation few = Mapper.map(weak(NEURONS), fixed(List.of(), List.of()), MapOptions.DEFAULT).fixed().populations().getLast();
    assertThat(few.scale()).hasSize(NEURONS);
    for (double scale : few.scale()) {
      double ratio = scale / few.scale()[0];
      assertThat(Math.scalb(1.0, Math.getExponent(ratio))).as("a power of two").isEqualTo(ratio);
    }
    ChipSpec none = fixed(List.of(), List.of()).with(ChipField.SET_WORDS, 16);
    MappedNetwork tight = Mapper.map(weak(NEURONS), none, MapOptions.DEFAULT);
    assertThat(tight.fixed().populations().getLast().scale()).hasSize(1);
    assertThat(tight.report().notes()).anyMatch(n -> n.contains("the chip holds threshold by set and has"));
  }

  /** Four cores of a set each hold a scale each; a shuffle of the neurons would need more, and must not have other scales. */
  @Test
  void aShuffleHasTheScalesOfTheNeuronsInOrder() {
    ChipSpec tight = fixed(List.of(), List.of()).with(ChipField.SET_WORDS, 64);
    double[] wanted = Mapper.map(weak(40), tight, MapOptions.DEFAULT).fixed().populations().getLast().scale();
    for (int seed = 0; seed < 10; seed++) {
      assertThat(Mapper.map(weak(40), tight, MapOptions.DEFAULT.withShuffle(seed)).fixed().populations().getLast().scale()).isEqualTo(wanted);
    }
  }

  // ---- convolutions ----

  /** Each channel 100 times stronger than the one before: rows of the kernel are shared by its places as ever. */
  @Test
  void channelsOfAConvolutionHaveScalesOfTheirOwn() {
    MappedNetwork even = Mapper.map(convolution(1), CHIP, MapOptions.DEFAULT);
    MappedNetwork uneven = Mapper.map(convolution(100), CHIP, MapOptions.DEFAULT);

    PopulationReport report = uneven.report().quantisation().getFirst();
    assertThat(report.scaleShare()).isEqualTo(ScaleShare.CHANNEL);
    assertThat(report.weights().lost()).isZero();
    assertThat(uneven.report().synapsesStored()).isEqualTo(even.report().synapsesStored()).isLessThan(even.report().synapsesUnrolled() / 3);
    double[] scale = uneven.fixed().populations().getLast().scale();
    for (int n = 0; n < scale.length; n++) {
      assertThat(scale[n]).isEqualTo(scale[n / 64 * 64]);
    }
  }

  private Network convolution(double factor) {
    Random random = new Random(5);
    double[][][][] kernel = new double[3][1][3][3];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 9; i++) {
        kernel[c][0][i / 3][i % 3] = Math.pow(factor, c) * (0.2 + random.nextDouble());
      }
    }
    double[] threshold = new double[3 * 64];
    Arrays.setAll(threshold, n -> 2 * Math.pow(factor, n / 64));
    double[] ones = new double[3 * 64];
    Arrays.fill(ones, 1);
    Path file = NirWriter.write(folder.resolve("conv.nir"), NirWriter.graph("in>w w>n n>out", "in", NirWriter.input(1, 8, 8), "w",
        NirWriter.node("Conv2d", "weight", kernel, "stride", new long[] {1, 1}, "padding", new long[] {1, 1}, "dilation", new long[] {1, 1}, "groups", 1L,
            "bias", new double[3]), "n", NirWriter.node("IF", "r", ones, "v_threshold", threshold), "out", NirWriter.output(3, 8, 8)));
    return NetworkReader.read(file, RunOptions.NONE.withDt(DT)).network();
  }

  // ---- who reads potentials ----

  /** Outputs of potentials are in the network's own units, whatever scale a neuron has, from an image that was written and read, too. */
  @Test
  void potentialsKnowTheScaleOfTheirNeuron() throws IOException {
    float[] weights = new float[INPUTS * NEURONS];
    Random random = new Random(9);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * Math.pow(1000, i / INPUTS / (NEURONS - 1.0)));
    }
    Network network = new Nets().input("in", INPUTS).nir("out", NEURONS, Kind.LI, 0.01, 1, 0).dense("in", "out", 0, weights).build("out");
    MappedNetwork mapped = Mapper.map(network, CHIP, MapOptions.DEFAULT);
    Path file = folder.resolve("li.slk");
    ImageFile.write(file, mapped.image());
    DenseStimulus stimulus = stimulus(1);

    assertThat(mapped.report().quantisation().getFirst().scaleShare()).isEqualTo(ScaleShare.NEURON);
    double[] wanted = new FloatReference(network, List.of(Probe.parse("out.v", network))).run(stimulus, 0).probes().getFirst();
    NdArray found = ReferenceRun.of(FixedNetworkFile.read(ImageFile.read(file)), stimulus, List.of()).outputs().get("out");
    for (int i = 0; i < wanted.length; i++) {
      double size = Math.pow(1000, i % NEURONS / (NEURONS - 1.0));
      assertThat(found.at(i)).as("entry %d", i).isCloseTo(wanted[i], within(0.03 * size));
    }
    double[] unit = ImageFile.read(file).populations().getLast().fieldScales().get("v");
    assertThat(unit).hasSize(NEURONS).isEqualTo(mapped.fixed().populations().getLast().fieldScales().get("v"));
  }

  // ---- what was trained ----

  /** Files of trained networks ask for one scale, those of earlier versions by naming the bits that they were trained with. */
  @Test
  void trainedFilesKeepOneScale() throws IOException {
    assertThat(read(Map.of("weight_bits", "8")).oneScale()).isTrue();
    assertThat(read(Map.of("scale", "population")).oneScale()).isTrue();
    assertThat(read(Map.of("weight_bits", "float")).oneScale()).isFalse();
    assertThat(read(Map.of()).oneScale()).isFalse();
    String yaml = """
        format: spikelock/network
        version: 1
        %s
        populations:
          - {name: in, input: true, size: 1}
          - {name: n, size: 2, neuron: LIF, tau_mem_s: 5e-3, v_threshold: 1}
        projections:
          - {from: in, to: n, weights: [[1], [1000]]}
        outputs: [n]
        """;
    for (List<String> said : List.of(List.of("description: \"seed 3, weight_bits 8\"", "true"), List.of("scale: population", "true"),
        List.of("scale: neuron", "false"), List.of("description: \"seed 3, weight_bits float\"", "false"))) {
      Path file = folder.resolve("n.yaml");
      Files.writeString(file, yaml.formatted(said.getFirst()));
      Network network = NetworkReader.read(file, RunOptions.NONE).network();
      assertThat(network.oneScale()).as(said.getFirst()).isEqualTo(Boolean.parseBoolean(said.getLast()));
      PopulationReport report = Mapper.map(network, CHIP, MapOptions.DEFAULT).report().quantisation().getFirst();
      assertThat(report.scaleShare()).isEqualTo(network.oneScale() ? ScaleShare.POPULATION : ScaleShare.NEURON);
      assertThat(report.weights().lost()).isEqualTo(network.oneScale() ? 1 : 0);
      assertThat(report.notes().stream().anyMatch(n -> n.contains("as it was trained"))).isEqualTo(network.oneScale());
      assertThat(report.warnings()).isEmpty();
    }
  }

  private Network read(Map<String, String> metadata) {
    NirGraph graph = new NirGraph();
    graph.node("in", "Input", Map.of("shape", new NdArray(new int[] {1}, new long[] {1})));
    graph.node("w", "Linear", Map.of("weight", new NdArray(new int[] {1, 1}, new float[] {1})));
    graph.node("n", "IF", Map.of("r", new NdArray(new int[] {1}, new float[] {1}), "v_threshold", new NdArray(new int[] {1}, new float[] {1}),
        "v_reset", new NdArray(new int[] {1}, new float[] {0})));
    graph.node("out", "Output", Map.of("shape", new NdArray(new int[] {1}, new long[] {1})));
    List.of("in w", "w n", "n out").forEach(edge -> graph.edge(edge.split(" ")[0], edge.split(" ")[1]));
    metadata.forEach(graph::metadata);
    return graph.network("one");
  }
}
