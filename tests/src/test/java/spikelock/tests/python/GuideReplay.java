package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.command.Main;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of a section of the guide on the files that Python made when guide_recorder.py kept them, and what its networks answered. */
final class GuideReplay {
  private final Map<String, NdArray> recorded;
  private final JsonNode steps;
  private final Path folder;
  private final Map<String, Compared> compared = new LinkedHashMap<>();
  private final List<JsonNode> answers = new ArrayList<>();
  private final List<NdArray> expected = new ArrayList<>();

  GuideReplay(String name, Path folder) throws IOException {
    try {
      this.recorded = ArrayFile.read(Path.of(GuideReplay.class.getResource("recorded/" + name + ".npz").toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    this.folder = folder;
    this.steps = JsonMapper.shared().readTree(new String(bytes("steps"), StandardCharsets.UTF_8));
  }

  private byte[] bytes(String key) {
    int[] values = recorded.get(key).ints();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Does it all again and gives what {@code compare} compared. */
  Map<String, Compared> run() throws IOException {
    Path result = folder;
    for (JsonNode step : steps) {
      if (step.has("run")) {
        result = run(step);
      } else {
        NdArray wanted = recorded.get(step.get("expected").asString());
        expected.add(wanted);
        compared.put(step.get("compare").asString(), Compared.of(spikes(result, wanted), wanted.ints()));
      }
    }
    return compared;
  }

  List<JsonNode> answers() {
    return answers;
  }

  List<NdArray> expected() {
    return expected;
  }

  /** The words of every command, as the guide has them. */
  List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    steps.forEach(step -> {
      if (step.has("run")) {
        commands.add(words(step));
      }
    });
    return commands;
  }

  private static List<String> words(JsonNode step) {
    List<String> words = new ArrayList<>();
    step.get("run").forEach(word -> words.add(word.asString()));
    return words;
  }

  private Path run(JsonNode step) throws IOException {
    List<String> words = words(step);
    for (Map.Entry<String, JsonNode> file : step.get("files").properties()) {
      Files.write(folder.resolve(file.getKey()), bytes(file.getValue().asString()));
      words.replaceAll(word -> word.equals(file.getKey()) ? folder.resolve(word).toString() : word);
    }
    int out = words.indexOf("-o") + 1;
    Path result = folder.resolve(words.get(out));
    words.set(out, result.toString());
    words.add("--json");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.command(new PrintStream(said, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(words.toArray(String[]::new));
    assertThat(code).as("%s: %s", words, err.toString(StandardCharsets.UTF_8)).isZero();
    answers.add(JsonMapper.shared().readTree(said.toString(StandardCharsets.UTF_8)));
    return result;
  }

  /** The network's output, [samples, timesteps, neurons], of an {@code .npz} or as NIRData. */
  private static int[] spikes(Path file, NdArray like) {
    if (!file.toString().endsWith(".h5")) {
      return ArrayFile.read(file).get("output").ints();
    }
    int[] shape = like.shape();
    Stimulus stimulus = DataReader.read(List.of(SourceFile.of(file)), new InputShape(List.of(new InputShape.Part("output", new int[] {shape[2]})),
        OptionalDouble.of(1e-3)), Reading.DEFAULT, "", Optional.empty()).stimulus();
    int[] spikes = new int[like.size()];
    int[] neurons = new int[shape[2]];
    int[] values = new int[shape[2]];
    for (int s = 0; s < shape[0]; s++) {
      for (int t = 0; t < shape[1]; t++) {
        int count = stimulus.active(s, t, neurons, values);
        for (int i = 0; i < count; i++) {
          spikes[(s * shape[1] + t) * shape[2] + neurons[i]] = values[i];
        }
      }
    }
    return spikes;
  }
}
