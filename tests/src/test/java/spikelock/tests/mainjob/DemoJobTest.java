package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.tests.mainjob.Spikelock.Said;
import spikelock.toolchain.examples.Examples;
import tools.jackson.databind.JsonNode;

/** The bundled networks the whole way, and the synthetic data set as files. */
class DemoJobTest {
  @TempDir Path folder;

  @Test
  void everyExampleGoesTheWholeWay() {
    Spikelock.needsVerilator();
    for (String name : Examples.names()) {
      Path files = folder.resolve(name);

      JsonNode demo = Spikelock.json("demo", name, "-o", files);

      assertThat(demo.propertyNames()).containsExactly("schema", "version", "verb", "network", "chip", "cores", "neurons", "samples", "accuracy", "spikes",
          "cycles_per_timestep", "latency_us", "latency_p95_us", "clock", "emulator_cycles_per_s", "rtl_cycles_per_s", "equal", "samples_compared",
          "timesteps_compared", "cycles_compared", "state_words_compared", "costs", "folder", "page");
      assertThat(demo.get("costs")).hasSize(2);
      demo.get("costs").forEach(cost -> assertThat(cost.get("per_inference_j").asDouble()).isBetween(cost.get("low").asDouble(), cost.get("high").asDouble()));
      assertThat(files.resolve("cost.html")).isNotEmptyFile();
      assertThat(demo.get("equal").asBoolean()).isTrue();
      assertThat(demo.get("accuracy").asDouble()).isGreaterThan(.94);
      assertThat(demo.get("samples_compared").asInt()).isGreaterThanOrEqualTo(3);
      assertThat(demo.get("latency_p95_us").asDouble()).isGreaterThan(demo.get("latency_us").asDouble() * .9);
      assertThat(Path.of(demo.get("page").asString())).isNotEmptyFile().isEqualTo(files.resolve("demo.html"));
      assertThat(files.resolve(name + ".slk")).isNotEmptyFile();
      assertThat(files.resolve("verilog")).isDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "30, 7"})
  void glyphsAreWrittenAsFilesThatAreRead(int count, int seed) throws Exception {
    Path data = folder.resolve("digits");

    JsonNode written = Spikelock.json("examples", "glyphs", "--count", count, "--seed", seed, "-o", data).get("synthetic");

    Path images = Path.of(written.get("images").asString());
    Path labels = Path.of(written.get("labels").asString());
    assertThat(Files.size(images)).isEqualTo(16 + 256L * count);
    assertThat(Files.size(labels)).isEqualTo(8 + count);
    assertThat(written.get("seed").asInt()).isEqualTo(seed);
    JsonNode info = Spikelock.json("info", images);
    assertThat(info.get("details").toString()).contains("[" + count + ",16,16]");
  }

  @ParameterizedTest
  @CsvSource({"glyphs --count 0 -o DIR, --count", "orientation -o DIR, data set", "-o DIR, data set", "glyps, glyph"})
  void wrongWishesAreOneMessage(String arguments, String says) {
    Said said = Spikelock.run((Object[]) ("examples " + arguments.replace("DIR", folder.resolve("x").toString())).split(" "));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(says);
    assertThat(folder).isEmptyDirectory();
  }
}
