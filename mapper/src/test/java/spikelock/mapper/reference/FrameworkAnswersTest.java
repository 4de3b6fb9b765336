package spikelock.mapper.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.Recorded;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;

/** The float reference gives what snnTorch and Norse answered when record.py ran: every spike, and potentials to the rounding of a float. */
class FrameworkAnswersTest {
  private static final RunOptions SNNTORCH = RunOptions.like(Framework.SNNTORCH);

  private static Network network(String name, RunOptions options) {
    return NetworkReader.read(Recorded.path(name), options).network();
  }

  @Test
  void everySpikeOfATrainedRecurrentNetworkIsSnnTorchs() {
    Map<String, NdArray> recorded = Recorded.arrays("letters.npz");
    Network network = network("letters.nir", SNNTORCH);
    Stimulus input = StimulusFile.read(Recorded.file("letters_x.npz"), network.inputs());
    int[] labels = LabelFile.read(Recorded.file("letters_y.npy"), input.samples());
    FloatReference reference = new FloatReference(network, List.of(Probe.parse("lif1.lif.spikes", network)));
    int[] hidden = recorded.get("hidden").ints();
    int[] out = recorded.get("snntorch").ints();
    int correct = 0;
    for (int sample = 0; sample < 100; sample++) {
      SampleResult result = reference.run(input, sample);
      correct += result.prediction(0) == labels[sample] ? 1 : 0;
      assertSpikes("sample " + sample, result.outputs().getFirst(), out, sample);
      if (sample < 10) {
        assertThat(result.probes().getFirst()).as("hidden spikes of sample %d", sample).isEqualTo(
            Arrays.stream(hidden, sample * 64 * 38, (sample + 1) * 64 * 38).asDoubleStream().toArray());
      }
    }
    assertThat(Arrays.stream(hidden).sum()).isGreaterThan(1_000);
    assertThat(Arrays.stream(out).sum()).isGreaterThan(4_000);
    assertThat(correct).isEqualTo(recorded.get("right").ints()[0]).isGreaterThan(80);
  }

  private static void assertSpikes(String what, byte[] spikes, int[] recorded, int sample) {
    for (int i = 0; i < spikes.length; i++) {
      assertThat((int) spikes[i]).as("%s, entry %d", what, i).isEqualTo(recorded[sample * spikes.length + i]);
    }
  }

  @Test
  void aSingleNeuronsPotentialIsNorses() {
    Map<String, NdArray> recorded = Recorded.arrays("neuron.npz");
    byte[] x = bytes(recorded.get("x").ints());
    for (RunOptions options : List.of(RunOptions.like(Framework.NORSE).withDt(1e-4), SNNTORCH)) {
      Network network = network("neuron.nir", options);
      SampleResult result = new FloatReference(network, List.of(Probe.parse("1.v", network))).run(new DenseStimulus(1, x.length, 1, x), 0);

      assertSpikes("spikes", result.outputs().getFirst(), recorded.get(options == SNNTORCH ? "snntorch" : "norse").ints(), 0);
      double[] v = recorded.get("v").doubles();
      for (int t = 0; t < x.length && options != SNNTORCH; t++) {
        assertThat(Math.abs(result.probes().getFirst()[t] - v[t])).as("potential at timestep %d", t).isLessThan(1e-7);
      }
    }
    assertThat(Arrays.stream(recorded.get("norse").ints()).sum()).isEqualTo(20);
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void convolutionsOnACamerasEventsSpikeAsInSnnTorch() {
    Map<String, NdArray> recorded = Recorded.arrays("camera.npz");
    Network network = network("camera.nir", SNNTORCH);
    var data = DataReader.read(List.of(Recorded.file("camera")), InputShape.of(network), Reading.DEFAULT.withFrame("1ms"), "", Optional.empty());
    FloatReference reference = new FloatReference(network, List.of());
    for (int recording = 0; recording < 8; recording++) {
      assertThat(data.stimulus().timesteps(recording)).isEqualTo(40);
      assertSpikes("recording " + recording, reference.run(data.stimulus(), recording).outputs().getFirst(), recorded.get("snntorch").ints(), recording);
    }
    assertThat(Arrays.stream(recorded.get("snntorch").ints()).sum()).isGreaterThan(400);
  }
}
