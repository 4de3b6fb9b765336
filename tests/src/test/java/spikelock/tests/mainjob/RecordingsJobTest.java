package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import tools.jackson.databind.JsonNode;

/**
 * What simulators recorded for the NIR paper, reproduced by {@code run --target reference --like}: the rows of nir.md 6.6. Spyx and
 * Lava record one timestep late: their spikes leave in the timestep after the one that crosses the threshold. That shift is taken out
 * here, as lags are taken out of what a chip writes; nothing else is.
 */
class RecordingsJobTest {
  private static final String BRAILLE = "nir-samples/braille_noDelay_bias_zero.nir";
  private static final String GOLDEN = "data/braille/nir-paper-golden/";
  private static final String LIF = "nir-samples/lif_norse.nir";
  private static final int TRACE = 1000;

  @TempDir Path folder;

  /** Entries of the hidden layer that differ from a recording, which is {@code shift} timesteps late. */
  private int differences(String recording, int shift, Object... options) {
    Path out = folder.resolve("hidden.npz");
    Object[] command = {"run", Spikelock.shared(BRAILLE), "--target", "reference", "--input", Spikelock.shared(GOLDEN + "ds_test_0_input.npy"),
        "--probe", "lif1.lif.spikes", "-o", out};
    Object[] all = Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    Spikelock.json(all);
    double[] spikes = ArrayFile.read(out).get("lif1.lif.spikes").doubles();
    double[] recorded = ArrayFile.read(Spikelock.shared(GOLDEN + recording + "_activity_noDelay_bias_zero.npy")).values().iterator().next().doubles();
    assertThat(spikes).hasSize(256 * 38).hasSameSizeAs(recorded);
    int differing = 0;
    for (int i = 0; i < recorded.length; i++) {
      double expected = i < 38 * shift ? 0 : spikes[i - 38 * shift];
      differing += recorded[i] == expected ? 0 : 1;
    }
    return differing;
  }

  @Test
  void snnTorch() {
    assertThat(differences("snntorch", 0, "--like", "snntorch")).isZero();
  }

  @Test
  void norse() {
    assertThat(differences("norse", 0, "--like", "norse")).isZero();
    assertThat(differences("norse", 0, "--like", "norse", "--loop-bias-at-0", "yes")).as("what the loop rule is worth").isEqualTo(23);
  }

  @Test
  void spyxOneTimestepLate() {
    assertThat(differences("spyx", 1, "--like", "spyx")).isZero();
    assertThat(differences("spyx", 1, "--like", "spyx", "--reset", "zero")).as("what the reset is worth").isPositive();
  }

  // ---- the single neuron ----

  /** [3][timesteps] input, potential, spikes. */
  private static double[][] trace(String name) throws IOException {
    List<String> lines = Files.readAllLines(Spikelock.shared("data/lif-traces/lif_" + name + ".csv"));
    assertThat(lines).hasSize(TRACE);
    double[][] trace = new double[3][TRACE];
    for (int t = 0; t < TRACE; t++) {
      String[] cells = lines.get(t).split(",");
      for (int k = 0; k < 3; k++) {
        trace[k][t] = Double.parseDouble(cells[k]);
      }
    }
    return trace;
  }

  private Map<String, NdArray> run(Path network, double[][] trace, String probe, String target, Object... options) {
    byte[] spikes = new byte[TRACE];
    for (int t = 0; t < TRACE; t++) {
      spikes[t] = (byte) trace[0][t];
    }
    Path input = folder.resolve("in.npz");
    ArrayFile.write(input, Map.of("in", NdArray.of(spikes, TRACE, 1)));
    Path out = folder.resolve("lif.npz");
    Object[] command = {"run", network, "--target", target, "--input", input, "--probe", probe, "-o", out};
    Object[] all = Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    Spikelock.json(all);
    return ArrayFile.read(out);
  }

  @Test
  void theTraceOfNorse() throws IOException {
    double[][] trace = trace("norse");
    Map<String, NdArray> run = run(Spikelock.shared(LIF), trace, "1.v", "reference", "--like", "norse", "--dt", "1e-4");
    double[] v = run.get("1.v").doubles();
    double greatest = 0;
    for (int t = 0; t < TRACE; t++) {
      greatest = Math.max(greatest, Math.abs(v[t] - trace[1][t]));
    }

    assertThat(run.get("output").doubles()).isEqualTo(trace[2]);
    assertThat(greatest).isLessThan(2.5e-8);
  }

  @Test
  void theSpikesOfSnnTorchAndOfTheExactSolution() throws IOException {
    for (Map.Entry<String, List<String>> each : new LinkedHashMap<>(Map.of("snntorch", List.of("--like", "snntorch"), "exact",
        List.of("--dt", "1e-4", "--integrator", "exact"))).entrySet()) {
      double[][] trace = trace(each.getKey());
      double[] spikes = run(Spikelock.shared(LIF), trace, "1.v", "reference", each.getValue().toArray()).get("output").doubles();

      assertThat(spikes).as(each.getKey()).isEqualTo(trace[2]);
      assertThat(java.util.stream.IntStream.range(0, TRACE).filter(t -> spikes[t] == 1)).containsExactly(460, 510, 710, 760);
    }
  }

  /** The integers with which Lava's fixed-point neuron was recorded, on the reference and on the chip. */
  @Test
  void theIntegersOfLavaOneTimestepLate() throws IOException {
    double[][] trace = trace("lava_cpu_fixed");
    Path network = Files.writeString(folder.resolve("lava.yaml"), """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 1}
          - {name: n, size: 1, datapath: loihi, parameters: {i_decay: 4096, v_decay: 163, vth: 25}}
        projections:
          - {from: in, to: n, weights: [[10]]}
        outputs: [n]
        """);
    for (String target : List.of("reference", "emulator")) {
      Map<String, NdArray> run = run(network, trace, "n.v", target, "--like", "lava");
      double[] v = run.get("n.v").doubles();
      double[] spikes = run.get("n").doubles();
      int spiking = 0;
      for (int t = 1; t < TRACE; t++) {
        assertThat(v[t - 1]).as("%s: potential at timestep %d", target, t).isEqualTo(trace[1][t]);
        assertThat(spikes[t - 1]).as("%s: spike at timestep %d", target, t).isEqualTo(trace[2][t]);
        spiking += (int) spikes[t - 1];
      }
      assertThat(spiking).isEqualTo(4);
    }
  }

  @Test
  void likeLavaTheSameSpikesComeOfTheFileItself() throws IOException {
    double[][] trace = trace("lava_cpu_fixed");

    double[] spikes = run(Spikelock.shared(LIF), trace, "1.v", "emulator", "--like", "lava").get("output").doubles();

    assertThat(Arrays.copyOf(spikes, TRACE - 1)).isEqualTo(Arrays.copyOfRange(trace[2], 1, TRACE));
  }

  @Test
  void aChoiceThatNoChipHasIsNamed() {
    Spikelock.Said said = Spikelock.run("map", Spikelock.recorded("letters.nir"), "--like", "sinabs");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("lif1.lif", "several spikes in a timestep (as sinabs does)", "--spikes single");
    assertThat(Spikelock.run("map", Spikelock.recorded("letters.nir"), "--like", "sinabs", "--spikes", "single").code()).isZero();
    Spikelock.Said wrong = Spikelock.run("map", Spikelock.recorded("letters.nir"), "--like", "sinab");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("sinabs");
  }
}
