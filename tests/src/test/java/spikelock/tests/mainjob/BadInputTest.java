package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/**
 * Truncated, hostile and nonsensical files given to the command: one message that names the file, exit code 2, nothing else, soon.
 */
class BadInputTest {
  private static final int CHANNELS = 36;
  private static final String NETWORK = "format: spikelock/network\nversion: 1\noutputs: [n]\npopulations:\n"
      + "  - {name: in, input: true, size: 2}\n  - {name: n, size: 2, neuron: IF, v_threshold: 1}\n"
      + "projections:\n  - {from: in, to: n, weights: [[1, 2], [3, 4]]}\n";

  private static final String SIDE = "side.npz";

  @TempDir Path folder;
  private Path spikes;
  private byte[] image;

  /** One bad file, and the command line that meets it: {@code FILE} stands for it. */
  private record Bad(String name, byte[] contents, List<String> command) {}

  private final List<Bad> files = new ArrayList<>();

  @BeforeEach
  void soundFiles() throws IOException {
    spikes = folder.resolve("spikes.npy");
    Files.write(spikes, BadFiles.npy("|u1", "(4, 36)", 144, 1));
    Path slk = folder.resolve("sound.slk");
    Spikelock.json("map", "orientation", "--chip", "core-1", "-o", slk);
    image = Files.readAllBytes(slk);
    ArrayFile.write(folder.resolve(SIDE), Map.of("square", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2)));
  }

  @Test
  void theSoundOnesAreRead() throws IOException {
    assertThat(Spikelock.json("run", "orientation", "--input", spikes).get("timesteps").asInt()).isEqualTo(4);
    assertThat(Spikelock.json("run", folder.resolve("sound.slk"), "--input", spikes).get("timesteps").asInt()).isEqualTo(4);
    assertThat(Spikelock.json("map", Files.write(folder.resolve("sound.nir"), BadFiles.nir()), "--dt", "1e-3").get("neurons").asInt())
        .isEqualTo(2);
    assertThat(Spikelock.json("map", Files.writeString(folder.resolve("sound.yaml"), NETWORK)).get("neurons").asInt()).isEqualTo(2);
    assertThat(Spikelock.json("map", "orientation", "--chip", Files.writeString(folder.resolve("chip.yaml"), Chips.text("core-1")))
        .get("cores").asInt()).isEqualTo(1);
  }

  @Test
  void everyBadFileGetsOneMessageAndExitCodeTwo() throws IOException {
    nirFiles();
    networks();
    chips();
    arrays();
    images();

    Map<String, Integer> kinds = new TreeMap<>();
    int number = 0;
    for (Bad bad : files) {
      String ending = bad.name().substring(bad.name().lastIndexOf('.'));
      Path file = folder.resolve("bad-" + number + ending);
      Files.write(file, bad.contents());
      refused(bad, file, number++ % 2 == 0);
      kinds.merge(ending, 1, Integer::sum);
    }
    System.out.println(number + " files refused: " + kinds);
    assertThat(number).isEqualTo(files.size()).isGreaterThanOrEqualTo(60);
    assertThat(kinds.keySet()).contains(".nir", ".npz", ".npy", ".yaml", ".slk", ".csv");
    assertThat(kinds.values()).allMatch(count -> count >= 4);
  }

  private void refused(Bad bad, Path file, boolean json) {
    List<Object> command = new ArrayList<>(bad.command().stream().map(word -> word.equals("FILE") ? file.toString() : word).toList());
    if (json) {
      command.add("--json");
    }
    Said said = Spikelock.run(command.toArray());
    System.out.println(bad.name() + " -> " + said.err().replace(folder + "/", "").strip());
    assertThat(said.code()).as("%s: %s%s", bad.name(), said.out(), said.err()).isEqualTo(2);
    assertOneMessage(bad.name(), file, said, json);
  }

  /** One paragraph on stderr: the message, then hints indented; the same in the JSON object. A side file may be the one at fault. */
  private static void assertOneMessage(String name, Path file, Said said, boolean json) {
    List<String> lines = said.err().lines().toList();
    assertThat(lines).as(name).isNotEmpty().hasSizeLessThan(6);
    assertThat(lines.getFirst()).as(name).startsWith("spikelock: ").containsAnyOf(file.getFileName().toString(), SIDE);
    assertThat(lines.subList(1, lines.size())).as(name).allMatch(line -> line.startsWith("  "));
    assertThat(said.err()).as(name).hasSizeLessThan(1500).doesNotContain("Exception", "\tat ", " at spikelock", "null", "java.");
    if (json) {
      JsonNode error = said.json().get("error");
      assertThat(said.out().lines()).as(name).hasSize(1);
      assertThat(error.propertyNames()).containsExactly("code", "message", "file", "where", "hint");
      assertThat(error.get("code").asInt()).isEqualTo(2);
      assertThat(error.get("message").asString()).as(name).isNotBlank();
      assertThat(error.get("file").asString() + error.get("message").asString()).as(name)
          .containsAnyOf(file.getFileName().toString(), SIDE);
    } else {
      assertThat(said.out()).as(name).isEmpty();
    }
  }

  /** One byte of each sound file changed at a time: read, or refused in the same way; nothing else. */
  @Test
  void flippedBytesAreReadOrRefused() throws IOException {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("BadInputTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    Map<String, byte[]> sound = new LinkedHashMap<>();
    sound.put("flipped.nir", BadFiles.nir());
    sound.put("flipped.slk", image);
    sound.put("flipped.npy", Files.readAllBytes(spikes));
    sound.put("flipped.yaml", NETWORK.getBytes(StandardCharsets.UTF_8));
    int refused = 0;
    int runs = 0;
    for (Map.Entry<String, byte[]> file : sound.entrySet()) {
      Path path = folder.resolve(file.getKey());
      for (int i = 0; i < 60; i++) {
        byte[] bytes = file.getValue().clone();
        int at = random.nextInt(i % 2 == 0 ? bytes.length : Math.min(bytes.length, 512));
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(path, bytes);
        String name = file.getKey() + " byte " + at + ", seed " + seed;
        Object[] command = file.getKey().endsWith(".npy") ? new Object[] {"run", "orientation", "--input", path}
            : file.getKey().endsWith(".slk") ? new Object[] {"run", path, "--input", spikes} : new Object[] {"map", path, "--dt", "1e-3"};
        Said said = Spikelock.run(command);
        assertThat(said.code()).as("%s: %s", name, said.err()).isIn(0, 2);
        if (said.code() == 2) {
          List<String> errors = said.err().lines().filter(line -> !line.startsWith("note: ")).toList();
          assertOneMessage(name, path, new Said(2, said.out(), String.join("\n", errors)), false);
          refused++;
        }
        runs++;
      }
    }
    System.out.println(refused + " of " + runs + " flipped files refused");
    assertThat(refused).isBetween(runs / 5, runs - 1);
  }

  // ---- the files ------------------------------------------------------------------------------------------------------

  private void nirFiles() {
    byte[] sound = BadFiles.nir();
    nir("empty", new byte[0]);
    nir("text", "weights: 1, 2, 3\n".getBytes(StandardCharsets.UTF_8));
    nir("signature only", BadFiles.cut(sound, 8, sound.length));
    nir("a quarter", BadFiles.cut(sound, 1, 4));
    nir("half", BadFiles.cut(sound, 1, 2));
    nir("all but a tenth", BadFiles.cut(sound, 9, 10));
    nir("no graph", BadFiles.hdf("nodes", Map.of("type", "NIRGraph")));
    nir("empty graph", BadFiles.hdf("node", Map.of("type", "NIRGraph")));
    nir("no type", BadFiles.hdf("node", Map.of("x", 1)));
    nir("weights with NaN", BadFiles.nir("w/weight", new double[][] {{1, Double.NaN}, {3, 4}}));
    nir("weights without end", BadFiles.nir("w/weight", new double[][] {{1, Double.POSITIVE_INFINITY}, {3, 4}}));
    nir("weights of another size", BadFiles.nir("w/weight", new double[][] {{1, 2, 3}, {4, 5, 6}}));
    nir("weights in one row", BadFiles.nir("w/weight", new double[] {1, 2}));
    nir("weights as text", BadFiles.nir("w/weight", new String[] {"a", "b"}));
    nir("a node of nonsense", BadFiles.nir("n/type", "Lif"));
    nir("a node of the future", BadFiles.nir("n/type", "Conv3d"));
    nir("an edge to nowhere", BadFiles.nir("edges", new String[][] {{"in", "w"}, {"w", "m"}}));
    nir("edges as numbers", BadFiles.nir("edges", new double[][] {{0, 1}, {1, 2}}));
    nir("a loop of weights", BadFiles.nir("edges", new String[][] {{"in", "w"}, {"w", "w"}, {"w", "n"}, {"n", "out"}}));
    nir("time constants of 0", BadFiles.nir("n/tau", new double[] {0, 0.01}));
    nir("three thresholds for two", BadFiles.nir("n/v_threshold", new double[] {1, 1, 1}));
    nir("a trillion inputs", BadFiles.nir("in/shape", new long[] {1L << 40}));
    nir("inputs below zero", BadFiles.nir("in/shape", new long[] {-2}));
    nir("a million million inputs", BadFiles.nir("in/shape", new long[] {1000000, 1000000}));
  }

  private void nir(String name, byte[] contents) {
    files.add(new Bad(name + ".nir", contents, List.of("map", "FILE", "--dt", "1e-3")));
  }

  private void networks() {
    yaml("empty", "");
    yaml("a comment", "# soon\n");
    yaml("no YAML", "a: [1, 2\n");
    yaml("a list", "- 1\n");
    yaml("binary", "\u0000\u0001\u0002");
    yaml("nested", NETWORK + "x: " + "[".repeat(100_000));
    yaml("billion laughs", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + NETWORK);
    yaml("a tag", NETWORK.replace("[[1, 2], [3, 4]]", "!!javax.script.ScriptEngineManager []"));
    yaml("newer", NETWORK.replace("version: 1", "version: 2"));
    yaml("another kind", NETWORK.replace("spikelock/network", "spikelock/film"));
    yaml("cut", NETWORK.substring(0, NETWORK.length() / 2));
    yaml("a misspelt field", NETWORK.replace("projections:", "projectons:"));
    yaml("a misspelt neuron", NETWORK.replace("neuron: IF", "neuron: LOF"));
    yaml("a threshold of NaN", NETWORK.replace("v_threshold: 1", "v_threshold: .nan"));
    yaml("a huge population", NETWORK.replace("size: 2, neuron", "size: 2000000000, neuron"));
    yaml("a population of text", NETWORK.replace("size: 2, neuron", "size: two, neuron"));
    yaml("ragged weights", NETWORK.replace("[3, 4]", "[3]"));
    yaml("weights of text", NETWORK.replace("[3, 4]", "[3, four]"));
    yaml("weights beyond floats", NETWORK.replace("[3, 4]", "[3, 1e60]"));
    yaml("no such population", NETWORK.replace("to: n", "to: m"));
    yaml("a loop without delay", NETWORK + "  - {from: n, to: n, all_to_all: 1, delay: 0}\n");
    yaml("an endless delay", NETWORK + "  - {from: n, to: n, all_to_all: 1, delay: 100000}\n");
    yaml("a path that leaves", NETWORK + "input: ../spikes.npy\n");
    yaml("an absolute path", NETWORK + "input: /etc/passwd\n");
    yaml("a file that is not there", NETWORK.replace("weights: [[1, 2], [3, 4]]", "file: gone.npz, matrix: square"));
    yaml("an array that is not there", NETWORK.replace("weights: [[1, 2], [3, 4]]", "file: side.npz, matrix: sqare"));
    yaml("a model that is not there", NETWORK.replace("neuron: IF, v_threshold: 1", "datapath: my.neuron"));
    yaml("a network too large", NETWORK.replace("size: 2, neuron", "size: 100000, neuron").replace("weights: [[1, 2], [3, 4]]", "all_to_all: 1"));
    film("film of ragged frames", "#.\n      .\n");
    film("film of other signs", "......\n      ".repeat(5) + "..?...\n");
    film("film of nothing", "\n");
  }

  private void yaml(String name, String contents) {
    files.add(new Bad(name + ".yaml", contents.getBytes(StandardCharsets.UTF_8), List.of("map", "FILE")));
  }

  private void film(String name, String frames) {
    String text = "format: spikelock/film\nversion: 1\ntimesteps_per_frame: 4\nfilms:\n  - name: a\n    frames: |\n      " + frames;
    files.add(new Bad(name + ".yaml", text.getBytes(StandardCharsets.UTF_8), List.of("run", "orientation", "--input", "FILE")));
  }

  private void chips() {
    String chip = Chips.text("core-1");
    chip("chip, half", chip.substring(0, chip.length() / 2));
    chip("chip of another kind", chip.replace("spikelock/chip", "spikelock/board"));
    chip("chip of no tiles", chip.replace("width: 1", "width: 0"));
    chip("chip of a billion neurons", chip.replace("neurons: 256", "neurons: 1000000000"));
    chip("chip of odd axons", chip.replace("axons: 1024", "axons: 1000"));
    chip("chip of minus one lanes", chip.replace("lanes: 1", "lanes: -1"));
    chip("chip with an unknown model", chip.replace("model: auto", "model: LIFF"));
    chip("chip with a model elsewhere", chip.replace("model: auto", "model: ../../etc/passwd"));
    chip("chip with a clock of NaN", chip.replaceAll("clock_mhz: .*", "clock_mhz: .nan"));
    chip("chip with a misspelt field", chip.replace("fifo_depth", "fifo_dept"));
  }

  private void chip(String name, String contents) {
    assertThat(contents).isNotEqualTo(Chips.text("core-1"));
    files.add(new Bad(name + ".yaml", contents.getBytes(StandardCharsets.UTF_8), List.of("map", "orientation", "--chip", "FILE")));
  }

  private void arrays() {
    byte[] sound = BadFiles.npy("|u1", "(4, 36)", 4 * CHANNELS, 1);
    input("empty.npy", new byte[0]);
    input("half.npy", BadFiles.cut(sound, 1, 2));
    input("magic only.npy", BadFiles.cut(sound, 6, sound.length));
    input("a header without end.npy", BadFiles.cut(sound, 30, sound.length));
    input("a header of nonsense.npy", BadFiles.npy("{'descr': __import__('os'), 'shape': (4, 36)}\n", 144, 1));
    input("pickled.npy", BadFiles.npy("|O", "(4, 36)", 144, 1));
    input("no spikes but numbers.npy", BadFiles.npy("|u1", "(4, 36)", 144, 7));
    input("NaN.npy", BadFiles.npy("<f4", "(4, 36)", 576, 0xff));
    input("other channels.npy", BadFiles.npy("|u1", "(4, 35)", 140, 1));
    input("one axis.npy", BadFiles.npy("|u1", "(36,)", 36, 1));
    input("an empty axis.npy", BadFiles.npy("|u1", "(0, 36)", 0, 1));
    input("a shape below zero.npy", BadFiles.npy("|u1", "(-4, 36)", 144, 1));
    input("huge.npy", BadFiles.npy("|u1", "(1000000000, 1000000000, 36)", 144, 1));
    input("claims more.npy", BadFiles.npy("|u1", "(5000000, 36)", 144, 1));
    input("empty.npz", new byte[0]);
    input("text.npz", "PK but no more".getBytes(StandardCharsets.UTF_8));
    input("no array.npz", BadFiles.zip(Map.of()));
    input("half.npz", BadFiles.cut(BadFiles.zip(Map.of("x.npy", sound)), 1, 2));
    input("an array of text.npz", BadFiles.zip(Map.of("x.npy", "hello".getBytes(StandardCharsets.UTF_8))));
    input("two arrays.npz", BadFiles.zip(Map.of("x.npy", sound, "y.npy", sound)));
    files.add(new Bad("an array by a wrong name.npz", BadFiles.zip(Map.of("spikes.npy", sound)),
        List.of("run", "orientation", "--input", "FILE", "--array", "spike")));
    input("channel outside.csv", "timestep,channel\n0,36\n".getBytes(StandardCharsets.UTF_8));
    input("text.csv", "timestep,channel\n0,x\n".getBytes(StandardCharsets.UTF_8));
    input("a misspelt column.csv", "timestep,chanel\n0,1\n".getBytes(StandardCharsets.UTF_8));
    input("before the start.csv", "timestep,channel\n-1,1\n".getBytes(StandardCharsets.UTF_8));
    input("no input but a model.csv", "v, u\n".getBytes(StandardCharsets.UTF_8));
    labels("too few labels.npy", BadFiles.npy("|u1", "(3,)", 3, 1));
    labels("labels below zero.npy", BadFiles.npy("|i1", "(24,)", 24, 0xff));
    labels("labels of two axes.npy", BadFiles.npy("|u1", "(24, 2)", 48, 1));
    labels("labels of text.csv", "one\ntwo\n".getBytes(StandardCharsets.UTF_8));
  }

  private void input(String name, byte[] contents) {
    files.add(new Bad(name, contents, List.of("run", "orientation", "--input", "FILE")));
  }

  private void labels(String name, byte[] contents) {
    files.add(new Bad(name, contents, List.of("run", "orientation", "--labels", "FILE")));
  }

  private void images() {
    slk("empty", new byte[0]);
    slk("text", "PK is all".getBytes(StandardCharsets.UTF_8));
    slk("a quarter", BadFiles.cut(image, 1, 4));
    slk("all but a byte", BadFiles.cut(image, image.length - 1, image.length));
    slk("no entries", BadFiles.zip(Map.of()));
    edited("no manifest", e -> e.remove("manifest.json"));
    manifest("a manifest of nonsense", m -> "}");
    manifest("a nested manifest", m -> "[".repeat(100_000));
    manifest("newer", m -> m.replace("\"version\":1", "\"version\":9"));
    manifest("another format", m -> m.replace("spikelock/image", "spikelock/imago"));
    manifest("an unknown field", m -> m.replace("{\"format\"", "{\"formt\":1,\"format\""));
    manifest("a chip of other sizes", m -> m.replace("neurons: 256", "neurons: 16"));
    manifest("an impossible chip", m -> m.replace("neurons: 256", "neurons: 100000"));
    manifest("an unknown model", m -> m.replace("model: LIF", "model: LIFF"));
    manifest("synapses that are not there", m -> m.replaceAll("\"synapse_words\":\\d+", "\"synapse_words\":32000"));
    manifest("a billion channels", m -> m.replaceAll("\"channels\":\\d+", "\"channels\":1000000000"));
    manifest("a lag before the start", m -> m.replaceFirst("\"lag\":\\d+", "\"lag\":-1"));
    edited("a path that leaves", e -> e.put("../../evil.npy", new byte[9]));
    edited("an array missing", e -> e.keySet().removeIf(name -> name.contains("synapses")));
    edited("an array of floats", e -> e.put("cores.0.synapses.npy", BadFiles.npy("<f4", "(4,)", 16, 0)));
    edited("an array that claims more", e -> e.put("cores.0.synapses.npy", BadFiles.npy("<i4", "(1000000000,)", 16, 0)));
    edited("an array of garbage", e -> e.put("cores.0.fanout.npy", new byte[64]));
    edited("a zip bomb", e -> e.put("manifest.json", new byte[200_000_000]));
    files.add(new Bad("no image but a network.slk", NETWORK.getBytes(StandardCharsets.UTF_8), List.of("cosim", "FILE", "--input", spikes.toString())));
    files.add(new Bad("emitted from nothing.slk", new byte[100], List.of("emit", "FILE", "-o", folder.resolve("never").toString())));
    files.add(new Bad("described.slk", BadFiles.cut(image, 1, 2), List.of("info", "FILE")));
    files.add(new Bad("with options for mapping.slk", image, List.of("run", "FILE", "--input", spikes.toString(), "--chip", "core-1")));
  }

  private void slk(String name, byte[] contents) {
    files.add(new Bad(name + ".slk", contents, List.of("run", "FILE", "--input", spikes.toString())));
  }

  private void edited(String name, Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> entries = BadFiles.unzip(image);
    change.accept(entries);
    slk(name, BadFiles.zip(entries));
  }

  private void manifest(String name, java.util.function.UnaryOperator<String> change) {
    edited(name, e -> e.compute("manifest.json", (n, bytes) -> {
      String before = new String(bytes, StandardCharsets.UTF_8);
      String after = change.apply(before);
      assertThat(after).as(name).isNotEqualTo(before);
      return after.getBytes(StandardCharsets.UTF_8);
    }));
  }
}
