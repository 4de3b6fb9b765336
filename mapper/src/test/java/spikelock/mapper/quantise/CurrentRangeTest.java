package spikelock.mapper.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.Nets;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;

/** Wide weights do not bring a synaptic current to its limit. */
class CurrentRangeTest {
  private static final ChipSpec BYTES = Chips.mesh(1, 1);
  private static final ChipSpec WORDS = BYTES.with(ChipField.WORD_BITS, 32).with(ChipField.WEIGHT_BITS, 16);
  private static final int INPUTS = 100;
  private static final int TIMESTEPS = 60;

  private static Network readout(Kind kind) {
    Random random = new Random(14);
    float[] weights = new float[4 * INPUTS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.2 + random.nextDouble());
    }
    return new Nets().input("in", INPUTS).nir("out", 4, kind, 8e-3, 1, 0).dense("in", "out", 0, weights).build("out");
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = {"LI", "CUBA_LI", "READOUT", "I"})
  void aReadoutOfWideWeightsFollowsItsReferenceWhenAllInputsSpike(Kind kind) {
    byte[] all = new byte[TIMESTEPS * INPUTS];
    Arrays.fill(all, 0, all.length / (kind == Kind.I ? 6 : 1), (byte) 1);
    DenseStimulus stimulus = new DenseStimulus(1, TIMESTEPS, INPUTS, all);
    Network network = readout(kind);
    double[] expected = new FloatReference(network, List.of(Probe.parse("out.v", network))).run(stimulus, 0).probes().getFirst();

    MappedNetwork mapped = Mapper.map(network, WORDS, MapOptions.DEFAULT);
    NdArray answer = ReferenceRun.of(mapped.fixed(), stimulus, List.of()).outputs().get("out");

    double greatest = Arrays.stream(expected).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(answer.at(i)).as("entry %d", i).isCloseTo(expected[i], within(2e-3 * greatest));
    }
    assertThat(mapped.report().quantisation().getFirst().notes()).noneMatch(note -> note.contains("saturates"));
  }

  @Test
  void weightsOfAByteKeepTheirWidth() {
    Network network = new Nets().input("in", 1500).nir("out", 1, Kind.LI, 8e-3, 1, 0).dense("in", "out", 0, 1).build("out");

    Quantised quantised = Quantiser.quantise(network, BYTES, DatapathPlan.exact(network, BYTES, Map.of()).require(), WeightRule.CHIP).require();

    assertThat(quantised.network().projections().getFirst().weight()).containsOnly((short) 127);
    assertThat(quantised.reports().getFirst().notes()).anyMatch(note -> note.contains("the synaptic current saturates beyond 129.0, and 187.5 can arrive"));
  }

  @Test
  void theRangeIsThatOfTheFirstLimitBehindAnInput() {
    assertThat(CurrentRange.of(Models.bundled("LI"))).isCloseTo(1 << 17, within(1.0));
    assertThat(CurrentRange.of(Models.bundled("CubaLIF", Map.of("U_BITS", 30L)))).isCloseTo(1 << 23, within(1.0));
    assertThat(CurrentRange.of(Models.bundled("LI", Map.of("ACC_BITS", 16L, "V_BITS", 30L)))).as("no current of 16 bits is limited")
        .isCloseTo(1 << 23, within(1.0));
  }
}
