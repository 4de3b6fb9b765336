package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spikelock.mapper.nir.NirWriter.graph;
import static spikelock.mapper.nir.NirWriter.input;
import static spikelock.mapper.nir.NirWriter.lif;
import static spikelock.mapper.nir.NirWriter.node;
import static spikelock.mapper.nir.NirWriter.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.TimeUnit;
import spikelock.mapper.source.SourceFile;

/** Each class of defect: what is mended with which line, and what is written then. */
class NirRepairsTest {
  private static final double[][] SQUARE = {{1, 2}, {3, 4}};

  @TempDir Path folder;
  private int number;

  private NirModel model(Map<String, Object> graph) {
    return NirModel.read(SourceFile.of(NirWriter.write(folder.resolve("n" + number++ + ".nir"), graph)));
  }

  @Test
  void everyRepairIsOneLineAndTheWrittenFileNeedsNone() {
    Map<String, Object> neuron = lif(1e-2, 1e-2);
    Map<String, Map<String, Object>> cases = new LinkedHashMap<>();
    cases.put("nothing leads to 'n' and there is no Input node: the Input 'input_n' is put in front of it", graph("n>o", "n", neuron, "o", output(2)));
    cases.put("nothing leads to 'w': the Input 'input_w' is put in front of it", graph("i>n w>n n>o", "i", input(2), "w",
        node("Linear", "weight", SQUARE), "n", neuron, "o", output(2)));
    cases.put("there is no Output node: the Output 'output_n' is put behind 'n'", graph("i>n", "i", input(2), "n", neuron));
    cases.put("edges given twice: i -> n: counted once", graph("i>n i>n n>o", "i", input(2), "n", neuron, "o", output(2)));
    cases.put("edge x -> x leads from and to a node that does not exist: dropped", graph("i>n x>x n>o", "i", input(2), "n", neuron, "o", output(2)));
    cases.put("subgraph 'g' has no Input node: 'g.n' is taken for it", graph("i>g g>o", "i", input(2), "g", graph("n>q", "n", neuron, "q", output(2)),
        "o", output(2)));
    cases.put("subgraph 'g' has no Output node: 'g.n' is taken for it", graph("i>g g>o", "i", input(2), "g", graph("p>n", "p", input(2), "n", neuron),
        "o", output(2)));
    cases.put("'o' says its shape is (3,) but gets (2,): read as that", graph("i>n n>o", "i", input(2), "n", neuron, "o", output(3)));
    cases.put("'n' has single parameters: used for all 2 values", graph("i>w w>n n>o", "i", input(2), "w", node("Linear", "weight", SQUARE),
        "n", lif(1e-2), "o", output(2)));
    cases.put("'w' stores its weight as (inputs, outputs) = (2, 3): transposed", graph("i>w w>n n>o", "i", input(2), "w",
        node("Linear", "weight", new double[][] {{1, 2, 3}, {4, 5, 6}}), "n", lif(1e-2, 1e-2, 1e-2), "o", output(3)));
    cases.put("the leading 7 is no channel (batch or time) and is dropped", graph("i>n n>o", "i", input(7, 2), "n", neuron, "o", output(2)));
    List<String> seen = new ArrayList<>();
    cases.forEach((line, graph) -> {
      NirModel model = model(graph);
      assertThat(model.repairs()).as(line).hasSize(1);
      assertThat(model.repairs().getFirst()).contains(line);
      assertThatThrownBy(model::requireNoRepairs).hasMessage(model.repairs().getFirst());
      Path again = folder.resolve("again.nir");
      model.write(again, RunOptions.NONE);
      NirModel second = NirModel.read(SourceFile.of(again));
      assertThat(second.repairs()).as(line).isEmpty();
      assertThat(second.network(RunOptions.NONE).inputs()).as(line).isEqualTo(model.network(RunOptions.NONE).inputs());
      seen.add(line);
    });
    assertThat(seen).hasSize(11);
  }

  @Test
  void aNegativeTimeConstantIsComputedAsItIs() {
    NirModel model = model(graph("i>n n>o", "i", input(2), "n", lif(-1e-2, 1e-2), "o", output(2)));

    assertThat(model.repairs()).singleElement().asString().startsWith("'n' has a negative tau (1 of 2 values, least -0.01)");
    Network network = model.network(RunOptions.NONE);
    assertThat(network.settings().integrator()).isEqualTo(Integrator.EULER);
    assertThat(model.explain("n", RunOptions.NONE).where()).anyMatch(line -> line.contains("= 0.99..1.01;"));
  }

  @Test
  void unusedFieldsAndDeadEndsAreNotesAndStrictLetsThemPass() {
    Map<String, Object> neuron = lif(1e-2, 1e-2);
    neuron.put("colour", 1.0);
    NirModel model = model(graph("i>n n>o n>d", "i", input(2), "n", neuron, "d", lif(1e-2, 1e-2), "o", output(2)));

    model.requireNoRepairs();
    assertThat(model.notes()).containsExactly("'d' leads nowhere: it has no effect on the outputs",
        "'n' has the field \"colour\", which no LIF has: not used");
  }

  @Test
  void theTimeUnitIsGivenOrSuspected() {
    Map<String, Object> ms = graph("i>n n>o", "i", input(2), "n", lif(20, 20), "o", output(2));

    assertThat(model(ms).network(RunOptions.NONE).repairs()).singleElement().asString()
        .contains("20 s, are 200000 timesteps", "--time-unit ms", "--time-unit step");
    Network given = model(ms).network(RunOptions.NONE.withTimeUnit(TimeUnit.MS));
    assertThat(given.repairs()).isEmpty();
    assertThat(tau(given)).isEqualTo(0.02);
    assertThat(tau(model(ms).network(RunOptions.NONE.withTimeUnit(TimeUnit.STEP).withDt(1e-3)))).isEqualTo(0.02);
    assertThat(given.settings().reasons().get("time_unit")).isEqualTo("given");
  }

  private static double tau(Network network) {
    Population last = network.populations().getLast();
    return ((spikelock.mapper.network.NeuronModel.Nir) last.model()).tauMem()[0];
  }

  @Test
  void whatIsWrittenRemembersHowItIsRun() {
    NirModel model = model(graph("i>n n>o", "i", input(2), "n", lif(1e-2, 1e-2), "o", output(2)));
    Path again = folder.resolve("settings.nir");

    model.write(again, RunOptions.of(2e-3, Reset.SUBTRACT).withIntegrator(Integrator.EXACT));

    Network network = NirFile.read(SourceFile.of(again), RunOptions.NONE);
    assertThat(network.settings().dt()).isEqualTo(2e-3);
    assertThat(network.settings().reset()).isEqualTo(Reset.SUBTRACT);
    assertThat(network.settings().integrator()).isEqualTo(Integrator.EXACT);
    assertThat(network.settings().reasons()).containsEntry("reset", "from the file's metadata");
  }

  @Test
  void theWayOutOfAnUnknownTypeIsNamed() {
    Map<String, String> ways = Map.of("MaxPool2d", "use SumPool2d or AvgPool2d", "BatchNorm2d", "fold the normalisation", "Dropout", "leave it out",
        "Lif", "did you mean \"LIF\"?", "AdLIF", "adaptive neurons are not part of NIR", "Zzz", "supported: Input");
    ways.forEach((type, way) -> assertThatThrownBy(() -> model(graph("i>n n>o", "i", input(2), "n", node(type), "o", output(2))))
        .isInstanceOfSatisfying(InputException.class,
            e -> assertThat(e.describe()).contains("node 'n': unknown type '" + type + "'", way, "supported: Input, Output")));
  }

  @Test
  void aPyTorchArchiveIsCalledThat() throws IOException {
    Path file = Files.write(folder.resolve("model.nir"), ("PK\3\4" + "\0".repeat(26) + "model/data.pkl" + "x".repeat(100)).getBytes(
        StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> NirModel.read(SourceFile.of(file))).hasMessageContaining("not HDF5: this is a PyTorch zip (.pt)");
  }
}
