package spikelock.mapper.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.Nets;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.DelayMode;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.SpikeAt;
import spikelock.mapper.nir.NirWriter;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.SampleResult;

/** NIR neurons in Loihi's integers: nir.md's mapping, how near it stays, and that the chip gives the same. */
class LoihiIntegersTest {
  private static final int TIMESTEPS = 400;
  @TempDir Path folder;

  private Network network(RunOptions options, Map<String, Object> neuron, double weight, double bias) {
    Path file = NirWriter.write(folder.resolve("one.nir"), NirWriter.graph("in>w w>n n>out", "in", NirWriter.input(2), "w",
        NirWriter.node("Affine", "weight", new double[][] {{weight, -weight / 3}}, "bias", new double[] {bias}), "n", neuron, "out",
        NirWriter.output(1)));
    return NetworkReader.read(file, options.withDt(1e-4)).network();
  }

  private static Map<String, Object> lif(double leak, double reset) {
    return NirWriter.node("LIF", "tau", new double[] {2.5e-3}, "r", new double[] {1}, "v_leak", new double[] {leak}, "v_threshold",
        new double[] {0.1}, "v_reset", new double[] {reset});
  }

  private static Map<String, int[]> parameters(Network network) {
    return ((NeuronModel.Native) network.populations().get(1).model()).parameters();
  }

  @Test
  void theMappingIsThatOfTheTable() {
    Network network = network(RunOptions.like(Framework.LAVA), lif(0, 0), 1, 0);

    Map<String, int[]> parameters = parameters(network);
    assertThat(parameters.get("v_decay")).containsExactly(164);          // round(4096 * 0.04)
    assertThat(parameters.get("i_decay")).containsExactly(4096);
    assertThat(parameters.get("vth")).containsExactly(2540);             // 0.1 in steps of 0.04 / (127 * 8)
    network.projections().getFirst().connectivity().forEach(0, (to, weight, delay) -> assertThat(weight).isEqualTo(127 * 8));
    network.projections().getFirst().connectivity().forEach(1, (to, weight, delay) -> assertThat(weight).isEqualTo(-42 * 8));
    assertThat(network.repairs()).anyMatch(line -> line.startsWith("'n' in Loihi's integers: scale 2.540e+04, weights at "));
  }

  private static DenseStimulus stimulus(Random random) {
    byte[] spikes = new byte[2 * TIMESTEPS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
    }
    return new DenseStimulus(1, TIMESTEPS, 2, spikes);
  }

  private static int count(byte[] spikes) {
    int count = 0;
    for (byte spike : spikes) {
      count += spike;
    }
    return count;
  }

  @Test
  void aLeakABiasAndAResetOfTheirOwnStayNearTheFloats() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("LoihiIntegersTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    Map<String, Object> cuba = NirWriter.node("CubaLIF", "tau_mem", new double[] {2e-3}, "tau_syn", new double[] {1e-3}, "r",
        new double[] {5}, "w_in", new double[] {3}, "v_leak", new double[] {0}, "v_threshold", new double[] {0.5}, "v_reset", new double[] {0.1});
    for (Map<String, Object> neuron : List.of(lif(0, 0), lif(0.02, 0), lif(0, -0.05), lif(0.03, 0.02), cuba)) {
      double bias = neuron == cuba ? 0 : 0.05;
      RunOptions options = RunOptions.NONE.withReset(Reset.VALUE).withDelayMode(DelayMode.LAYER_SYNC);
      DenseStimulus stimulus = stimulus(random);
      Network integers = network(options.withLike(Framework.LAVA), neuron, 1.3, bias);

      byte[] exact = new FloatReference(network(options, neuron, 1.3, bias), List.of()).run(stimulus, 0).outputs().getFirst();
      SampleResult loihi = new FloatReference(integers, List.of()).run(stimulus, 0);
      MappedNetwork mapped = Mapper.map(integers, Chips.read("core-1"), MapOptions.DEFAULT);
      byte[] onChip = (byte[]) ReferenceRun.of(mapped.fixed(), stimulus, List.of()).outputs().values().iterator().next().data();

      assertThat(onChip).as("%s, seed %d", neuron, seed).isEqualTo(loihi.outputs().getFirst());
      assertThat(count(exact)).as("%s, seed %d", neuron, seed).isGreaterThan(5);
      assertThat(count(onChip)).as("%s, seed %d", neuron, seed).isBetween((int) (0.9 * count(exact)) - 1, (int) (1.1 * count(exact)) + 1);
    }
  }

  @Test
  void adaptiveThresholdsAreRefusedByName() {
    Network network = new Nets().input("in", 1).nir("n", 1, NeuronModel.Kind.ALIF, 1e-2, 1, 0).dense("in", "n", 0, 1).build("n");

    assertThatThrownBy(() -> LoihiIntegers.of(network)).isInstanceOf(InputException.class).hasMessageContaining("no place for an adaptive threshold");
  }

  @Test
  void whatLoihiCannotDoIsRefusedByName() {
    RunOptions lava = RunOptions.like(Framework.LAVA);
    for (Map.Entry<RunOptions, String> each : Map.of(lava.withReset(Reset.SUBTRACT), "the reset subtract",
        lava.withMostSpikes(3), "several spikes", lava.withSpikeAt(SpikeAt.REACHED), "a spike at the threshold itself").entrySet()) {
      assertThatThrownBy(() -> network(each.getKey(), lif(0, 0), 1, 0)).isInstanceOf(InputException.class)
          .hasMessageContaining("Loihi's integers have no place for " + each.getValue())
          .satisfies(e -> assertThat(((InputException) e).describe()).contains("one.nir", "n"));
    }
  }

  @Test
  void aThresholdThatTheBiasHidesKeepsItsRange() {
    Network network = network(RunOptions.like(Framework.LAVA), lif(0, 0), 1e-4, 0.2);

    assertThat(Math.abs(parameters(network).get("bias_mant")[0])).isLessThanOrEqualTo(4095);
    assertThat(parameters(network).get("vth")[0]).isLessThanOrEqualTo(131_071);
    assertThat(parameters(network).get("bias_exp")[0]).isBetween(6, 7);
  }
}
