package spikelock.toolchain.command.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.toolchain.console.CommandRun;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.examples.Examples;

/**
 * The JSON object of every verb that needs no Verilator, byte for byte as recorded in the resources beside this class: others read it. What is
 * meant to change is copied there from the folder that a failure names. ({@code EnvelopeTest} has the rest.)
 */
class AnswersTest {
  private static final Path FRESH = Path.of("target", "answers");
  @TempDir Path folder;

  @Test
  void chipsAndModels() throws Exception {
    recorded("chips-one", "chips", "hx8k-1");
    recorded("models-one", "models", "LIF");
    recorded("profiles-one", "profiles", "show", "odin");
    recorded("validate", "validate", "V1b", "V3a", "V8", "V9", "V10");
    assertThat(json("chips")).startsWith("{\"schema\":\"spikelock/result/1\",\"version\":\"development\",\"verb\":\"chips\",\"chips\":[{\"name\":\"core-1\","
        + "\"description\":\"one core with its router\",\"spec\":{\"name\":\"core-1\",\"width\":1,");
    assertThat(json("models")).contains("{\"name\":\"I\",\"of\":\"cuba\",\"description\":\"integrator without leak or spike\",\"parameters\":[\"bias\"],"
        + "\"operations\":5,\"latency_cycles\":1}");
  }

  @Test
  void boards() throws Exception {
    recorded("boards-one", "boards", "show", "icebreaker");
    assertThat(json("boards")).startsWith("{\"schema\":\"spikelock/result/1\",\"version\":\"development\",\"verb\":\"boards\",\"boards\":[{\"name\":\"arty-a7-100t\",");
    assertThat(json("boards", "fit", "orientation")).contains("\"candidates\":[", "{\"board\":\"hx8k-breakout\",\"family\":\"ice40-hx\",\"overlay\":\"lif\",\"candidate\":true,\"lacks\":\"\",");
  }

  @Test
  void whatIsSaidOfFiles() throws Exception {
    Path nir = nir();
    recorded("info-network", "info", "orientation");
    recorded("info-nir", "info", nir);
    recorded("check", "check", "orientation");
    recorded("check-refused", "check", nir, "--chip", "core-1");
    recorded("explain", "explain", nir, "conv1");
    recorded("convert", "convert", nir, "-o", folder.resolve("out.nir"));
    recorded("info-table", "info", table());
  }

  @Test
  void examplesAndWhatIsTrainedOnThem() throws Exception {
    recorded("examples", "examples");
    recorded("examples-glyphs", "examples", "glyphs", "--count", 20, "--seed", 7, "-o", folder.resolve("digits"));
    json("examples", "glyphs", "--count", 200, "--seed", 7, "-o", folder.resolve("many"));
    Path images = folder.resolve("many").resolve("glyphs-images.idx");
    Path labels = folder.resolve("many").resolve("glyphs-labels.idx");
    recorded("info-data", "info", images);
    recorded("info-labels", "info", labels);
    recorded("train", "train", "--data", images, "--labels", labels, "--layers", "256-10", "--timesteps", 5, "--encode", "rate", "--epochs", 2,
        "--validate", 0.1, "--report", folder.resolve("t.html"), "-o", folder.resolve("net.nir"));
    recorded("train-relu", "train", "--data", images, "--labels", labels, "--layers", "256-10", "--model", "relu", "--epochs", 1, "--weight-bits", "float");
  }

  @Test
  void networksOnAChip() throws Exception {
    Path image = folder.resolve("o.slk");
    recorded("map", "map", "orientation", "-o", image, "--report", folder.resolve("o.html"));
    recorded("map-sweep", "map", "orientation", "--sweep-bits", "3:4", "--samples", "0:2");
    recorded("map-sweep-unfit", "map", "orientation", "--sweep-bits", "9:10", "--samples", "0:2", "--chip", "core-1", "--limit", "neurons=16");
    recorded("info-image", "info", image);
    recorded("emit", "emit", "orientation", "-o", folder.resolve("rtl"));
    recorded("run", "run", "orientation", "-o", folder.resolve("out.npz"));
    json("run", "orientation", "--samples", "0:2", "-o", folder.resolve("out.npz"));
    recorded("info-arrays", "info", folder.resolve("out.npz"));
    recorded("run-image", "run", image, "--input", table(), "--csv", "frames", "--probe", "choice.spikes", "-o", folder.resolve("r.npz"));
    recorded("run-integers", "run", image, "--target", "reference", "--input", table(), "--csv", "frames");
    recorded("run-reference", "run", "orientation", "--target", "reference", "--samples", "0:3");
    recorded("wrong", "run", "orientaton");
  }

  @Test
  void manySettings() throws Exception {
    Path file = Files.writeString(folder.resolve("s.yaml"), "format: spikelock/sweep\nversion: 1\nnetwork: orientation\nsamples: 0:2\n"
        + "axes: {chip: [core-1, mesh-2x2], neurons: [16, 64], weight_bits: 7..9, clock_mhz: 50}\n");
    recorded("sweep-dry", "sweep", file, "--dry-run");
    Path half = folder.resolve("half.sqlite");
    recorded("sweep", "sweep", file, "-o", half, "--shard", "1/2", "--csv", folder.resolve("s.csv"), "--report", folder.resolve("s.html"));
    recorded("sweep-merge", "sweep", "merge", half, "-o", folder.resolve("all.sqlite"));
  }

  @Test
  void theMachine() throws Exception {
    // a folder without any tool
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CommandRun(List.of(new DoctorVerb(folder.toString())), Map.of(), new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), folder.resolve("bugs")).run("doctor", "--json");
    compare("doctor", out.toString(StandardCharsets.UTF_8));
  }

  /** Whatever a verb answers is explained by its help, as help is made from the same records. */
  @Test
  void everyFieldSaysWhatItMeans() {
    List<String> silent = new ArrayList<>();
    int fields = 0;
    for (Verb verb : Verbs.all()) {
      assertThat(verb.answers()).as(verb.getClass().getName()).isNotEmpty();
      for (Class<?> answer : verb.answers()) {
        for (RecordComponent component : answer.getRecordComponents()) {
          fields++;
          if (!component.isAnnotationPresent(Means.class) && !component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
            silent.add(answer.getSimpleName() + "." + component.getName());
          }
        }
      }
    }
    assertThat(silent).isEmpty();
    assertThat(fields).isGreaterThan(150);
  }

  private Path nir() throws IOException {
    try (InputStream in = Examples.class.getResourceAsStream("glyphs/glyphs.nir")) {
      return Files.write(folder.resolve("glyphs.nir"), in.readAllBytes());
    }
  }

  /** Spikes of 36 channels in 12 timesteps. */
  private Path table() throws IOException {
    List<String> rows = IntStream.range(0, 12).mapToObj(t -> String.join(",",
        IntStream.range(0, 36).mapToObj(c -> (t * 7 + c * 5) % 11 == 0 ? "1" : "0").toList())).toList();
    return Files.write(folder.resolve("f.csv"), rows);
  }

  private void recorded(String name, Object... arguments) throws IOException {
    compare(name, json(arguments));
  }

  private String json(Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    words.add("--json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CommandRun(Verbs.all(), Map.of(), new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), folder.resolve("bugs")).run(words.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8);
  }

  private void compare(String name, String json) throws IOException {
    String said = steady(json);
    Files.createDirectories(FRESH);
    Files.writeString(FRESH.resolve(name + ".json"), said);
    try (InputStream in = AnswersTest.class.getResourceAsStream("answers/" + name + ".json")) {
      assertThat(said).as("recorded answer %s; the new one is %s", name, FRESH.resolve(name + ".json"))
          .isEqualTo(in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Without what is another at each run or with each change of the Verilog. */
  private String steady(String json) {
    return json.replace(folder + "/", "").replaceAll("\"(wall_s|cpu_s)\":[0-9.E-]+", "\"$1\":0").replaceAll("\"[0-9a-f]{64}\"", "\"HASH\"")
        .replaceAll("\"files\":\\[\"rtl/[^\\]]*]", "\"files\":[]").replaceAll("(\"(?:javaVersion|javaHome|cacheFolder)\"):\"[^\"]*\"", "$1:\"\"")
        .replaceAll("(\"(?:cores|memoryMib|heapMib)\":)\\d+(?=[^}]*\"cacheFolder\")", "$10")
        .replaceAll("(\"(?:compiler|vectorModule|zlibHeaders|cacheWritable)\":)(true|false)", "$1true").replace("; zlib.h is missing", "")
        .replace(",\"zlib.h is missing\"", "").replace(" zlib1g-dev\"", "\"");
  }
}
