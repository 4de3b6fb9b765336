package spikelock.mapper.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.mapper.Nets;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Artificial;
import spikelock.mapper.network.Unit;

/** Artificial units by hand: values in, values out, within the timestep. */
class ArtificialUnitsTest {

  /** One sample of values [timesteps][channels], every channel listed. */
  private record Values(double[]... values) implements AnalogueStimulus {
    @Override
    public int samples() {
      return 1;
    }

    @Override
    public int timesteps(int sample) {
      return values.length;
    }

    @Override
    public int channels() {
      return values[0].length;
    }

    @Override
    public int exact(int sample, int timestep, int[] active, double[] into) {
      IntStream.range(0, channels()).forEach(channel -> {
        active[channel] = channel;
        into[channel] = values[timestep][channel];
      });
      return channels();
    }

    @Override
    public int active(int sample, int timestep, int[] active, int[] into) {
      throw new AssertionError("the reference reads exact values");
    }

    @Override
    public int greatest() {
      throw new AssertionError("no chip is asked");
    }
  }

  private static double[] y(NeuronModel model, double... x) {
    Network network = new Nets().input("in", x.length).add("n", x.length, model)
        .project("in", "n", 0, new Connectivity.Diagonal(ones(x.length))).build("n");
    return new FloatReference(network, List.of(new Probe(1, "y", "n.y"))).run(new Values(x), 0).probes().getFirst();
  }

  private static float[] ones(int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void everyUnitIsItsFunction() {
    assertThat(y(Artificial.of(Unit.RELU), -2, 0, 1.5)).containsExactly(0, 0, 1.5);
    assertThat(y(Artificial.of(Unit.LEAKY_RELU), -2, 0, 1.5)).containsExactly(-0.02, 0, 1.5);
    assertThat(y(new Artificial(Unit.LEAKY_RELU, new double[] {1}, 0.25), -2, 0, 1.5)).containsExactly(-0.25, 1, 2.5);
    assertThat(y(Artificial.of(Unit.SIGMOID, 0, Math.log(3), 0), 0, 0, -1000)).containsExactly(new double[] {0.5, 0.75, 0}, within(1e-15));
    assertThat(y(Artificial.of(Unit.TANH), 0, 1, -1000)).containsExactly(new double[] {0, 0.7615941559557649, -1}, within(1e-15));
  }

  @Test
  void softmaxSharesOneAmongThePopulation() {
    double[] expected = {0.125, 0.25, 0.625};

    assertThat(y(Artificial.of(Unit.SOFTMAX, 0, Math.log(2), Math.log(5)), 0, 0, 0)).containsExactly(expected, within(1e-15));
    assertThat(y(Artificial.of(Unit.SOFTMAX, 0, Math.log(2), Math.log(5)), 2000, 2000, 2000)).as("shifted far")
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void layersFollowEachOtherWithinTheTimestepAndKeepNothing() {
    Network network = new Nets().input("in", 2).add("hidden", 2, Artificial.of(Unit.RELU, 0, 1)).add("out", 1, Artificial.of(Unit.RELU, 0.5))
        .dense("in", "hidden", 0, new float[] {1, 2, -1, 1}).dense("hidden", "out", 0, new float[] {2, -1}).build("out");

    SampleResult result = new FloatReference(network, List.of(Probe.parse("hidden.y", network), Probe.parse("out.y", network)))
        .run(new Values(new double[] {1, 0.5}, new double[] {-1, 0}, new double[] {1, 0.5}), 0);

    assertThat(result.probes().get(0)).containsExactly(2, 0.5, 0, 2, 2, 0.5);
    assertThat(result.probes().get(1)).containsExactly(4, 0, 4);
    assertThat(result.spikes()).isZero();
  }

  @Test
  void spikingNeuronsTakeTheirValues() {
    Network network = new Nets().input("in", 1).add("value", 1, Artificial.of(Unit.RELU))
        .add("spike", 1, NeuronModel.Nir.of(NeuronModel.Kind.THRESHOLD).vThreshold(1).build())
        .dense("in", "value", 0, 1).dense("value", "spike", 0, 2).build("spike");

    SampleResult result = new FloatReference(network, List.of()).run(new Values(new double[] {0.5}, new double[] {0.6}), 0);

    assertThat(result.outputs().getFirst()).containsExactly(0, 1);
  }
}
