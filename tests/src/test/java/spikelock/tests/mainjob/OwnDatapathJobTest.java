package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** A chip that names a {@code .neuron} file beside it, and a network whose neurons are of that file. */
class OwnDatapathJobTest {
  private static final String NEURON = """
      format: spikelock/neuron
      version: 1
      name: my
      constants: {ACC_BITS: 24}
      inputs: {synaptic: "s{ACC_BITS}.0"}
      state: {v: s16.0}
      observed: [v]
      parameters:
        threshold: {type: s16.0, default: 10}
      let:
        sum: saturate(v + synaptic, s16.0)
        fires: sum >= threshold
      next: {v: "select(fires, 0, sum)"}
      spike: fires
      """;
  private static final String CHIP = """
      format: spikelock/chip
      version: 1
      name: mine
      mesh: {width: 2, height: 1}
      neurons: 32
      axons: 64
      synapse_words: 256
      fanout_entries: 64
      input_buffer: 64
      outputs: 16
      set_words: 64
      datapaths:
        default: {model: my.neuron}
      """;
  private static final String NETWORK = """
      format: spikelock/network
      version: 1
      name: net
      populations:
        - {name: in, input: true, size: 4}
        - {name: a, size: 8, datapath: my.neuron, parameters: {threshold: 5}}
        - {name: b, size: 3, datapath: my.neuron, parameters: {threshold: [3, 4, 6]}}
      projections:
        - {from: in, to: a, delay: 0, weights: [[3,0,0,1],[0,3,0,1],[0,0,3,1],[1,1,1,1],[2,2,0,0],[0,2,2,0],[5,0,0,0],[0,0,0,5]]}
        - {from: a, to: b, delay: 1, weights: [[1,2,1,2,1,2,1,2],[3,0,0,0,0,0,0,3],[1,1,1,1,1,1,1,1]]}
      outputs: [b]
      """;

  @TempDir Path folder;
  private Path chip;
  private Path network;
  private Path input;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("my.neuron"), NEURON);
    chip = Files.writeString(folder.resolve("my.yaml"), CHIP);
    network = Files.writeString(folder.resolve("net.yaml"), NETWORK);
    StringBuilder events = new StringBuilder("timestep,channel\n");
    for (int timestep = 0; timestep < 40; timestep++) {
      for (int channel = 0; channel < 4; channel++) {
        events.append((timestep * 7 + channel * 5) % 6 < 3 ? timestep + "," + channel + "\n" : "");
      }
    }
    input = Files.writeString(folder.resolve("in.csv"), events);
  }

  @Test
  void mapsAndRunsAsTheReferenceDoes() {
    Path image = folder.resolve("net.slk");

    JsonNode mapped = Spikelock.json("map", network, "--chip", chip, "--limit", "neurons=8", "-o", image);
    JsonNode chipRun = Spikelock.json("run", image, "--input", input);
    JsonNode direct = Spikelock.json("run", network, "--chip", chip, "--input", input);
    JsonNode reference = Spikelock.json("run", network, "--target", "reference", "--input", input);

    assertThat(mapped.get("cores").asInt()).isEqualTo(2);
    assertThat(mapped.get("per_core").get(0).get("datapath").asString()).isEqualTo("my.neuron");
    assertThat(chipRun.get("output_spikes").asLong()).isPositive().isEqualTo(reference.get("output_spikes").asLong())
        .isEqualTo(direct.get("output_spikes").asLong());
  }

  @Test
  void lockstepAndAnEmittedProjectAreEqual() {
    Spikelock.needsVerilator();
    Path project = folder.resolve("rtl");

    JsonNode own = Spikelock.json("cosim", network, "--chip", chip, "--limit", "neurons=8", "--input", input);
    Spikelock.json("emit", network, "--chip", chip, "-o", project);
    JsonNode emitted = Spikelock.json("cosim", network, "--chip", chip, "--input", input, "--rtl", project);

    assertThat(own.get("equal").asBoolean()).isTrue();
    assertThat(own.get("output_spikes").asLong()).isPositive();
    assertThat(emitted.get("equal").asBoolean()).isTrue();
  }

  @Test
  void randomNetworksOnItAreEqual() {
    Spikelock.needsVerilator();

    JsonNode answer = Spikelock.json("soak", "--chip", chip, "--networks", 20, "--seed", 5, "-o", folder.resolve("soak"));

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("networks").asInt()).isEqualTo(20);
    assertThat(answer.get("output_spikes").asLong()).isPositive();
  }

  @Test
  void anotherFileOfTheSameNameIsRefused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("my.neuron"), NEURON.replace("default: 10", "default: 11"));

    Said said = Spikelock.run("map", Files.writeString(other.resolve("net.yaml"), NETWORK), "--chip", chip);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("my.neuron: a: differs from the my.neuron of mine");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.writeString(chip, CHIP.replace("my.neuron", "mu.neuron"));

    Said said = Spikelock.run("map", network, "--chip", chip);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("mu.neuron: no such file");
  }
}
