package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/**
 * A recurrent network that snnTorch trained on letters in Braille: mapped, run, referred to and proved, by the commands of the main job. And
 * how well the one of the NIR paper does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrailleJobTest {
  private static final int SAMPLES = 100;
  private static final int TIMESTEPS = 64;
  private static final int FLOAT_RIGHT = 86;
  private static final double WORSE_AT_MOST = 0.03;

  @TempDir static Path folder;
  private Path image;
  private JsonNode mapped;

  private static Path network() {
    return Spikelock.recorded("letters.nir");
  }

  private static Path input() {
    return Spikelock.recorded("letters_x.npz");
  }

  private static Path labels() {
    return Spikelock.recorded("letters_y.npy");
  }

  @BeforeAll
  void map() {
    image = folder.resolve("braille.slk");
    mapped = Spikelock.json("map", network(), "--chip", "mesh-2x2", "--dt", "1e-4", "--reset", "zero", "-o", image);
  }

  @Test
  void mapSaysWhatItTakes() {
    assertThat(mapped.propertyNames()).containsExactly("schema", "version", "verb", "image", "report", "hash", "chip", "cores", "neurons",
        "synapses_stored", "synapses_unrolled", "per_core", "lags", "quantisation", "changes", "settings", "repairs", "warnings");
    // LIF and CubaLIF are two datapaths
    assertThat(mapped.get("cores").asInt()).isEqualTo(2);
    assertThat(mapped.get("neurons").asInt()).isEqualTo(38 + 7);
    // weights that round to 0 are no synapses
    assertThat(mapped.get("synapses_unrolled").asInt()).isBetween(2000, 12 * 38 + 38 * 38 + 38 * 7);
    assertThat(mapped.get("synapses_stored").asInt()).isBetween(1, mapped.get("synapses_unrolled").asInt());
    assertThat(mapped.get("per_core")).hasSize(2);
    assertThat(mapped.get("lags").propertyNames()).hasSize(2);
    assertThat(mapped.get("quantisation").propertyNames()).isEqualTo(mapped.get("lags").propertyNames());
  }

  @Test
  void everySampleEqualsTheIntegerReferenceAndAccuracyHolds() {
    Path onChip = folder.resolve("chip.npz");
    Path asIntegers = folder.resolve("integers.npz");
    JsonNode run = Spikelock.json("run", image, "--input", input(), "--labels", labels(), "-o", onChip);
    JsonNode reference = Spikelock.json("run", image, "--target", "reference", "--input", input(), "--labels", labels(), "-o", asIntegers);

    assertThat(run.propertyNames()).containsExactly("schema", "version", "verb", "target", "image_hash", "samples", "timesteps", "accuracy",
        "predictions", "readout", "output_spikes", "lag", "settings", "seed", "latency_us", "clock", "wall_s", "cpu_s", "cycles", "counters", "output");
    assertThat(run.get("cycles").propertyNames()).containsExactly("total", "mean_per_timestep", "max_per_timestep", "batches", "steps");
    assertThat(run.get("counters").propertyNames()).containsExactly("accumulations", "spikes", "packets_in", "packets_out",
        "axon_out_stalls", "busy_cycles", "hops", "saturated");
    assertThat(run.get("counters").get("hops").propertyNames()).containsExactly("n", "e", "s", "w");
    assertThat(reference.propertyNames()).isEqualTo(run.propertyNames());
    assertThat(run.get("samples").asInt()).isEqualTo(SAMPLES);
    assertThat(run.get("timesteps").asInt()).isEqualTo(SAMPLES * TIMESTEPS);
    assertThat(run.get("cycles").get("steps").asInt()).isEqualTo(SAMPLES * (TIMESTEPS + run.get("lag").asInt()));
    assertThat(run.get("lag").asInt()).isEqualTo(1);
    assertThat(run.get("output_spikes").asLong()).isGreaterThan(4_000);
    System.out.println("Braille on the chip: " + run.get("accuracy") + ", float " + (double) FLOAT_RIGHT / SAMPLES + ", "
        + run.get("cycles"));

    assertThat(run.get("accuracy").asDouble()).isGreaterThanOrEqualTo((double) FLOAT_RIGHT / SAMPLES - WORSE_AT_MOST);
    for (String field : List.of("accuracy", "predictions", "output_spikes", "samples", "timesteps", "image_hash")) {
      assertThat(run.get(field)).as(field).isEqualTo(reference.get(field));
    }
    assertThat(reference.get("cycles").isNull()).isTrue();
    assertSame(asIntegers, onChip);
  }

  private static void assertSame(Path expected, Path actual) {
    Map<String, NdArray> left = ArrayFile.read(expected);
    Map<String, NdArray> right = ArrayFile.read(actual);
    assertThat(right.keySet()).isEqualTo(left.keySet()).isNotEmpty();
    left.forEach((name, array) -> {
      assertThat(right.get(name).shape()).as(name).isEqualTo(array.shape());
      assertThat(Arrays.mismatch(right.get(name).ints(), array.ints())).as("first difference of " + name).isEqualTo(-1);
    });
  }

  @Test
  void moreCoresGiveTheSameSpikes() {
    Path spread = folder.resolve("spread.slk");
    JsonNode limited = Spikelock.json("map", network(), "--chip", "mesh-2x2", "--dt", "1e-4", "--reset", "zero", "--limit", "neurons=24",
        "-o", spread);
    assertThat(limited.get("cores").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(limited.get("per_core")).hasSize(limited.get("cores").asInt());
    String probe = mapped.get("lags").propertyNames().iterator().next() + ".spikes";

    JsonNode one = Spikelock.json("run", image, "--input", input(), "--samples", ":60", "--probe", probe, "-o", folder.resolve("one.npz"));
    JsonNode many = Spikelock.json("run", spread, "--input", input(), "--samples", ":60", "--probe", probe, "-o", folder.resolve("many.npz"));

    assertSame(folder.resolve("one.npz"), folder.resolve("many.npz"));
    assertThat(many.get("counters").get("spikes")).isEqualTo(one.get("counters").get("spikes"));
    assertThat(many.get("counters").get("hops").get("e").asLong()).isPositive();
    assertThat(many.get("cycles").get("total")).isNotEqualTo(one.get("cycles").get("total"));
  }

  @Test
  void floatReferenceRepeatsWhatSnnTorchAnswered() {
    Path file = folder.resolve("float.npz");

    Spikelock.json("run", network(), "--target", "reference", "--like", "snntorch", "--input", input(), "--probe", "lif1.lif.spikes", "-o", file);

    Map<String, NdArray> recorded = ArrayFile.read(Spikelock.recorded("letters.npz"));
    int[] hidden = recorded.get("hidden").ints();
    assertThat(ArrayFile.read(file).get("output").ints()).isEqualTo(recorded.get("snntorch").ints());
    assertThat(Arrays.copyOf(ArrayFile.read(file).get("lif1.lif.spikes").ints(), hidden.length)).isEqualTo(hidden);
  }

  /** 578 samples that the paper's authors recorded, of which the network knows 557 in floats. */
  @Test
  void theNetworkOfTheNirPaperKeepsItsAccuracyOnTheChip() {
    JsonNode run = Spikelock.json("run", Spikelock.shared("nir-samples/braille_noDelay_bias_zero.nir"), "--chip", "mesh-2x2", "--dt", "1e-4", "--reset",
        "zero", "--input", Spikelock.shared("data/braille/braille7_x.npy"), "--labels", Spikelock.shared("data/braille/braille7_y.npy"));

    System.out.println("Braille of the NIR paper on the chip: " + run.get("accuracy") + ", float " + 557 / 578.0 + ", " + run.get("cycles"));
    assertThat(run.get("samples").asInt()).isEqualTo(578);
    assertThat(run.get("accuracy").asDouble()).isGreaterThanOrEqualTo(557 / 578.0 - 0.015);
  }

  @Test
  void floatReferenceKnowsItsLetters() {
    JsonNode run = Spikelock.json("run", network(), "--target", "reference", "--dt", "1e-4", "--reset", "zero", "--input", input(), "--labels",
        labels());

    assertThat(Math.round(run.get("accuracy").asDouble() * SAMPLES)).isEqualTo(FLOAT_RIGHT);
    assertThat(run.get("image_hash").asString()).isEmpty();
    assertThat(run.get("counters").isNull()).isTrue();
  }

  @Test
  void lockstepIsEqualThroughEitherBindingAndApart() {
    Spikelock.needsVerilator();
    List<JsonNode> answers = new ArrayList<>();
    for (List<String> way : List.of(List.of("--binding", "ffm"), List.of("--binding", "jni"), List.of("--isolate"))) {
      List<Object> command = new ArrayList<>(List.of("cosim", image, "--input", input(), "--samples", "0:2"));
      command.addAll(way);
      answers.add(Spikelock.json(command.toArray()));
    }

    JsonNode first = answers.getFirst();
    assertThat(first.propertyNames()).containsExactly("schema", "version", "verb", "equal", "samples", "timesteps", "cycles", "output_spikes",
        "state_words_compared", "port_events_compared", "against", "binding", "isolated", "image_hash", "rtl_hash", "seed", "first_difference", "waveform",
        "loaded", "memory_words_read_back", "input", "sample_numbers", "next", "energy", "below");
    assertThat(first.get("equal").asBoolean()).isTrue();
    assertThat(first.get("timesteps").asInt()).isEqualTo(2 * (TIMESTEPS + 1));
    // in every timestep at least the schedulers: 4 tiles, 16 slots, 1,024 axons, 16 axons a word
    assertThat(first.get("state_words_compared").asLong()).isGreaterThan(first.get("timesteps").asLong() * 4 * 16 * 1024 / 16);
    assertThat(first.get("output_spikes").asLong()).isPositive();
    assertThat(first.get("first_difference").isNull()).isTrue();
    assertThat(answers.stream().map(a -> a.get("binding").asString())).containsExactly("ffm", "jni", "ffm");
    assertThat(answers.stream().map(a -> a.get("isolated").asBoolean())).containsExactly(false, false, true);
    for (JsonNode answer : answers) {
      for (String field : List.of("equal", "timesteps", "cycles", "output_spikes", "state_words_compared", "image_hash", "rtl_hash", "seed")) {
        assertThat(answer.get(field)).as(field).isEqualTo(first.get(field));
      }
    }
    JsonNode run = Spikelock.json("run", image, "--input", input(), "--samples", "0:2");
    assertThat(run.get("cycles").get("total")).isEqualTo(first.get("cycles"));
    assertThat(run.get("image_hash")).isEqualTo(mapped.get("hash")).isEqualTo(first.get("image_hash"));
  }

  @Test
  void anArbiterThatAsksInAnotherOrderIsFound() throws IOException {
    Spikelock.needsVerilator();
    Path four = folder.resolve("four.slk");
    Path project = folder.resolve("my-chip");
    Spikelock.json("map", network(), "--chip", "mesh-2x2", "--dt", "1e-4", "--reset", "zero", "--limit", "neurons=12", "-o", four);
    Spikelock.json("emit", four, "-o", project);
    Object[] cosim = {"cosim", four, "--input", input(), "--samples", "0:1", "--rtl", project, "--json"};
    Said same = Spikelock.run(cosim);
    assertThat(same.code()).as(same.err()).isZero();

    Spikelock.plant(project, "round_robin.v", "if (rst) behind <= 5'b11111;", "if (rst) behind <= 5'b11110;");
    Said said = Spikelock.run(cosim);

    Spikelock.assertDifferent(said);
    assertThat(said.json().get("first_difference").get("kind").asString()).isIn("counter", "step_cycles");
    assertThat(said.json().get("first_difference").get("events")).isNotEmpty();
  }
}
