package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.fixed.IntegerReference;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.Unit;
import spikelock.mapper.quantise.DatapathPlan;
import spikelock.mapper.quantise.PopulationReport;
import spikelock.mapper.quantise.Quantised;
import spikelock.mapper.quantise.Quantiser;
import spikelock.mapper.quantise.WeightRule;

/** Rounding stays within its bounds, says what it cost, and follows NIR's equations. */
class QuantiserTest {
  private static final ChipSpec PLAIN = Chips.mesh(1, 1);
  private static final ChipSpec SCALED = PLAIN.with(ChipField.EXPONENT_BITS, 2);

  private static Quantised quantise(Network network, ChipSpec chip) {
    return Quantiser.quantise(network, chip, DatapathPlan.exact(network, chip, java.util.Map.of()).require(), WeightRule.CHIP).require();
  }

  private static float[] gaussian(int count, long seed) {
    Random random = new Random(seed);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return weights;
  }

  private static Network lif(float[] weights, double threshold) {
    return new Nets().input("in", 16).nir("out", 32, NeuronModel.Kind.LIF, 0.02, threshold, 0).dense("in", "out", 0, weights)
        .build("out");
  }

  @Test
  void weightErrorIsHalfAUnit() {
    PopulationReport report = quantise(lif(gaussian(512, 1), 1), PLAIN).reports().getFirst();

    assertThat(report.weightMaxError()).isGreaterThan(0.2 / 127).isLessThanOrEqualTo(0.5001 / 127);
    assertThat(report.weightRmsError()).isLessThan(0.01);
    assertThat(report.thresholdMaxError()).isLessThan(1e-3);
    assertThat(report.decayMaxError()).isLessThanOrEqualTo(0.5 / 4096);
    assertThat(report.saturations()).isZero();
    assertThat(report.overflowProven()).isTrue();
  }

  @Test
  void exponentsKeepSmallRowsPrecise() {
    float[] weights = gaussian(512, 2);
    for (int t = 0; t < 32; t++) {
      for (int s = 0; s < 16; s++) {
        weights[t * 16 + s] = Math.clamp(weights[t * 16 + s], -2f, 2f) * (s < 8 ? 0.125f : 1f); // half the rows are small
      }
    }
    Quantised plain = quantise(lif(weights, 1), PLAIN);
    Quantised scaled = quantise(lif(weights, 1), SCALED);

    assertThat(smallRowError(weights, scaled)).isLessThan(smallRowError(weights, plain) / 6);
    assertThat(scaled.network().projections().getFirst().rowExponent()).contains(0, 3);
    assertThat(plain.network().projections().getFirst().rowExponent()).containsOnly(0);
  }

  private static double smallRowError(float[] weights, Quantised quantised) {
    FixedProjection p = quantised.network().projections().getFirst();
    double scale = quantised.network().populations().getLast().scale()[0] * 0.05; // gain r dt / tau
    double worst = 0;
    for (int row = 0; row < 8; row++) {
      for (int i = p.rowStart()[row]; i < p.rowStart()[row + 1]; i++) {
        double back = (p.weight()[i] << p.rowExponent()[row]) / scale;
        worst = Math.max(worst, Math.abs(back - weights[p.synapseTarget()[i] * 16 + p.rowSource()[row]]));
      }
    }
    return worst;
  }

  @Test
  void greatThresholdLowersTheScale() {
    Quantised quantised = quantise(lif(gaussian(512, 3), 1e5), PLAIN);
    FixedPopulation out = quantised.network().populations().getLast();

    assertThat(out.parameters().get("threshold")[0]).isBetween(1 << 20, 1 << 22);
    assertThat(quantised.reports().getFirst().notes()).anyMatch(n -> n.contains("the scale is"));
  }

  @Test
  void overflowIsProvenOrNamed() {
    Network network = new Nets().input("in", 300).layer("quiet", 2, 5).layer("loud", 2, 5).dense("in", "quiet", 0, 1)
        .dense("in", "loud", 0, 127).build("loud");
    ChipSpec narrow = PLAIN.with(ChipField.ACCUMULATOR_BITS, 16);

    Quantised quantised = quantise(network, narrow);

    assertThat(quantised.reports().get(0).overflowProven()).isTrue();
    assertThat(quantised.reports().get(0).greatestSum()).isEqualTo(300);
    assertThat(quantised.reports().get(1).overflowProven()).isFalse();
    assertThat(quantised.reports().get(1).notes()).anyMatch(n -> n.contains("loud[0] can reach 38100") && n.contains("32767"));
    assertThat(quantise(network, PLAIN).reports().get(1).overflowProven()).isTrue();
  }

  @Test
  void theBoundOfASumHasThePayloadsInIt() {
    Network network = new Nets().input("in", 300).layer("first", 2, 5).own("change", 3, "delta", Map.of()).layer("last", 1, 5)
        .dense("in", "first", 0, 10).dense("in", "change", 0, 1).dense("first", "last", 1, 7).dense("change", "last", 1, 2).build("last");
    ChipSpec narrow = PLAIN.with(ChipField.ACCUMULATOR_BITS, 16);

    Quantised plain = quantise(network, narrow);
    Quantised graded = quantise(network, narrow.with(ChipField.PAYLOAD_BITS, 5));

    assertThat(plain.reports()).extracting(PopulationReport::greatestSum).containsExactly(3000L, 300L, 2 * 7 + 3 * 2L);
    assertThat(graded.reports()).extracting(PopulationReport::greatestSum).containsExactly(16 * 3000L, 16 * 300L, 2 * 7 + 3 * 16 * 2L);
    assertThat(plain.reports().getFirst().overflowProven()).isTrue();
    assertThat(graded.reports().getFirst().overflowProven()).isFalse();
    assertThat(graded.reports().getFirst().notes()).anyMatch(n -> n.contains("first[0] can reach 48000"));
  }

  @Test
  void nativeWeightsMustBeWholeAndFit() {
    Nets nets = new Nets().input("in", 1).layer("out", 1, 5);
    assertThat(refused(nets.dense("in", "out", 0, 1.5f).build(), PLAIN)).hasMessageContaining("1.5 to out[0] is not a whole number");
    assertThat(refused(new Nets().input("in", 1).layer("out", 1, 5).dense("in", "out", 0, 200).build(), PLAIN))
        .hasMessageContaining("200 to out[0] does not fit 8 bits");
    assertThat(quantise(new Nets().input("in", 1).layer("out", 1, 5).dense("in", "out", 0, 200).build(), SCALED).network()
        .projections().getFirst().rowExponent()).containsExactly(1);
    assertThat(refused(new Nets().input("in", 1).layer("out", 1, 5).dense("in", "out", 0, 201).build(), SCALED))
        .hasMessageContaining("201");
  }

  @Test
  void nativeParametersAreChecked() {
    Nets unknown = new Nets().input("in", 1).own("out", 1, "LIF", Map.of("treshold", new int[] {1})).dense("in", "out", 0, 1);
    assertThat(refused(unknown.build(), PLAIN).hint()).contains("threshold");
    Nets range = new Nets().input("in", 1).own("out", 1, "LIF", Map.of("decay_v", new int[] {5000})).dense("in", "out", 0, 1);
    assertThat(refused(range.build(), PLAIN)).hasMessageContaining("decay_v = 5000 is outside 0..4096");
    Nets length = new Nets().input("in", 1).own("out", 3, "LIF", Map.of("decay_v", new int[] {1, 2})).dense("in", "out", 0, 1);
    assertThat(refused(length.build(), PLAIN)).hasMessageContaining("2 values for 3 neurons");
  }

  @Test
  void shortTimeConstantIsRefusedByEulerOnly() {
    Network network = new Nets().input("in", 1).nir("out", 1, NeuronModel.Kind.LIF, 2e-5, 1, 0).dense("in", "out", 0, 1)
        .build("out");
    assertThat(refused(network, PLAIN)).hasMessageContaining("tau_mem 2.0E-5 s is shorter than dt");
    Network exact = new Nets().integrator(Integrator.EXACT).input("in", 1).nir("out", 1, NeuronModel.Kind.LIF, 2e-5, 1, 0)
        .dense("in", "out", 0, 1).build("out");
    assertThat(quantise(exact, PLAIN).network().populations().getLast().parameters().get("decay_v")).containsExactly(0);
  }

  @Test
  void artificialUnitsDoNotReachTheChip() {
    Network network = new Nets().input("in", 1).nir("first", 1, NeuronModel.Kind.LIF, 0.02, 1, 0)
        .add("hidden", 1, NeuronModel.Artificial.of(Unit.LEAKY_RELU)).dense("in", "first", 0, 1).dense("first", "hidden", 0, 1).build("hidden");

    InputException refused = catchThrowableOfType(InputException.class, () -> Mapper.map(network, PLAIN, MapOptions.DEFAULT));

    assertThat(refused).hasMessage("is of LeakyReLU units; artificial units do not reach the chip yet");
    assertThat(refused.where()).isEqualTo("hidden");
    assertThat(refused.hint()).contains("--target reference");
  }

  private static InputException refused(Network network, ChipSpec chip) {
    InputException refused = catchThrowableOfType(InputException.class, () -> quantise(network, chip));
    assertThat(refused).isNotNull();
    return refused;
  }

  /** Every kind and reset against NIR's equations in doubles, on weights that round to little error. */
  @Test
  void integersFollowTheEquations() {
    for (NeuronModel.Kind kind : NeuronModel.Kind.values()) {
      for (Reset reset : new Reset[] {Reset.ZERO, Reset.VALUE, Reset.SUBTRACT}) {
        compare(kind, reset);
      }
    }
  }

  private static void compare(NeuronModel.Kind kind, Reset reset) {
    double tau = 0.02;
    double tauSyn = 0.01;
    double vLeak = 0.3;
    double vReset = -0.25;
    double threshold = kind == NeuronModel.Kind.THRESHOLD ? 9 : 1;
    double bias = 0.5;
    NeuronModel.Nir model = new NeuronModel.Nir(kind, new double[] {tau}, new double[] {tauSyn}, new double[] {0.9},
        new double[] {1.5}, new double[] {vLeak}, new double[] {threshold}, new double[] {vReset}, new double[] {bias},
        new int[] {0}, new double[] {0.125}, new double[] {0.2}).toBuilder().adaptation(0.05, kind.adapts() ? 0.4 : 0).build();
    float[] weights = gaussian(8, 11);
    Network network = new Nets().reset(reset).input("in", 8).add("out", 1, model)
        .project("in", "out", 0, new Connectivity.Dense(8, 1, weights)).build("out");
    ChipSpec fine = PLAIN.with(ChipField.WEIGHT_BITS, 14);
    Quantised quantised = quantise(network, fine);
    IntegerReference reference = new IntegerReference(quantised.network());
    double unit = quantised.network().populations().getLast().fieldScales().get("v")[0];
    Random random = new Random(5);
    double v = 0.125;
    double current = 0.2;
    double raised = 0;
    double dt = 1e-3;
    int fired = 0;
    for (int t = 0; t < 60; t++) {
      int[] active = random.ints(0, 8).limit(3).distinct().sorted().toArray();
      double x = bias;
      for (int channel : active) {
        x += weights[channel];
      }
      reference.step(active, new int[] {1, 1, 1}, active.length);
      switch (kind) {
        case I, IF -> v += 0.9 * x;
        case LI, LIF, ALIF -> v += dt / tau * (vLeak - v + 0.9 * x);
        case CUBA_LI, CUBA_LIF -> {
          current += dt / tauSyn * (-current + 1.5 * x);
          v += dt / tau * (vLeak - v + 0.9 * current);
        }
        case THRESHOLD, READOUT -> v = x;
      }
      raised *= 1 - dt / 0.05;
      // Within 0.2 % of the threshold either answer is right.
      boolean close = Math.abs(v - threshold - raised) < 0.002 * (threshold + raised);
      boolean spike = kind.spikes() && (close ? reference.spikes(1)[0] == 1 : v > threshold + raised);
      if (spike) {
        v = kind == NeuronModel.Kind.THRESHOLD ? 0 : switch (reset) {
          case ZERO -> 0;
          case VALUE -> vReset;
          case SUBTRACT, SUBTRACT_GUARDED, SUBTRACT_LATE -> v - (threshold - vReset);
          case ZERO_LATE, NONE -> throw new IllegalStateException("not tried here");
        };
        raised += kind.adapts() ? 0.4 : 0;
        fired++;
      }
      assertThat(reference.spikes(1)[0]).as("%s %s timestep %d", kind, reset, t).isEqualTo((byte) (spike ? 1 : 0));
      assertThat(reference.state(1, 0, 0) * unit).as("%s %s timestep %d", kind, reset, t)
          .isCloseTo(v, org.assertj.core.data.Offset.offset(0.02 * Math.max(1, Math.abs(v))));
      if (kind.adapts()) {
        assertThat(reference.state(1, 0, 1) * unit).as("%s %s adaptation in timestep %d", kind, reset, t)
            .isCloseTo(raised, org.assertj.core.data.Offset.offset(0.02));
      }
    }
    assertThat(fired).as("%s spikes", kind).isGreaterThanOrEqualTo(kind == NeuronModel.Kind.IF ? 1 : 0);
  }
}
