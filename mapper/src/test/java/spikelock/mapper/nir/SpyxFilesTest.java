package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static spikelock.mapper.nir.NirWriter.graph;
import static spikelock.mapper.nir.NirWriter.input;
import static spikelock.mapper.nir.NirWriter.node;
import static spikelock.mapper.nir.NirWriter.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

/** Graphs that mean something else in Spyx than NIR says; the recorded networks hold the numbers to Spyx itself. */
class SpyxFilesTest {
  private static final RunOptions SPYX = RunOptions.like(Framework.SPYX);

  @TempDir Path folder;

  private Network read(Map<String, Object> graph, RunOptions options) {
    return NirFile.read(SourceFile.of(NirWriter.write(folder.resolve("net.nir"), graph)), options);
  }

  /** Those that are not 0, source after source. */
  private static List<Double> weights(Projection projection) {
    List<Double> weights = new ArrayList<>();
    for (int source = 0; source < projection.connectivity().sources(); source++) {
      projection.connectivity().forEach(source, (target, weight, delay) -> {
        if (weight != 0) {
          weights.add((double) weight);
        }
      });
    }
    return weights;
  }

  private static Map<String, Object> recurrent() {
    Map<String, Object> inner = graph("layer_0.input>layer_0.w_rec layer_0.w_rec>layer_0.lif layer_0.lif>layer_0.w_rec layer_0.lif>layer_0.output",
        "layer_0.input", input(2), "layer_0.output", output(2), "layer_0.w_rec", node("Linear", "weight", new double[][] {{3, 5}, {7, 9}}),
        "layer_0.lif", node("LIF", "tau", new double[] {2, 2}, "r", new double[] {0.5, 0.5}, "v_leak", new double[2], "v_threshold",
            new double[] {1, 1}, "v_reset", new double[2]));
    return graph("input>layer_0 layer_0>output", "input", input(2), "layer_0", inner, "output", output(2));
  }

  @Test
  void theInputOfARecurrentLayerGoesToItsNeurons() {
    Network spyx = read(recurrent(), SPYX);
    Network nir = read(recurrent(), RunOptions.NONE.withDt(1));

    assertThat(weights(spyx.projections().getFirst())).containsExactly(1.0, 1.0);
    assertThat(spyx.projections().get(1).loop()).isTrue();
    assertThat(spyx.repairs()).anyMatch(line -> line.contains("leads to 'layer_0.layer_0.lif', as Spyx computes"));
    assertThat(weights(nir.projections().getFirst())).containsExactly(3.0, 7.0, 5.0, 9.0);
    assertThat(nir.repairs()).anyMatch(line -> line.contains("--like spyx leads it to 'layer_0.layer_0.lif'"));
  }

  /** Written again as Spyx means it, the graph needs nobody to know that Spyx wrote it; as it is without {@code like}. */
  @Test
  void aConvertedFileLeadsTheInputToTheNeurons() {
    SourceFile file = SourceFile.of(NirWriter.write(folder.resolve("net.nir"), recurrent()));
    NirModel.read(file, NirBudget.usual()).write(folder.resolve("led.nir"), SPYX);
    NirModel.read(file, NirBudget.usual()).write(folder.resolve("plain.nir"), RunOptions.NONE.withDt(1));

    Network led = NirFile.read(SourceFile.of(folder.resolve("led.nir")), RunOptions.NONE);
    Network plain = NirFile.read(SourceFile.of(folder.resolve("plain.nir")), RunOptions.NONE);

    assertThat(weights(led.projections().getFirst())).containsExactly(1.0, 1.0);
    assertThat(weights(led.projections().get(1))).containsExactly(3.0, 7.0, 5.0, 9.0);
    assertThat(led.projections().get(1).loop()).isTrue();
    assertThat(led.repairs()).noneMatch(line -> line.contains("leads to"));
    assertThat(weights(plain.projections().getFirst())).containsExactly(3.0, 7.0, 5.0, 9.0);
  }

  @Test
  void aPictureIsFlattenedWithItsChannelsLast() {
    double[][] weight = {{0, 1, 2, 3, 4, 5, 6, 7}};
    Map<String, Object> graph = graph("input>f f>w w>n n>output", "input", input(2, 2, 2), "f", node("Flatten", "start_dim", 0L, "end_dim", -1L,
        "input_type", new long[] {2, 2, 2}), "w", node("Linear", "weight", weight), "n", NirWriter.lif(2), "output", output(1));

    assertThat(weights(read(graph, RunOptions.NONE.withDt(1)).projections().getFirst())).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(weights(read(graph, SPYX).projections().getFirst())).containsExactly(2.0, 4.0, 6.0, 1.0, 3.0, 5.0, 7.0);
  }

  @Test
  void whatTheExporterLostIsSaid() {
    Map<String, Object> graph = graph("input>layer_0 layer_0>layer_2 layer_2>output", "input", input(1), "layer_0", NirWriter.lif(2), "layer_2",
        node("Linear", "weight", new double[][] {{1}}), "output", output(1));

    assertThat(read(graph, SPYX).repairs()).anyMatch(line -> line.contains("there is no 'layer_1'"))
        .anyMatch(line -> line.contains("if an LI was behind"));
    assertThat(read(graph, RunOptions.NONE.withDt(1)).repairs()).noneMatch(line -> line.contains("exporter"));
  }

  @Test
  void anIntegratorAndItsThresholdAreOnePopulationThatSpikesAtOnce() {
    Map<String, Object> graph = graph("input>l l>t t>n n>output", "input", input(1), "l", node("LI", "tau", new double[] {2}, "r",
        new double[] {1}, "v_leak", new double[1]), "t", node("Threshold", "threshold", new double[] {3}), "n", NirWriter.lif(2),
        "output", output(1));

    Network spyx = read(graph, SPYX);

    NeuronModel.Nir united = (NeuronModel.Nir) spyx.populations().get(spyx.population("t").orElseThrow()).model();
    assertThat(united.kind()).isEqualTo(Kind.LIF);
    assertThat(united.vThreshold()).containsExactly(3);
    assertThat(united.rule().orElseThrow().reset()).isEqualTo(Reset.NONE);
    assertThat(spyx.population("l")).isEmpty();
    assertThat(spyx.projections().stream().map(Projection::delay).toList()).containsExactly(0, 0);
    assertThat(read(graph, RunOptions.NONE.withDt(1)).population("l")).isPresent();
  }
}
