package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.files.ArrayFile;

/** Small networks that were once run wrong, as a user would run them: the frameworks' own spikes, or one clear line. */
class CasesJobTest {
  @TempDir Path folder;

  static List<Arguments> networks() {
    return List.of(
        Arguments.of("rockpool-default", "lif.nir", "expected.npy", "--like rockpool"),
        Arguments.of("rockpool-default", "lif.nir", "expected.npy", "--dt 1e-3 --integrator exact --reset subtract --gain one --spikes multi"),
        Arguments.of("sinabs-lif-norm-input", "lif.nir", "expected.npy", "--like sinabs"),
        Arguments.of("snntorch-synaptic-subtract-delayed", "synaptic.nir", "expected.npy", "--like snntorch --reset subtract-late"),
        Arguments.of("spike-at-equality", "if.nir", "expected.npy", "--like spikingjelly --reset zero"),
        Arguments.of("spike-at-equality", "if.nir", "expected.npy", "--like sinabs --spikes single --min-v none --reset zero"),
        Arguments.of("spike-at-equality", "if.nir", "expected.npy", "--spike-at reached --reset zero"),
        Arguments.of("spyx-lif", "lif.nir", "expected.npy", "--like spyx"));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("networks")
  void theReferenceGivesTheFrameworksOwnSpikes(String name, String network, String expected, String options) throws Exception {
    Path its = Spikelock.shared("cases/" + name);
    List<Object> call = new ArrayList<>(List.of("run", its.resolve(network), "--target", "reference", "--input", its.resolve("x.npy"), "-o",
        folder.resolve("o.npz")));
    call.addAll(Arrays.asList(options.split(" ")));
    Spikelock.json(call.toArray());

    assertThat(output(folder.resolve("o.npz"))).isEqualTo(values(its.resolve(expected)));
  }

  @Test
  void neuronsThatDifferAThousandfoldBothSpikeOnTheChip() throws Exception {
    Path its = Spikelock.shared("cases/one-scale-for-all-neurons");
    Spikelock.json("run", its.resolve("two.nir"), "--dt", "1e-3", "--input", its.resolve("x.npy"), "-o", folder.resolve("o.npz"));

    assertThat(output(folder.resolve("o.npz"))).isEqualTo(values(its.resolve("expected.npy")));
  }

  @Test
  void aTableThatCouldBeEventsOrFramesIsAskedFor() {
    Path its = Spikelock.shared("cases/csv-two-columns");
    Spikelock.Said said = Spikelock.run("run", its.resolve("two.nir"), "--dt", "1", "--target", "reference", "--input", its.resolve("x.csv"),
        "-o", folder.resolve("o.npz"));

    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).contains("--csv");
    assertThat(folder.resolve("o.npz")).doesNotExist();
  }

  @Test
  void lavasInputBlockComputesWeightTimesInputPlusBias() throws Exception {
    Path its = Spikelock.shared("cases/lava-input-block");
    Spikelock.json("run", its.resolve("input.net"), "--target", "reference", "--input", its.resolve("x.npy"), "--probe", "input0.spikes",
        "-o", folder.resolve("o.npz"));

    double[] expected = values(its.resolve("expected_input0.npy"));
    assertThat(ArrayFile.read(folder.resolve("o.npz")).get("input0.spikes").doubles()).isEqualTo(expected);
  }

  @Test
  void lavasReadOutNeverSpikesAndAnswersWithItsPotential() throws Exception {
    Path its = Spikelock.shared("cases/lava-affine-readout");
    Spikelock.json("run", its.resolve("affine.net"), "--target", "reference", "--input", its.resolve("x.npy"), "-o", folder.resolve("o.npz"));

    double[] v = output(folder.resolve("o.npz"));
    assertThat(v.length % 4).isZero();
    int neurons = v.length / 4;
    double[] first = {v[0], v[neurons], v[2 * neurons], v[3 * neurons]};
    assertThat(Arrays.stream(first).map(value -> value / first[0]).toArray()).containsExactly(1, 2, 2, 3);
  }

  private static double[] output(Path archive) throws Exception {
    Map<String, spikelock.emulator.files.NdArray> arrays = ArrayFile.read(archive);
    return arrays.values().iterator().next().doubles();
  }

  private static double[] values(Path file) throws Exception {
    assertThat(Files.exists(file)).isTrue();
    return ArrayFile.read(file).values().iterator().next().doubles();
  }
}
