package spikelock.mapper.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.Nets;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.reference.FloatReference;

/** Potentials that go on as payloads: close to the floats, the same on the chip, and told how closely. */
class PotentialsTest {
  private static final int INPUTS = 10;
  private static final int TIMESTEPS = 80;
  private static final long SEED = 20261201;

  private static ChipSpec chip(int payloadBits) {
    return Chips.mesh(2, 2).withPayloadBits(payloadBits);
  }

  private static float[] weights(Random random, int count, double size) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (size * (random.nextGaussian() + 0.3));
    }
    return weights;
  }

  private static DenseStimulus stimulus() {
    Random random = new Random(SEED);
    byte[] spikes = new byte[TIMESTEPS * INPUTS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    return new DenseStimulus(1, TIMESTEPS, INPUTS, spikes);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** LI and then what the issue names, and more: a second LI, a skip of potentials beside spikes, a loop through potentials. */
  private static Map<String, Network> networks() {
    Random random = new Random(SEED);
    float[] in = weights(random, 8 * INPUTS, 1);
    float[] on = weights(random, 6 * 8, 1);
    float[] last = weights(random, 4 * 6, 1);
    return Map.of(
        "LI, Linear, LIF", new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0.1).nir("out", 6, Kind.LIF, 4e-3, 0.4, 0)
            .dense("in", "li", 0, in).dense("li", "out", 0, on).build("out"),
        "LI, Threshold", new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0).nir("out", 8, Kind.THRESHOLD, 1, 0.6, 0)
            .dense("in", "li", 0, in).project("li", "out", 0, new Connectivity.Diagonal(ones(8))).build("out"),
        "LI, LI", new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0).nir("out", 6, Kind.LI, 8e-3, 1, 0)
            .dense("in", "li", 0, in).dense("li", "out", 0, on).build("out"),
        "CubaLI, Linear, CubaLIF", new Nets().input("in", INPUTS).nir("li", 8, Kind.CUBA_LI, 5e-3, 1, 0).nir("out", 6, Kind.CUBA_LIF, 4e-3, 0.2, 0)
            .dense("in", "li", 0, in).dense("li", "out", 0, on).build("out"),
        "I, Linear, LI", new Nets().input("in", INPUTS).nir("li", 8, Kind.I, 1, 1, 0).nir("out", 6, Kind.LI, 4e-3, 1, 0)
            .dense("in", "li", 0, weights(random, 8 * INPUTS, 0.1)).dense("li", "out", 0, on).build("out"),
        "a skip", new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0).nir("middle", 8, Kind.LIF, 4e-3, 0.4, 0)
            .nir("out", 8, Kind.LI, 4e-3, 1, 0).dense("in", "li", 0, in).dense("li", "middle", 0, weights(random, 64, 1))
            .dense("middle", "out", 0, weights(random, 64, 1)).project("li", "out", 0, new Connectivity.Diagonal(ones(8))).build("out"),
        "a loop", new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0).nir("back", 8, Kind.LI, 4e-3, 1, 0)
            .nir("out", 4, Kind.LI, 4e-3, 1, 0).dense("in", "li", 0, in).dense("li", "back", 0, weights(random, 64, 0.1))
            .dense("back", "li", 2, weights(random, 64, 0.1)).dense("back", "out", 0, weights(random, 32, 1)).build("out"),
        "three", new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0).nir("sum", 6, Kind.READOUT, 1, 1, 0)
            .nir("out", 4, Kind.LI, 4e-3, 1, 0).dense("in", "li", 0, in).dense("li", "sum", 0, on).dense("sum", "out", 0, last).build("out"));
  }

  /** [timesteps, neurons] of the output: potentials, or spikes. */
  private static double[] floats(Network network, boolean potential) {
    var run = new FloatReference(network, List.of(spikelock.mapper.reference.Probe.parse("out." + (potential ? "v" : "spikes"), network)))
        .run(stimulus(), 0);
    return run.probes().getFirst();
  }

  private static boolean isPotential(Network network) {
    return network.populations().getLast().model().isGraded();
  }

  @ParameterizedTest
  @CsvSource({"8,8,0.15,0.05", "8,16,0.01,0.02", "12,16,0.005,0.01", "16,16,0.005,0.01"})
  void theIntegersAreCloseToTheFloats(int payloadBits, int weightBits, double mostError, double mostFlips) {
    ChipSpec wide = chip(payloadBits).with(ChipField.WORD_BITS, 32).with(ChipField.WEIGHT_BITS, weightBits);
    networks().forEach((name, network) -> {
      double[] expected = floats(network, isPotential(network));

      MappedNetwork mapped = Mapper.map(network, wide, MapOptions.DEFAULT.withReaches(Calibration.of(network, stimulus())));

      var answer = ReferenceRun.of(mapped.fixed(), stimulus(), List.of()).outputs().get("out");
      double greatest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(greatest).as(name).isPositive();
      if (isPotential(network)) {
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
          error += Math.pow(answer.at(i) - expected[i], 2) / expected.length;
        }
        error = Math.sqrt(error) / greatest;
        assertThat(error).as(name).isLessThan(mostError);
      } else {
        int differ = 0;
        int spikes = 0;
        for (int i = 0; i < expected.length; i++) {
          differ += answer.at(i) == expected[i] ? 0 : 1;
          spikes += (int) expected[i];
        }
        assertThat(spikes).as(name).isBetween(20, expected.length - 20);
        assertThat((double) differ).as(name).isLessThanOrEqualTo(mostFlips * expected.length);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void theChipIsTheIntegerNetworkUnderEveryMapping(int payloadBits) {
    for (ChipSpec spec : List.of(chip(payloadBits), Chips.mesh(1, 1).withPayloadBits(payloadBits), chip(payloadBits).with(ChipField.EXPONENT_BITS, 2))) {
      networks().forEach((name, network) -> {
        for (MapOptions options : spec.tiles() == 1 ? List.of(MapOptions.DEFAULT)
            : List.of(MapOptions.DEFAULT, MapOptions.DEFAULT.withShuffle(1).withLimits(Map.of("neurons", 16)))) {
          MappedNetwork mapped = Mapper.map(network, spec, options);

          assertThat(difference(names(mapped), integers(mapped), onChip(mapped.image()))).as(name + ", " + spec.name()).isEmpty();
        }
      });
    }
  }

  private static String difference(List<String> names, List<int[]> expected, List<int[]> actual) {
    for (int i = 0; i < names.size(); i++) {
      int at = Arrays.mismatch(expected.get(i), actual.get(i));
      if (at >= 0) {
        return names.get(i) + " entry " + at + ": " + expected.get(i)[at] + " on the chip is " + actual.get(i)[at];
      }
    }
    return "";
  }

  private static List<int[]> integers(MappedNetwork mapped) {
    List<int[]> all = new ArrayList<>();
    ReferenceRun.of(mapped.fixed(), stimulus(), names(mapped)).probes().values().forEach(array -> all.add(array.ints()));
    return all;
  }

  private static List<int[]> onChip(ChipImage image) {
    List<Probe> probes = Stream.of(image.populations().toArray(new spikelock.emulator.image.Population[0])).filter(p -> p.tile().length > 0)
        .flatMap(p -> Stream.of(p.name() + ".spikes", p.name() + ".v")).map(name -> Probe.parse(image, name)).toList();
    try (Emulator emulator = Emulator.of(image)) {
      return new SampleRun(emulator, probes, false).run(stimulus(), 0).probes();
    }
  }

  private static List<String> names(MappedNetwork mapped) {
    return mapped.fixed().populations().stream().filter(p -> !p.isInput()).flatMap(p -> Stream.of(p.name() + ".spikes", p.name() + ".v")).toList();
  }

  /** A picture of potentials under a convolution: its rows are one kernel's wherever the window is. */
  @Test
  void aConvolutionOverPotentialsKeepsItsKernel() {
    Random random = new Random(SEED);
    int side = 6;
    float[] kernel = weights(random, 9, 1);
    int[] start = new int[side * side + 1];
    List<Integer> targets = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    for (int source = 0; source < side * side; source++) {
      for (int k = 0; k < 9; k++) {
        int y = source / side + k / 3 - 1;
        int x = source % side + k % 3 - 1;
        if (y >= 0 && y < side && x >= 0 && x < side) {
          targets.add(y * side + x);
          values.add(kernel[k]);
        }
      }
      start[source + 1] = targets.size();
    }
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i);
    }
    Connectivity convolution = new Connectivity.Sparse(side * side, side * side, start, targets.stream().mapToInt(i -> i).toArray(), flat, new short[0]);
    int[] picture = {1, side, side};
    Network network = new Network("picture", List.of(new Population("in", new int[] {INPUTS}, new NeuronModel.Input()),
        new Population("li", picture, Nets.nirModel(Kind.LI, 5e-3, 1, 0)), new Population("out", picture, Nets.nirModel(Kind.LI, 4e-3, 1, 0))),
        List.of(new Projection("in-li", 0, 1, 0, new Connectivity.Dense(INPUTS, side * side, weights(random, INPUTS * side * side, 1)), 0, new float[0], false),
            new Projection("li-out", 1, 2, 0, convolution, 0, new float[0], false)),
        List.of(new Network.Output("out", 2)), new RunSettings(1e-3, Reset.ZERO, Integrator.EULER, true, Map.of()), List.of());
    double[] expected = floats(network, true);

    MappedNetwork mapped = Mapper.map(network, chip(12), MapOptions.DEFAULT.withReaches(Calibration.of(network, stimulus())));

    assertThat(difference(names(mapped), integers(mapped), onChip(mapped.image()))).isEmpty();
    assertThat(mapped.report().synapsesStored()).as("the kernel once, clipped at the sides, beside the matrix").isLessThan(INPUTS * side * side + 6 * 9);
    var answer = ReferenceRun.of(mapped.fixed(), stimulus(), List.of()).outputs().get("out");
    double greatest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(answer.at(i) - expected[i])).isLessThan(0.03 * greatest);
    }
  }

  @Test
  void sourcesWithScalesOfTheirOwnHaveUnitsOfTheirOwn() {
    Random random = new Random(SEED);
    float[] in = weights(random, 8 * INPUTS, 1);
    float[] on = weights(random, 6 * 8, 1);
    for (int n = 0; n < 8; n++) {
      double factor = Math.pow(10, n % 4 - 1.5);
      for (int i = 0; i < INPUTS; i++) {
        in[n * INPUTS + i] *= (float) factor;
      }
      for (int o = 0; o < 6; o++) {
        on[o * 8 + n] /= (float) factor;
      }
    }
    Network network = new Nets().input("in", INPUTS).nir("li", 8, Kind.LI, 5e-3, 1, 0).nir("out", 6, Kind.LI, 4e-3, 1, 0).dense("in", "li", 0, in)
        .dense("li", "out", 0, on).build("out");
    double[] expected = floats(network, true);

    MappedNetwork mapped = Mapper.map(network, chip(12), MapOptions.DEFAULT);

    PopulationReport report = mapped.report().quantisation().getFirst();
    PayloadReport payload = report.payload().orElseThrow();
    assertThat(report.scaleShare()).isEqualTo(ScaleShare.NEURON);
    assertThat(payload.greatestUnit()).isGreaterThan(100 * payload.unit());
    var answer = ReferenceRun.of(mapped.fixed(), stimulus(), List.of()).outputs().get("out");
    double greatest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(answer.at(i) - expected[i])).isLessThan(0.03 * greatest);
    }
  }

  /** Without samples, what is proven holds for the worst input there is; with them, what they reach. */
  @Test
  void theReportSaysTheRangeAndWhereItIsFrom() {
    Network network = networks().get("LI, LI");

    PayloadReport proven = Mapper.map(network, chip(8), MapOptions.DEFAULT).report().quantisation().getFirst().payload().orElseThrow();
    PayloadReport measured = Mapper.map(network, chip(8), MapOptions.DEFAULT.withReaches(Calibration.of(network, stimulus()))).report().quantisation()
        .getFirst().payload().orElseThrow();

    assertThat(proven.basis()).isEqualTo(PayloadReport.Basis.PROVEN);
    assertThat(measured.basis()).isEqualTo(PayloadReport.Basis.CALIBRATED);
    assertThat(measured.reach()).isLessThan(proven.reach());
    assertThat(measured.unit()).isLessThan(proven.unit());
    assertThat(measured.signalToNoise()).isPresent();
    for (PayloadReport report : List.of(proven, measured)) {
      assertThat(report.bits()).isEqualTo(8);
      assertThat(report.saturatesAt()).isGreaterThanOrEqualTo(report.reach());
      assertThat(report.relativeError()).isBetween(0.5 / 128, 0.5 / 4);
      assertThat(report.describe()).contains("sends its potential in 8 bits", report.basis().words());
    }
    assertThat(Mapper.map(networks().get("I, Linear, LI"), chip(8), MapOptions.DEFAULT).report().quantisation().getFirst().payload().orElseThrow().basis())
        .isEqualTo(PayloadReport.Basis.ASSUMED);
    assertThat(Mapper.map(networks().get("a loop"), chip(8), MapOptions.DEFAULT).report().quantisation().getFirst().payload().orElseThrow().basis())
        .as("a loop that fades").isEqualTo(PayloadReport.Basis.PROVEN);
  }

  /** All inputs in all timesteps are the worst: what is proven is nearly reached, and never exceeded. */
  @Test
  void whatIsProvenIsReachedByTheWorstInput() {
    Network network = new Nets().input("in", INPUTS).nir("li", 4, Kind.CUBA_LI, 5e-3, 1, 0.2).nir("out", 2, Kind.LIF, 4e-3, 1, 0)
        .dense("in", "li", 0, 1).dense("li", "out", 0, 1).build("out");
    byte[] all = new byte[TIMESTEPS * INPUTS];
    Arrays.fill(all, (byte) 1);
    double[] potentials = new FloatReference(network, List.of(spikelock.mapper.reference.Probe.parse("li.v", network)))
        .run(new DenseStimulus(1, TIMESTEPS, INPUTS, all), 0).probes().getFirst();

    double reach = Mapper.map(network, chip(10), MapOptions.DEFAULT).report().quantisation().getFirst().payload().orElseThrow().reach();

    assertThat(Arrays.stream(potentials).max().orElseThrow()).isBetween(0.99 * reach, reach);
  }

  @Test
  void aChipWithoutPayloadsIsToldWhatToChange() {
    InputException refusal = catchThrowableOfType(InputException.class,
        () -> Mapper.map(networks().get("LI, Linear, LIF"), Chips.mesh(2, 2), MapOptions.DEFAULT));

    assertThat(refusal).hasMessageContaining("carries the potential of li (LI)").hasMessageContaining("payload_bits 0");
    assertThat(refusal.hint()).contains("--payload-bits 8", "payload_bits in a chip file");
  }

  @Test
  void oneCoreHoldsSpikingAndGradedNeurons() {
    MappedNetwork mapped = Mapper.map(networks().get("LI, Linear, LIF"), Chips.mesh(1, 1).withPayloadBits(8), MapOptions.DEFAULT);

    assertThat(mapped.fixed().populations().stream().filter(p -> !p.isInput()).map(FixedPopulation::datapath)).containsOnly("cuba_graded");
    assertThat(mapped.fixed().populations().get(2).parameters().get("graded")).containsExactly(0);
  }
}
