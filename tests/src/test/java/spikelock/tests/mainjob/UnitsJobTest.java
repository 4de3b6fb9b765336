package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** Units that NIR lacks: adaptive LIF down to the RTL, artificial units in the reference alone. */
class UnitsJobTest {
  private static final String ADAPTIVE = """
      format: spikelock/network
      version: 1
      name: adaptive
      populations:
        - {name: in, input: true, size: 4}
        - {name: hidden, size: 6, neuron: ALIF, tau_mem_s: 1e-2, tau_adapt_s: 3e-2, beta: 0.4, initial_a: 0.1, unit_gain: true,
           v_threshold: 1, bias: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3]}
        - {name: out, size: 2, neuron: ALIF, tau_mem_s: 2e-2, tau_adapt_s: [2e-2, 5e-2], beta: 0.2, unit_gain: true, v_threshold: 1, refractory: 1}
      projections:
        - {from: in, to: hidden, all_to_all: 0.25}
        - {from: hidden, to: hidden, all_to_all: -0.05}
        - {from: hidden, to: out, delay: 0, weights: [[0.3, 0.1, 0.2, 0.1, 0.2, 0.1], [0.1, 0.2, 0.1, 0.3, 0.1, 0.2]]}
      outputs: [out]
      chip: core-1
      run: {dt_s: 1e-3, reset: RESET}
      """;
  private static final String ARTIFICIAL = """
      format: spikelock/network
      version: 1
      name: artificial
      populations:
        - {name: in, input: true, size: 3}
        - {name: hidden, size: 2, neuron: ReLU, bias: [0.5, 0]}
        - {name: out, size: 2, neuron: Softmax}
      projections:
        - {from: in, to: hidden, weights: [[1, 0, 0], [0, 1, -1]]}
        - {from: hidden, to: out, weights: [[1, 0], [0, 2]]}
      outputs: [out]
      """;

  @TempDir Path folder;

  private Path adaptive(String reset) throws IOException {
    return Files.writeString(folder.resolve("adaptive.yaml"), ADAPTIVE.replace("RESET", reset));
  }

  private Path events() throws IOException {
    StringBuilder events = new StringBuilder("timestep,channel\n");
    for (int timestep = 0; timestep < 50; timestep++) {
      for (int channel = 0; channel < 4; channel++) {
        events.append((timestep * 7 + channel * 5) % 6 < 2 ? timestep + "," + channel + "\n" : "");
      }
    }
    return Files.writeString(folder.resolve("in.csv"), events);
  }

  @Test
  void anAdaptiveNetworkSpikesOnTheChipAsItsIntegersDoAndNearlyAsItsFloatsDo() throws IOException {
    for (String reset : new String[] {"subtract", "value"}) {
      Path network = adaptive(reset);
      Path image = folder.resolve("adaptive.slk");
      Spikelock.json("map", network, "-o", image);

      long chip = Spikelock.json("run", image, "--input", events()).get("output_spikes").asLong();
      long integers = Spikelock.json("run", image, "--input", events(), "--target", "reference").get("output_spikes").asLong();
      long floats = Spikelock.json("run", network, "--input", events(), "--target", "reference").get("output_spikes").asLong();

      assertThat(chip).as(reset).isGreaterThan(5).isEqualTo(integers);
      assertThat(chip).as(reset).isBetween(floats - 1, floats + 1);
    }
  }

  @Test
  void anAdaptiveNetworkIsTheSameInRtl() throws IOException {
    Spikelock.needsVerilator();

    for (String reset : new String[] {"subtract", "value"}) {
      JsonNode answer = Spikelock.json("cosim", adaptive(reset), "--input", events());

      assertThat(answer.get("equal").asBoolean()).as(reset).isTrue();
      assertThat(answer.get("output_spikes").asLong()).as(reset).isGreaterThan(5);
    }
  }

  @Test
  void artificialUnitsRunInTheReferenceAndClassify() throws IOException {
    Path network = Files.writeString(folder.resolve("artificial.yaml"), ARTIFICIAL);
    Path input = Files.writeString(folder.resolve("x.csv"), "1,0.5,0,0\n0,1.5,0.25,1\n0,1,1,0\n");

    JsonNode answer = Spikelock.json("run", network, "--target", "reference", "--input", input, "--csv", "images", "--labels", "last", "--encode",
        "direct", "--timesteps", "1");

    assertThat(answer.get("predictions").toString()).isEqualTo("[0,1,0]");
    assertThat(answer.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(answer.get("readout").asString()).isEqualTo("max");
    assertThat(Spikelock.json("info", network).get("details").get("populations").get(2).get("type").asString()).isEqualTo("Softmax");
  }

  @Test
  void artificialUnitsAreRefusedByTheChipInOneMessage() throws IOException {
    Path network = Files.writeString(folder.resolve("artificial.yaml"), ARTIFICIAL);

    for (String verb : new String[] {"map", "run", "cosim"}) {
      Said said = verb.equals("map") ? Spikelock.run(verb, network) : Spikelock.run(verb, network, "--input", events());

      assertThat(said.code()).as(verb).isEqualTo(2);
      assertThat(said.err()).as(verb).contains("hidden: is of ReLU units; artificial units do not reach the chip yet", "--target reference");
    }
  }
}
