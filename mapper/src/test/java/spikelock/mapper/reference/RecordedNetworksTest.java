package spikelock.mapper.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.Shared;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirFile;

/** Networks of the NIR paper against what other simulators recorded (nir.md 6.6); more of them by command in tests' RecordingsJobTest. */
class RecordedNetworksTest {
  private static final String BRAILLE = "nir-samples/braille_noDelay_bias_zero.nir";
  private static final String SUBGRAPH = "nir-samples/braille_noDelay_bias_zero_subgraph.fixed.nir";
  private static final String GOLDEN = "data/braille/nir-paper-golden/";
  private static final RunOptions OPTIONS = RunOptions.of(1e-4, Reset.ZERO);

  /** Flat, nested, and nested with an edge that leads nowhere. */
  @Test
  void everySampleHasTheRecordedCounts() throws IOException {
    Network network = NirFile.read(Shared.file(BRAILLE), OPTIONS);
    Network nested = NirFile.read(Shared.file(SUBGRAPH), OPTIONS);
    Stimulus input = StimulusFile.read(Shared.file("data/braille/braille7_x.npy"), network.inputs());
    int[] labels = LabelFile.read(Shared.file("data/braille/braille7_y.npy"), input.samples());
    List<String> recorded = Files.readAllLines(Shared.path("data/braille/braille_noDelay_bias_zero_reference_counts.csv"));
    FloatReference reference = new FloatReference(network, List.of());
    FloatReference nestedReference = new FloatReference(nested, List.of());

    int correct = 0;
    for (int sample = 0; sample < input.samples(); sample++) {
      SampleResult result = reference.run(input, sample);
      int[] counts = result.counts(0);
      StringBuilder line = new StringBuilder(sample + "," + labels[sample]);
      long outputSpikes = 0;
      for (int count : counts) {
        line.append(',').append(count);
        outputSpikes += count;
      }
      line.append(',').append(result.spikes() - outputSpikes);
      assertThat(line).hasToString(recorded.get(sample + 1));
      correct += result.prediction(0) == labels[sample] ? 1 : 0;
      assertThat(nestedReference.run(input, sample).outputs().getFirst()).isEqualTo(result.outputs().getFirst());
    }

    assertThat(input.samples()).isEqualTo(578);
    assertThat(correct).isEqualTo(557);
    for (String file : List.of(SUBGRAPH, "nir-samples/braille_noDelay_bias_zero_subgraph.dangling-edge.nir")) {
      assertThat(differences(file, "lif1.lif1", OPTIONS, "snntorch_activity_noDelay_bias_zero.npy")).as(file).isZero();
    }
  }

  private static int differences(String file, String population, RunOptions options, String golden) {
    double[] spikes = hidden(file, population, options);
    double[] recorded = Shared.file(GOLDEN + golden).array("").doubles();
    assertThat(spikes).hasSize(9_728).hasSameSizeAs(recorded);
    int differing = 0;
    for (int i = 0; i < spikes.length; i++) {
      differing += spikes[i] == recorded[i] ? 0 : 1;
    }
    return differing;
  }

  private static double[] hidden(String file, String population, RunOptions options) {
    Network network = NirFile.read(Shared.file(file), options);
    Stimulus input = StimulusFile.read(Shared.file(GOLDEN + "ds_test_0_input.npy"), network.inputs());
    Probe probe = Probe.parse(population + ".spikes", network);
    return new FloatReference(network, List.of(probe)).run(input, 0).probes().getFirst();
  }
}
