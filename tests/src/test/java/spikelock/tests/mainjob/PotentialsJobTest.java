package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** Potentials in the middle of a network: close to the floats, and in integers the same in reference, emulator and Verilog. */
class PotentialsJobTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20261201);
  private static final int CHANNELS = 10;

  @TempDir Path folder;
  private Path network;
  private Path input;

  @BeforeEach
  void files() throws IOException {
    System.out.println("PotentialsJobTest: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    byte[] spikes = new byte[2 * 40 * CHANNELS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    input = folder.resolve("spikes.npz");
    ArrayFile.write(input, Map.of("spikes", new NdArray(new int[] {2, 40, CHANNELS}, spikes)));
    network = Files.writeString(folder.resolve("potentials.yaml"), """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 10}
          - {name: li, size: 12, neuron: LI, tau_mem_s: 5e-3, unit_gain: true, bias: 0.05}
          - {name: synaptic, size: 8, neuron: CubaLI, tau_mem_s: 6e-3, tau_syn_s: 3e-3, unit_gain: true}
          - {name: spiking, size: 8, neuron: LIF, tau_mem_s: 5e-3, unit_gain: true, v_threshold: 2}
          - {name: above, size: 12, neuron: Threshold, v_threshold: 1}
          - {name: trace, size: 8, neuron: LI, tau_mem_s: 9e-3, unit_gain: true}
        projections:
          - {from: in, to: li, weights: %s}
          - {from: li, to: synaptic, weights: %s, delay: 0}
          - {from: synaptic, to: spiking, weights: %s, delay: 0}
          - {from: li, to: above, one_to_one: 1, delay: 0}
          - {from: spiking, to: trace, weights: %s, delay: 0}
          - {from: synaptic, to: trace, one_to_one: 0.5, delay: 0}
          - {from: synaptic, to: li, weights: %s, delay: 2}
        outputs: [spiking, above, trace, li]
        """.formatted(weights(random, 12, CHANNELS, 1), weights(random, 8, 12, 0.3), weights(random, 8, 8, 0.3), weights(random, 8, 8, 0.3),
        weights(random, 12, 8, 0.01)));
  }

  private static String weights(Random random, int targets, int sources, double size) {
    StringBuilder rows = new StringBuilder("[");
    for (int target = 0; target < targets; target++) {
      rows.append(target == 0 ? "" : ", ").append(Arrays.toString(random.doubles(sources).map(w -> size * (w - 0.3)).toArray()));
    }
    return rows.append(']').toString();
  }

  @Test
  void referenceEmulatorAndVerilogAreEqual() {
    Path image = folder.resolve("potentials.slk");
    Path page = folder.resolve("potentials.html");
    JsonNode mapped = Spikelock.json("map", network, "--chip", "mesh-2x2", "--payload-bits", "9", "--limit", "neurons=16", "--input", input, "-o", image,
        "--report", page);
    JsonNode payload = mapped.get("quantisation").get("li").get("payload");
    assertThat(payload.get("bits").asInt()).isEqualTo(9);
    assertThat(payload.get("basis").asString()).isEqualTo("calibrated");
    assertThat(payload.get("saturates_at").asDouble()).isGreaterThanOrEqualTo(payload.get("reach").asDouble());
    assertThat(payload.get("signal_to_noise_db").asDouble()).isGreaterThan(20);
    assertThat(mapped.get("quantisation").get("trace").get("payload").isNull()).isTrue();
    assertThat(page).content().contains("li sends its potential in 9 bits");

    Map<String, NdArray> reference = run(image, "reference");
    assertThat(Arrays.stream(reference.get("li.spikes").ints()).distinct().count()).as("payloads").isGreaterThan(50);
    assertThat(Arrays.stream(reference.get("spiking").ints()).sum()).as("spikes").isBetween(40, 600);
    same(run(image, "emulator"), reference);

    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("cosim", image, "--input", input);
    assertThat(answer.get("equal").asBoolean()).isTrue();
    same(run(image, "rtl"), reference);
  }

  @Test
  void theChipIsCloseToTheFloats() {
    Path image = folder.resolve("potentials.slk");
    Spikelock.json("map", network, "--chip", "loihi-sized", "--payload-bits", "12", "--weight-bits", "12", "--fit-chip", "--input", input, "-o", image);
    Map<String, NdArray> chip = run(image, "emulator");
    Path floats = folder.resolve("floats.npz");
    Spikelock.json("run", network, "--input", input, "--target", "reference", "-o", floats);

    NdArray trace = ArrayFile.read(floats, "trace");
    double greatest = 0;
    double squares = 0;
    for (int i = 0; i < trace.size(); i++) {
      greatest = Math.max(greatest, Math.abs(trace.at(i)));
      squares += Math.pow(trace.at(i) - chip.get("trace").at(i), 2);
    }
    assertThat(Math.sqrt(squares / trace.size())).isLessThan(0.02 * greatest);
    NdArray above = ArrayFile.read(floats, "above");
    int differ = 0;
    for (int i = 0; i < above.size(); i++) {
      differ += above.at(i) == chip.get("above").at(i) ? 0 : 1;
    }
    assertThat(differ).isLessThan(above.size() / 100);
  }

  private Map<String, NdArray> run(Path image, String target) {
    Path result = folder.resolve(target + ".npz");
    Spikelock.json("run", image, "--input", input, "--target", target, "--probe", "li.spikes", "--probe", "synaptic.v", "-o", result);
    return new TreeMap<>(ArrayFile.read(result));
  }

  private static void same(Map<String, NdArray> actual, Map<String, NdArray> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, array) -> {
      assertThat(actual.get(name).shape()).isEqualTo(array.shape());
      for (int i = 0; i < array.size(); i++) {
        assertThat(actual.get(name).at(i)).as("%s, entry %d, -Dspikelock.seed=%d", name, i, SEED).isEqualTo(array.at(i));
      }
    });
  }

  @Test
  void checkSaysHowPotentialsAreSentOrWhatIsMissing() {
    assertThat(Spikelock.run("check", network, "--chip", "mesh-2x2", "--payload-bits", "8").out())
        .contains("li sends its potential in 8 bits, in units of ", "proven for inputs that spike").contains("synaptic sends its potential");

    Said without = Spikelock.run("map", network, "--chip", "mesh-2x2");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("carries the potential of li (LI)", "payload_bits 0", "--payload-bits 8");
  }
}
