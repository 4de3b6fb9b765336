package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.tests.mainjob.Spikelock.Said;
import spikelock.toolchain.command.Main;
import tools.jackson.databind.JsonNode;

/** {@code train}: from samples to a network that the chip answers with exactly as it was trained. */
class TrainJobTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260411);

  @TempDir Path folder;

  /** Words of a training on a synthetic table of three classes. */
  private List<Object> small(Object... more) throws IOException {
    Path table = folder.resolve("table.csv");
    if (!Files.exists(table)) {
      System.out.println("TrainJobTest: -Dspikelock.seed=" + SEED);
      Random random = new Random(SEED);
      Files.writeString(table, IntStream.range(0, 150).mapToObj(i -> IntStream.range(0, 6)
          .mapToObj(c -> Integer.toString((c % 3 == i % 3 ? 8 : 1) + random.nextInt(8))).collect(Collectors.joining(",")) + "," + i % 3 + "\n")
          .collect(Collectors.joining()));
    }
    List<Object> words = new ArrayList<>(List.of("train", "--data", table, "--label-column", "last", "--encode", "rate", "--timesteps", "8"));
    words.addAll(List.of(more));
    return words;
  }

  private static JsonNode json(List<Object> words) {
    return Spikelock.json(words.toArray());
  }

  /** Runs what {@code train} says gives the same. */
  private static JsonNode again(JsonNode trained, int command) {
    Object[] words = Arrays.stream(trained.get("commands").get(command).asString().split(" ")).skip(1).toArray();
    return Spikelock.json(words);
  }

  private static void assertSameOnTheChip(JsonNode trained) {
    assertThat(trained.get("chip_predictions")).isEqualTo(trained.get("test_predictions"));
    assertThat(trained.get("chip_accuracy").asDouble()).isEqualTo(trained.get("test_accuracy").asDouble());
    JsonNode run = again(trained, 1);
    assertThat(run.get("predictions")).isEqualTo(trained.get("test_predictions"));
    assertThat(run.get("accuracy").asDouble()).isEqualTo(trained.get("chip_accuracy").asDouble());
    int tested = trained.get("split").get("test").asInt();
    assertThat(run.get("counters").get("accumulations").asDouble() / tested).isEqualTo(trained.get("synaptic_operations").asDouble());
  }

  @Test
  void picturesAreAnsweredOnTheChipAsTheyWereTrained() throws IOException {
    Path digits = folder.resolve("digits.csv");
    Random random = new Random(SEED);
    // ten pictures of 8 x 8, each sample one of them with noise
    int[][] pictures = new int[10][64];
    for (int[] picture : pictures) {
      Arrays.setAll(picture, pixel -> random.nextInt(3) == 0 ? 12 : 0);
    }
    Files.writeString(digits, IntStream.range(0, 600).mapToObj(i -> IntStream.range(0, 64)
        .mapToObj(pixel -> Integer.toString(pictures[i % 10][pixel] + random.nextInt(5))).collect(Collectors.joining(",")) + "," + i % 10 + "\n")
        .collect(Collectors.joining()));

    JsonNode trained = Spikelock.json("train", "--data", digits, "--label-column", "last", "--layers", "64-32-10", "--model", "lif", "--timesteps", 10,
        "--encode", "rate", "--weight-bits", 8, "--epochs", 3, "--seed", 1, "-o", folder.resolve("net.nir"));

    assertSameOnTheChip(trained);
    assertThat(trained.get("test_accuracy").asDouble()).isGreaterThan(0.75);
    assertThat(trained.get("history").size()).isEqualTo(3);
    assertThat(trained.get("split").get("test").asInt() + trained.get("split").get("train").asInt()).isEqualTo(600);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("digits.csv", "net.nir", "net.test.npy");
    again(trained, 0);
    assertThat(folder.resolve("net.slk")).exists();
  }

  @Test
  void payloadsScaledColumnsAndNamesOfClassesMeanTheSameToTrainAndRun() throws IOException {
    Path flowers = folder.resolve("flowers.csv");
    Random random = new Random(SEED);
    String[] classes = {"small", "middling", "large"};
    // columns of different scales, and names for classes
    Files.writeString(flowers, IntStream.range(0, 150).mapToObj(i -> IntStream.range(0, 4).mapToObj(c -> String.format(java.util.Locale.ROOT, "%.2f",
        (1 + c) * (1 + i % 3 + 0.25 * random.nextGaussian()))).collect(Collectors.joining(",")) + "," + classes[i % 3] + "\n").collect(Collectors.joining()));

    JsonNode trained = Spikelock.json("train", "--data", flowers, "--labels", "last", "--layers", "4-24-3", "--timesteps", 10, "--encode", "current",
        "--full-scale", "columns", "--epochs", 20, "--weight-bits", 4, "-o", folder.resolve("flowers.nir"));

    assertSameOnTheChip(trained);
    assertThat(trained.get("classes").get(2).asString()).as("by the alphabet").isEqualTo("small");
    assertThat(trained.get("chip").asString()).isEqualTo("mesh-2x2-p8");
    assertThat(trained.get("test_accuracy").asDouble()).isGreaterThan(0.8);
  }

  /** The test data has no "a": on their own its names would be numbered from "b". */
  @ParameterizedTest
  @ValueSource(strings = {"net.nir", "net.yaml"})
  void namesOfClassesAreTheNetworksWhenItIsRun(String network) throws IOException {
    small();
    List<String> rows = Files.readAllLines(folder.resolve("table.csv")).stream()
        .map(row -> row.substring(0, row.length() - 1) + "\"" + "abc".charAt(row.charAt(row.length() - 1) - '0') + ", or so\"").toList();
    Path all = Files.write(folder.resolve("named.csv"), rows);
    Path some = Files.write(folder.resolve("test.csv"), rows.stream().filter(row -> !row.contains("\"a")).limit(40).toList());

    JsonNode trained = Spikelock.json("train", "--data", all, "--test-data", some, "--label-column", "last", "--encode", "rate", "--timesteps", "8", "--layers",
        "6-12-3", "--epochs", 30, "--weight-bits", 8, "-o", folder.resolve(network));

    assertThat(trained.get("test_accuracy").asDouble()).isGreaterThan(0.5);
    assertSameOnTheChip(trained);
    assertThat(Spikelock.json("info", folder.resolve(network)).findValue("classes").get(1).asString()).isEqualTo("b, or so");
  }

  @Test
  void everyKindOfUnitIsAnsweredAsItWasTrained() throws IOException {
    for (String network : List.of("6-12r-3 --model cubalif --learn-decay neuron --output-model li", "6-9d-3 --model if --reset subtract",
        "6-12-3 --model lif --output-model cubali --loss ce-last --learn-decay layer", "1x2x3-4c2p1-sp2-3 --weight-bits 5",
        "6-12-3 --weight-bits float", "6-12-3 --model alif --beta 0.4 --dropout 0.1")) {
      List<Object> words = small("--epochs", "2", "--layers");
      words.addAll(List.of(network.split(" ")));
      boolean adaptive = network.contains("alif");
      words.addAll(List.of("-o", folder.resolve(adaptive ? "net.yaml" : "net.nir")));
      JsonNode trained = json(words);
      if (network.contains("float")) {
        assertThat(again(trained, 1).get("predictions")).isEqualTo(trained.get("chip_predictions"));
      } else {
        assertSameOnTheChip(trained);
      }
    }
  }

  @Test
  void threadsAndFilesOfOptionsChangeNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("training.yaml"), """
        format: spikelock/training
        version: 1
        data: table.csv
        label_column: last
        encode: rate
        timesteps: 8
        epochs: 7
        validate: 0.2
        input: 6
        layers:
          - {name: hidden1, units: 12, dropout: 0.2}
          - {name: output, units: 3}
        """);
    Map<String, String> written = new TreeMap<>();
    for (int threads : new int[] {1, 2}) {
      Path net = folder.resolve("threads" + threads + ".nir");
      json(small("--epochs", 2, "--layers", "6-12-3", "--dropout", "0.2", "--validate", "0.2", "--threads", threads, "-o", net));
      written.put("threads " + threads, Integer.toHexString(Arrays.hashCode(weights(net))));
    }
    Path net = folder.resolve("file.nir");
    Spikelock.json("train", file, "--epochs", 2, "-o", net);
    written.put("file", Integer.toHexString(Arrays.hashCode(weights(net))));

    assertThat(written.values().stream().distinct()).as(written.toString()).hasSize(1);
  }

  /** What a network of the table says after all timesteps: equal only if every weight is. */
  private double[] weights(Path net) {
    Path result = folder.resolve("weights.npz");
    Spikelock.json("run", net, "--target", "reference", "--input", folder.resolve("table.csv"), "--labels", "last", "--encode", "rate", "--timesteps", 8,
        "--probe", "output.v", "--samples", ":20", "-o", result);
    Map<String, NdArray> arrays = ArrayFile.read(result);
    return arrays.get(arrays.keySet().stream().filter(n -> n.endsWith(".v")).findFirst().orElseThrow()).doubles();
  }

  @Test
  void aResumedTrainingEndsAsOneThatNeverStopped() throws IOException {
    Path whole = folder.resolve("whole.nir");
    Path part = folder.resolve("part.nir");
    Path checkpoint = folder.resolve("part.npz");
    Object[] options = {"--layers", "6-12r-3", "--dropout", "0.1", "--schedule", "constant", "--validate", "0.2", "--patience", "9", "--epochs"};
    JsonNode once = json(with(options, 4, "-o", whole));

    json(with(options, 2, "-o", part, "--checkpoint", checkpoint));
    JsonNode resumed = json(with(options, 4, "-o", part, "--resume", checkpoint));

    assertThat(weights(part)).isEqualTo(weights(whole));
    assertThat(resumed.get("history").size()).isEqualTo(4);
    for (int e = 0; e < 4; e++) {
      for (String field : List.of("loss", "accuracy", "validation_loss", "test_accuracy", "gradient_norm")) {
        assertThat(resumed.get("history").get(e).get(field)).as(field + " of epoch " + (e + 1)).isEqualTo(once.get("history").get(e).get(field));
      }
    }
    assertThat(resumed.get("test_predictions")).isEqualTo(once.get("test_predictions"));

    Said other = Spikelock.run(with(options, 4, "-o", part, "--resume", checkpoint, "--seed", 2).toArray());
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("seed=1", "seed=2");
  }

  private List<Object> with(Object[] options, Object... more) throws IOException {
    List<Object> words = small(options);
    words.addAll(List.of(more));
    return words;
  }

  @Test
  void controlCKeepsTheBestSoFar() throws Exception {
    Path net = folder.resolve("net.nir");
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    small("--layers", "6-12-3", "--epochs", 100_000, "--json", "-o", net).forEach(word -> words.add(word.toString()));
    Process process = new ProcessBuilder(words).start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String line = err.readLine();
      while (line != null && !line.startsWith("epoch 3 of")) {
        line = err.readLine();
      }
      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
      List<String> said = err.lines().toList();
      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(said).anyMatch(l -> l.contains("interrupted after epoch ") && l.contains("net.nir"));
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("\"code\":130", "\"stopped\":\"interrupted\"")
          .matches(text -> text.lines().count() == 1);
    } finally {
      process.destroyForcibly();
    }
    assertThat(folder.toFile().list()).contains("net.nir", "net.test.npy", "net.checkpoint.npz").noneMatch(name -> name.endsWith(".part"));
    assertThat(weights(net)).isNotEmpty();
  }

  @Test
  void artificialUnitsTrainAndAreWrittenAsYamlOnly() throws IOException {
    JsonNode trained = json(new ArrayList<>(List.of("train", "--data", small().get(2), "--label-column", "last", "--layers", "6-16-3", "--model", "relu",
        "--epochs", 10, "-o", folder.resolve("net.yaml"))));
    assertThat(trained.get("test_accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(trained.get("chip_accuracy").isNull()).isTrue();
    assertThat(again(trained, 0).get("predictions")).isEqualTo(trained.get("test_predictions"));

    Said refused = Spikelock.run("train", "--data", folder.resolve("table.csv"), "--label-column", "last", "--layers", "6-16-3", "--model", "relu", "-o",
        folder.resolve("net.nir"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("relu", "net.yaml");
  }
}
