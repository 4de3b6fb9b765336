package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spikelock.mapper.nir.NirWriter.graph;
import static spikelock.mapper.nir.NirWriter.input;
import static spikelock.mapper.nir.NirWriter.lif;
import static spikelock.mapper.nir.NirWriter.node;
import static spikelock.mapper.nir.NirWriter.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.mapper.Recorded;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

class NirFileTest {
  @TempDir Path folder;

  private Network read(Map<String, Object> graph) {
    return NirFile.read(SourceFile.of(NirWriter.write(folder.resolve("made.nir"), graph)), RunOptions.NONE);
  }

  @Test
  void chainsOfLinearNodesFoldIntoOneProjection() {
    Network network = read(graph("in>a a>s s>b b>lif in>d d>lif lif>out",
        "in", input(2), "a", node("Affine", "weight", new double[][] {{1, 2}, {3, 4}, {5, 6}}, "bias", new double[] {1, 1, 1}),
        "s", node("Scale", "scale", new double[] {1, 2, 3}),
        "b", node("Linear", "weight", new double[][] {{1, 0, 1}, {0, 1, 0}}),
        "d", node("Scale", "scale", new double[] {10, 20}), "lif", lif(1e-2, 1e-2), "out", output(2)));

    assertThat(network.projections()).hasSize(1);
    Projection projection = network.projections().getFirst();
    assertThat(((Connectivity.Dense) projection.connectivity()).weights()).containsExactly(1 + 15 + 10, 2 + 18, 6, 8 + 20);
    assertThat(projection.bias()).containsExactly(4, 2);
    assertThat(projection.name()).isEqualTo("a+s+b+d");
    assertThat(projection.delay()).isZero();
  }

  @Test
  void linearNodesMayFanOutAndLoopsAreCutBehindTheFirstNeuron() {
    Network network = read(graph("in>x x>y y>f f>x f>z z>out", "in", input(2), "x", lif(1e-2, 1e-2), "y", lif(1e-2, 1e-2),
        "z", lif(1e-2, 1e-2), "f", node("Linear", "weight", new double[][] {{1, 2}, {3, 4}}), "out", output(2)));

    assertThat(network.populations()).extracting(Population::name).containsExactly("in", "x", "y", "z");
    assertThat(network.projections()).extracting(p -> network.populations().get(p.source()).name() + network.populations()
        .get(p.target()).name() + p.delay() + p.loop()).containsExactlyInAnyOrder("inx0false", "xy0false", "yx1true", "yz0false");
  }

  @Test
  void theBiasOfAJoinBelongsToTheBranchThatIsNoLoop() {
    Network network = read(graph("in>a x>a a>x x>out", "in", input(2), "x", lif(1e-2, 1e-2), "a",
        node("Affine", "weight", new double[][] {{1, 2}, {3, 4}}, "bias", new double[] {5, 6}), "out", output(2)));

    assertThat(network.projections()).extracting(p -> p.bias().length).containsExactlyInAnyOrder(2, 0);
    assertThat(network.projections().stream().filter(p -> p.bias().length == 2).findFirst().orElseThrow().loop()).isFalse();
  }

  @Test
  void graphsNestToAnyDepthAndNamesAreDotted() {
    Map<String, Object> inner = graph("p>n n>q", "p", input(2), "n", lif(1e-2, 1e-2), "q", output(2));
    for (String name : List.of("c", "b", "a")) {
      inner = graph("p>" + name + " " + name + ">q", "p", input(2), name, inner, "q", output(2));
    }

    Network network = read(inner);

    assertThat(network.populations()).extracting(Population::name).containsExactly("p", "a.b.c.n");
    assertThat(network.outputs()).containsExactly(new Network.Output("q", 1));
  }

  @Test
  void parametersOfNoShapeAreSpreadAndMissingOnesNamed() {
    Network network = read(graph("in>w w>n n>out", "in", input(2), "w", node("Linear", "weight", new double[][] {{1, 2}, {3, 4}, {5, 6}}),
        "n", node("CubaLIF", "tau_mem", 1e-2, "tau_syn", 2e-2, "r", 1.0, "v_leak", 0.0, "v_threshold", 1.0), "out", output(3)));

    assertThat(network.populations().get(1).size()).isEqualTo(3);
    assertThat(network.repairs()).containsExactly("'n' has single parameters: used for all 3 values",
        "'n' has no w_in: using 1 (file version 1.0.4)", "'n' has no v_reset: using 0 (file version 1.0.4)");
  }

  @Test
  void whatTheFileDoesNotSayIsInferredWithAReason() {
    Network letters = NirFile.read(Recorded.file("letters.nir"), RunOptions.NONE);
    Network integrators = NirFile.read(Recorded.file("zoo/i_if.nir"), RunOptions.NONE);
    Network fast = NirFile.read(Recorded.file("zoo/lif_fast.nir"), RunOptions.NONE);
    Network plain = NirFile.read(Recorded.file("zoo/lif.no-v_reset.nir"), RunOptions.NONE);

    assertThat(letters.settings().dt()).isEqualTo(1e-4);
    assertThat(letters.settings().reasons().get("dt")).startsWith("inferred");
    assertThat(((NeuronModel.Nir) integrators.populations().get(1).model()).r()).containsExactly(1);
    assertThat(integrators.repairs().getFirst()).contains("r = 10000.0 = 1/dt");
    assertThat(fast.settings().integrator()).isEqualTo(Integrator.EXACT);
    assertThat(fast.settings().reasons().get("integrator")).contains("shorter than dt");
    assertThat(plain.settings().reasons().get("dt")).startsWith("assumed");
    assertThatThrownBy(() -> NirFile.read(Recorded.file("zoo/lif_fast.nir"), RunOptions.NONE.withIntegrator(Integrator.EULER)))
        .isInstanceOf(InputException.class).hasMessageContaining("is shorter than dt");
  }

  /** The node that no edge names is the one that three edges misname; with two such nodes nobody could tell. */
  @Test
  void aMisspeltNodeIsFoundWhenOnlyOneCanBeMeant(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
    Network mended = NirFile.read(Recorded.file("zoo/nested.dangling-edge.nir"), RunOptions.NONE);
    assertThat(mended.repairs()).filteredOn(r -> r.contains("no node 'lif' in subgraph 'lif1', read as 'lif1.lif1'")).hasSize(4);

    java.nio.file.Path two = NirWriter.write(folder.resolve("two.nir"), NirWriter.graph("in>lif lif>out", "in", NirWriter.input(2),
        "lif1", NirWriter.lif(1, 1), "lif2", NirWriter.lif(1, 1), "out", NirWriter.output(2)));
    assertThatThrownBy(() -> NirFile.read(spikelock.mapper.source.SourceFile.of(two), RunOptions.NONE))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe())
            .contains("edge in -> lif: no node 'lif' (has: in, lif1, lif2, out)"));
  }
}
