package spikelock.mapper.lava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.FrameworkRecordings;
import spikelock.mapper.FrameworkRecordings.Recording;
import spikelock.mapper.FrameworkRecordings.Row;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;
import spikelock.mapper.reference.SampleResult;

/**
 * What SLAYER's blocks answered, whose files {@code export_hdf5} wrote (frameworks/lava-dl.py): no entry differs, in the reference and in an
 * image's integers.
 */
class SlayerRecordingsTest {
  /** Blocks that are refused, and why. */
  private static final Map<String, String> REFUSED = Map.of("lava-dl/cuba.Dense/norm=WgtScaleBatchNorm", "weight_exp of WgtScaleBatchNorm",
      "lava-dl/alif.Dense/default", "neurons of the type \"ALIF\" (adaptive thresholds)");

  @TempDir Path folder;

  @Test
  void everyBlockGivesSlayersOwnAnswer() {
    List<String> said = new ArrayList<>();
    for (Row row : FrameworkRecordings.read("lava-dl", folder)) {
      for (Recording recording : row.recordings()) {
        if (REFUSED.containsKey(row.key())) {
          assertThatThrownBy(() -> NetworkReader.read(recording.network(), RunOptions.NONE)).as(row.key()).isInstanceOf(InputException.class)
              .hasMessageContaining(REFUSED.get(row.key()));
          continue;
        }
        Network network = NetworkReader.read(recording.network(), RunOptions.NONE).network();
        double[] expected = values(recording.expected());

        assertThat(floats(network, recording)).as(row + " in the reference").usingComparatorWithPrecision(1e-6).containsExactly(expected);
        ReferenceRun integers = ReferenceRun.of(Mapper.map(network, Chips.read("mesh-4x4"), MapOptions.DEFAULT).fixed(), stimulus(recording.x()), List.of());
        assertThat(values(integers.outputs().values().iterator().next())).as(row + " in the image's integers").usingComparatorWithPrecision(1e-6)
            .containsExactly(expected);
      }
      said.add(row.key());
    }
    assertThat(said).hasSize(16).containsAll(REFUSED.keySet());
  }

  private static double[] floats(Network network, Recording recording) {
    int population = network.outputs().getFirst().population();
    NeuronModel model = network.populations().get(population).model();
    FloatReference reference = new FloatReference(network, List.of(new Probe(population, model.isGraded() ? model.valueField() : "spikes", "out")));
    DenseStimulus stimulus = stimulus(recording.x());
    int perSample = recording.expected().size() / stimulus.samples();
    double[] all = new double[recording.expected().size()];
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      SampleResult result = reference.run(stimulus, sample);
      for (int i = 0; i < perSample; i++) {
        all[sample * perSample + i] = result.probes().getFirst()[i] * (model.isGraded() ? model.valueUnit() : 1);
      }
    }
    return all;
  }

  private static DenseStimulus stimulus(NdArray x) {
    int samples = x.shape()[0];
    int timesteps = x.shape()[1];
    byte[] spikes = new byte[x.size()];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) x.at(i);
    }
    return new DenseStimulus(samples, timesteps, x.size() / (samples * timesteps), spikes);
  }

  private static double[] values(NdArray array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.at(i);
    }
    return values;
  }
}
