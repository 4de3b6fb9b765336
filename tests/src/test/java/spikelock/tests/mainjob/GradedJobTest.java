package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** Frames of counts as payloads: integer reference, emulator and Verilog give the same, and a chip without payloads says what to do. */
class GradedJobTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260107);
  private static final int CHANNELS = 12;

  @TempDir Path folder;
  private Path network;
  private Path chip;
  private Path input;

  @BeforeEach
  void files() throws IOException {
    System.out.println("GradedJobTest: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    int[] counts = random.ints(2 * 30 * CHANNELS).map(v -> v % 3 == 0 ? (v >> 8 & 15) - 8 : 0).toArray();
    ArrayFile.write(folder.resolve("counts.npz"), Map.of("counts", new NdArray(new int[] {2, 30, CHANNELS}, counts)));
    input = folder.resolve("counts.npz");
    network = Files.writeString(folder.resolve("graded.yaml"), """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 12}
          - {name: hidden, size: 20, neuron: CubaLIF, tau_mem_s: 5e-3, tau_syn_s: 3e-3, unit_gain: true, v_threshold: 2}
          - {name: out, size: 5, neuron: LIF, tau_mem_s: 5e-3, unit_gain: true, v_threshold: 1}
          - {name: change, size: 5, datapath: delta, parameters: {threshold: 4}}
          - {name: after, size: 4, datapath: delta, parameters: {threshold: 9, bias: 2}}
          - {name: trace, size: 2, neuron: LI, tau_mem_s: 9e-3, unit_gain: true}
        projections:
          - {from: in, to: hidden, weights: %s}
          - {from: hidden, to: out, weights: %s, delay: 0}
          - {from: in, to: change, weights: %s}
          - {from: change, to: after, weights: %s, delay: 0}
          - {from: in, to: trace, weights: %s}
        outputs: [out, change, after]
        """.formatted(weights(random, 20, CHANNELS, 0.5), weights(random, 5, 20, 0.5), weights(random, 5, CHANNELS, 1),
        weights(random, 4, 5, 1), weights(random, 2, CHANNELS, 0.25)));
    chip = Files.writeString(folder.resolve("graded-chip.yaml"), """
        format: spikelock/chip
        version: 1
        name: graded
        mesh: {width: 2, height: 1}
        neurons: 64
        axons: 128
        synapse_words: 1024
        exponent_bits: 2
        payload_bits: 4
        fanout_entries: 256
        input_buffer: 64
        outputs: 32
        """);
  }

  /** Whole multiples of {@code unit}. */
  private static String weights(Random random, int targets, int sources, double unit) {
    StringBuilder rows = new StringBuilder("[");
    for (int target = 0; target < targets; target++) {
      rows.append(target == 0 ? "" : ", ").append(Arrays.toString(random.doubles(sources, -4, 5).map(w -> Math.floor(w) * unit).toArray()));
    }
    return rows.append(']').toString();
  }

  @Test
  void referenceEmulatorAndVerilogAreEqual() {
    Path image = folder.resolve("graded.slk");
    Spikelock.json("map", network, "--chip", chip, "-o", image);
    Map<String, NdArray> reference = run(image, "reference");
    assertThat(range(reference.get("change"))).as("payloads of neurons").isEqualTo("-8..7");
    assertThat(range(reference.get("out"))).as("spikes are ones").isEqualTo("0..1");
    same(run(image, "emulator"), reference);

    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("cosim", image, "--input", input);
    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("output_spikes").asLong()).isPositive();
    same(run(image, "rtl"), reference);
  }

  private Map<String, NdArray> run(Path image, String target) {
    Path result = folder.resolve(target + ".npz");
    Spikelock.json("run", image, "--input", input, "--target", target, "--probe", "trace.v", "--probe", "change.spikes", "-o", result);
    Map<String, NdArray> arrays = new java.util.TreeMap<>();
    for (String name : new String[] {"out", "change", "after", "trace.v", "change.spikes"}) {
      arrays.put(name, ArrayFile.read(result, name));
    }
    return arrays;
  }

  private static void same(Map<String, NdArray> actual, Map<String, NdArray> expected) {
    expected.forEach((name, array) -> {
      assertThat(actual.get(name).shape()).isEqualTo(array.shape());
      assertThat((int[]) actual.get(name).data()).as(name + ", -Dspikelock.seed=" + SEED).isEqualTo((int[]) array.data());
    });
  }

  private static String range(NdArray array) {
    int[] values = (int[]) array.data();
    return Arrays.stream(values).min().orElseThrow() + ".." + Arrays.stream(values).max().orElseThrow();
  }

  @Test
  void aChipWithoutPayloadsSaysWhatToDo() {
    Said said = Spikelock.run("run", network, "--chip", "mesh-2x2", "--input", input);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("payload_bits 0", "payload_bits 4");
  }
}
