package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static spikelock.mapper.Frugal.frugally;
import static spikelock.mapper.nir.NirWriter.graph;
import static spikelock.mapper.nir.NirWriter.input;
import static spikelock.mapper.nir.NirWriter.lif;
import static spikelock.mapper.nir.NirWriter.node;
import static spikelock.mapper.nir.NirWriter.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.SampleRange;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirWriter;
import spikelock.mapper.source.SourceFile;

/** Whatever a file holds: one message that names it, never another exception, never a hang. */
class HostileFilesTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());
  private static final String HEAD = "format: spikelock/network\nversion: 1\n";
  private static final String POPULATIONS = HEAD + "outputs: [n]\npopulations:\n  - {name: in, input: true, size: 2}\n"
      + "  - {name: n, size: 2, neuron: IF, v_threshold: 1}\n";

  @TempDir Path folder;

  @BeforeEach
  void sideFiles() {
    Map<String, NdArray> side = new LinkedHashMap<>();
    side.put("two", NdArray.of(new float[] {1, 2}, 2));
    side.put("nan", NdArray.of(new float[] {1, Float.NaN}, 2));
    side.put("index", NdArray.of(new int[] {0, 1}));
    side.put("far", NdArray.of(new int[] {0, 2}));
    side.put("negative", NdArray.of(new int[] {0, -1}));
    side.put("three", NdArray.of(new int[] {0, 1, 1}));
    side.put("square", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2));
    ArrayFile.write(folder.resolve("side.npz"), side);
  }

  private interface Reading {
    Object of(Path file);
  }

  /** The one line about a file; fails on anything but an {@link InputException} that names it. */
  private static String refused(Path file, Reading reading) {
    return frugally(() -> {
      try {
        Object read = reading.of(file);
        throw new AssertionError(file.getFileName() + " was read: " + read);
      } catch (InputException e) {
        // side.npz is the file that holds the fault of several networks
        assertThat(e.describe()).containsAnyOf(file.getFileName().toString(), "side.npz").doesNotContain("\n");
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
        return e.describe();
      }
    }, "reading " + file);
  }

  private static Object network(Path file) {
    return NetworkReader.read(file, RunOptions.NONE);
  }

  @Test
  void networksInYaml() throws IOException {
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("", "is empty");
    cases.put("format: spikelock/network\n", "version");
    cases.put("format: spikelock/chip\nversion: 1\n", "not a spikelock/network");
    cases.put("format: spikelock/network\nversion: 2\n", "newer");
    cases.put(HEAD + "populations: []\noutputs: [n]\n", "no neurons");
    cases.put(HEAD + "populations: [", "not valid YAML");
    cases.put(HEAD + "populations: &a [*a]\n", "");
    cases.put(HEAD + "x: " + "[".repeat(100_000), "");
    cases.put(HEAD + "\u0000\u0001", "not valid YAML");
    cases.put(POPULATIONS + "projectons: []\n", "did you mean \"projections\"?");
    cases.put(POPULATIONS.replace("IF,", "LOF,"), "did you mean");
    cases.put(POPULATIONS.replace("v_threshold", "v_treshold"), "missing");
    cases.put(POPULATIONS.replace("v_threshold: 1", "v_threshold: .nan"), "not a number");
    cases.put(POPULATIONS.replace("v_threshold: 1", "v_threshold: 1e999"), "finite");
    cases.put(POPULATIONS.replace("v_threshold: 1", "v_threshold: [1, 2, 3]"), "has 3 values for 2 neurons");
    cases.put(POPULATIONS.replace("v_threshold: 1", "v_threshold: 1, tau_mem_s: 1"), "no such field");
    cases.put(POPULATIONS.replace("size: 2", "size: 99999999999"), "must be 1..");
    cases.put(POPULATIONS.replace("size: 2", "shape: [65536, 65536, 65536]"), "product");
    cases.put(POPULATIONS.replace("size: 2", "shape: [-1, -1]"), "above 0");
    cases.put(POPULATIONS.replace("name: in", "name: n"), "two populations");
    cases.put(POPULATIONS.replace("neuron: IF, v_threshold: 1", "datapath: cubo"), "did you mean \"cuba\"?");
    cases.put(POPULATIONS.replace("neuron: IF, v_threshold: 1", "datapath: cuba, parameters: {treshold: 1}"), "did you mean \"threshold\"?");
    cases.put(POPULATIONS.replace("neuron: IF, v_threshold: 1", "datapath: cuba, parameters: {threshold: 1.5}"), "whole number");
    cases.put(POPULATIONS.replace("neuron: IF, v_threshold: 1", "datapath: side.neuron"), "no file");
    cases.put(POPULATIONS.replace("neuron: IF", "neuron: LIF, tau_mem_s: 1e-6"), "shorter than dt");
    cases.put(POPULATIONS.replace("neuron: IF", "neuron: LIF, tau_mem_s: -1"), "above 0");
    cases.put(POPULATIONS.replace("outputs: [n]", "outputs: [m]"), "no population");
    cases.put(POPULATIONS + "run: {dt_s: 0}\n", "above 0");
    cases.put(POPULATIONS + "run: {reset: hard}\n", "reset");
    cases.put(POPULATIONS + "input: ../side.npz\n", "leaves the folder");
    cases.put(POPULATIONS + "input: /etc/passwd\n", "absolute");
    cases.put(POPULATIONS + "labels: missing.npy\n", "no file");
    for (Map.Entry<String, String> edge : projections().entrySet()) {
      cases.put(POPULATIONS + "projections:\n  - {" + edge.getKey() + "}\n", edge.getValue());
    }
    assertThat(cases).hasSize(32 + 25);

    int number = 0;
    for (Map.Entry<String, String> bad : cases.entrySet()) {
      Path file = Files.writeString(folder.resolve("bad" + number++ + ".yaml"), bad.getKey());
      assertThat(refused(file, HostileFilesTest::network)).contains(bad.getValue());
    }
  }

  private static Map<String, String> projections() {
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("from: in, to: n", "exactly one of");
    cases.put("from: in, to: n, all_to_all: 1, one_to_one: 1", "exactly one of");
    cases.put("from: im, to: n, all_to_all: 1", "did you mean \"in\"?");
    cases.put("from: n, to: in, all_to_all: 1", "is an input");
    cases.put("from: in, to: n, all_to_all: 1e60", "finite");
    cases.put("from: in, to: n, all_to_all: 1, input: 1", "has no input");
    cases.put("from: in, to: n, all_to_all: 1, delay: -1", "must be 0..");
    cases.put("from: in, to: n, all_to_all: 1, delay: 100000", "must be 0..");
    cases.put("from: n, to: n, all_to_all: 1, delay: 0", "has no delay");
    cases.put("from: in, to: n, weights: [[1, 2]]", "1 rows for 2");
    cases.put("from: in, to: n, weights: [[1, 2], [3]]", "row 1 has 1");
    cases.put("from: in, to: n, weights: [[1, 2], [3, x]]", "not a number");
    cases.put("from: in, to: n, weights: 3", "must be a list");
    cases.put("from: in, to: n, list: [[0, 2, 1]]", "target of edge 0 is 2");
    cases.put("from: in, to: n, list: [[0, 1]]", "entry 0");
    cases.put("from: in, to: n, list: [[0.5, 1, 1]]", "source of edge 0 is 0.5");
    cases.put("from: in, to: n, file: side.npz, matrix: sqare", "did you mean \"square\"?");
    cases.put("from: in, to: n, file: side.npz, matrix: two", "has the shape (2,)");
    cases.put("from: in, to: n, file: side.npz, edges: {source: index, target: far, weight: two}", "target of edge 1 is 2");
    cases.put("from: in, to: n, file: side.npz, edges: {source: negative, target: index, weight: two}", "source of edge 1 is -1");
    cases.put("from: in, to: n, file: side.npz, edges: {source: index, target: three, weight: two}", "3 targets for 2 edges");
    cases.put("from: in, to: n, file: side.npz, edges: {source: index, target: index, weight: nan}", "every weight must be finite");
    cases.put("from: in, to: n, file: side.npz, fan_out: {target: index, weight: index}", "must be (2, fan-out)");
    cases.put("from: in, to: n, file: side.npz, fan_out: {target: square, weight: square}", "not whole numbers");
    cases.put("from: in, to: n, all_to_all: 1, bias: {file: side.npz, array: nan}", "finite");
    return cases;
  }

  @Test
  void linksMayNotLeaveTheFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("link.npz"), folder.resolve("side.npz"));
    Path file = Files.writeString(inner.resolve("escape.yaml"), POPULATIONS + "input: link.npz\n");

    assertThat(refused(file, HostileFilesTest::network)).contains("leaves the folder");
  }

  @Test
  void networksInNir() throws IOException {
    Map<String, Map<String, Object>> cases = new LinkedHashMap<>();
    double[][] square = {{1, 2}, {3, 4}};
    Map<String, Object> linear = node("Linear", "weight", square);
    Map<String, Object> neuron = lif(1e-2, 1e-2);
    cases.put("gives 2 values but 'n' takes 3", graph("i>n n>o", "i", input(2), "n", lif(1, 1, 1), "o", output(3)));
    cases.put("no node 'm'", graph("i>m n>o", "i", input(2), "n", neuron, "o", output(2)));
    cases.put("has NaN at index 1", graph("i>w w>n n>o", "i", input(2), "w", node("Linear", "weight", new double[][] {{1, Double.NaN}, {3, 4}}),
        "n", neuron, "o", output(2)));
    cases.put("tau\" is 0 at neuron 0", graph("i>n n>o", "i", input(2), "n", lif(0, 1e-2), "o", output(2)));
    cases.put("a loop holds no neuron: v, w", graph("i>v v>w w>v w>n n>o", "i", input(2), "v", linear, "w", linear, "n", neuron, "o", output(2)));
    cases.put("no Input node", graph("n>n n>o", "n", neuron, "o", output(2)));
    cases.put("unknown type 'Lif'; did you mean \"LIF\"?", graph("i>n n>o", "i", input(2), "n", node("Lif", "tau", 1.0), "o", output(2)));
    cases.put("node 'c': a Conv2d needs the field \"weight\"", graph("i>c c>n n>o", "i", input(2), "c", node("Conv2d"), "n", neuron, "o", output(2)));
    cases.put("needs the field \"weight\"", graph("i>w w>n n>o", "i", input(2), "w", node("Linear", "wieght", square), "n", neuron, "o", output(2)));
    cases.put("needs the field \"tau\"", graph("i>n n>o", "i", input(2), "n", node("LIF", "v_threshold", new double[] {1, 1}), "o", output(2)));
    cases.put("not (outputs, inputs)", graph("i>w w>n n>o", "i", input(2), "w", node("Linear", "weight", new double[] {1, 2}), "n", neuron, "o", output(2)));
    cases.put("is text", graph("i>w w>n n>o", "i", input(2), "w", node("Scale", "scale", new String[] {"a", "b"}), "n", neuron, "o", output(2)));
    cases.put("all parameters of a neuron need one shape", graph("i>n n>o", "i", input(2), "n", node("LIF", "tau", new double[] {1, 1},
        "v_threshold", new double[] {1, 1, 1}), "o", output(2)));
    cases.put("not a shape", graph("i>n n>o", "i", input(-2), "n", neuron, "o", output(2)));
    cases.put("more than 16 million", graph("i>n n>o", "i", input(1L << 30), "n", neuron, "o", output(2)));
    cases.put("nothing leads to this Output", graph("i>n", "i", input(2), "n", neuron, "o", output(2)));
    cases.put("has 2 Output nodes", graph("i>g g>o", "i", input(2), "g", graph("p>n n>q n>r", "p", input(2), "n", neuron, "q", output(2), "r",
        output(2)), "o", output(2)));
    cases.put("two nodes have this name", graph("i>g i>g.n g>o", "i", input(2), "g", graph("p>n n>q", "p", input(2), "n", neuron, "q", output(2)),
        "g.n", neuron, "o", output(2)));
    cases.put("the top node is a LIF", lif(1e-2));
    cases.put("no group \"nodes\"", node("NIRGraph", "x", 1.0));
    cases.put("not pairs of names", withField(graph("", "i", input(2)), "edges", new double[] {1, 2}));
    Map<String, Object> deep = graph("p>n n>q", "p", input(2), "n", neuron, "q", output(2));
    for (int level = 0; level < 40; level++) {
      deep = graph("p>g g>q", "p", input(2), "g", deep, "q", output(2));
    }
    cases.put("nested more than 32 deep", deep);
    double[][][][] kernel = {{{{1, 2}, {3, 4}}}};
    cases.put("needs an input of the shape (channels, height, width)", graph("i>c c>o", "i", input(4), "c",
        node("Conv2d", "weight", kernel), "o", output(1)));
    cases.put("field \"weight\" has the shape (2, 2)", graph("i>c c>o", "i", input(1, 4, 4), "c", node("Conv2d", "weight", square),
        "o", output(1)));
    cases.put("takes 1 channels but gets the shape (3, 4, 4)", graph("i>c c>o", "i", input(3, 4, 4), "c",
        node("Conv2d", "weight", kernel), "o", output(1)));
    cases.put("the kernel (2, 2) does not fit into the shape (1, 1, 4)", graph("i>c c>o", "i", input(1, 1, 4), "c",
        node("Conv2d", "weight", kernel), "o", output(1)));
    cases.put("field \"stride\" is 0.0", graph("i>c c>o", "i", input(1, 4, 4), "c", node("Conv2d", "weight", kernel, "stride", 0.0),
        "o", output(1)));
    cases.put("has the padding \"same\" and the stride 2", graph("i>c c>o", "i", input(1, 4, 4), "c",
        node("Conv2d", "weight", kernel, "stride", 2.0, "padding", "same"), "o", output(1)));
    cases.put("field \"padding\" is \"mirror\"", graph("i>c c>o", "i", input(1, 4, 4), "c",
        node("Conv2d", "weight", kernel, "padding", "mirror"), "o", output(1)));
    cases.put("field \"bias\" has 2 values for 1 output channels", graph("i>c c>o", "i", input(1, 4, 4), "c",
        node("Conv2d", "weight", kernel, "bias", new double[] {1, 2}), "o", output(1)));
    cases.put("needs the field \"kernel_size\"", graph("i>c c>o", "i", input(1, 4, 4), "c", node("SumPool2d", "stride", 2.0),
        "o", output(1)));
    cases.put("field \"padding\" is 1.0E9", graph("i>c c>o", "i", input(1, 4, 4), "c",
        node("SumPool2d", "kernel_size", 2.0, "stride", 2.0, "padding", 1e9), "o", output(1)));
    cases.put("gives 9 values but 'n' takes 2", graph("i>c c>n n>o", "i", input(1, 4, 4), "c", node("Conv2d", "weight", kernel),
        "n", neuron, "o", output(2)));
    cases.put("field \"delay\" is -1.0 s", graph("i>d d>n n>o", "i", input(2), "d", node("Delay", "delay", new double[] {0, -1}),
        "n", neuron, "o", output(2)));
    assertThat(cases).hasSize(34);

    int number = 0;
    for (Map.Entry<String, Map<String, Object>> bad : cases.entrySet()) {
      Path file = NirWriter.write(folder.resolve("bad" + number++ + ".nir"), bad.getValue());
      assertThat(refused(file, HostileFilesTest::network)).contains(bad.getKey());
    }
  }

  private static Map<String, Object> withField(Map<String, Object> node, String field, Object value) {
    node.put(field, value);
    return node;
  }

  @Test
  void filesThatAreSomethingElse() throws IOException {
    Map<String, byte[]> cases = new LinkedHashMap<>();
    cases.put("the file is empty", new byte[0]);
    cases.put("this is a ZIP archive, probably a PyTorch file (.pt)", "PK\3\4....".getBytes(StandardCharsets.ISO_8859_1));
    cases.put("this is a Python pickle", "\u0080\2}q.....".getBytes(StandardCharsets.ISO_8859_1));
    cases.put("Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.ISO_8859_1));
    cases.put("not HDF5", new byte[4096]);
    cases.put("is an unfinished NIR file: it ends inside its first block", "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    cases.put("name it .yaml", HEAD.getBytes(StandardCharsets.ISO_8859_1));
    int number = 0;
    for (Map.Entry<String, byte[]> bad : cases.entrySet()) {
      Path file = Files.write(folder.resolve("other" + number++ + ".nir"), bad.getValue());
      assertThat(refused(file, HostileFilesTest::network)).contains(bad.getKey());
    }
    assertThat(number).isEqualTo(7);
    assertThat(refused(folder.resolve("missing.nir"), HostileFilesTest::network)).contains("no such file");
    assertThat(refused(Files.createDirectory(folder.resolve("folder.nir")), HostileFilesTest::network)).contains("is a folder");
  }

  /** Real files, cut short or with some bytes changed: read or refused with one message, whatever happens inside. */
  @Test
  void damagedNirFiles() throws IOException {
    System.out.println("damagedNirFiles: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    int refused = 0;
    int read = 0;
    for (String name : List.of("recurrent.no-v_reset.nir", "superblock_latest_fixedstr.nir", "cubalif_f64_lzf.nir", "nested_recurrent_metadata.nir")) {
      byte[] sound = Files.readAllBytes(Recorded.path("zoo/" + name));
      for (int i = 0; i < 60; i++) {
        byte[] bad = i < 15 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
        for (int flips = i < 15 ? 0 : 1 + random.nextInt(6); flips > 0; flips--) {
          bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = Files.write(folder.resolve("damaged.nir"), bad);
        try {
          refused(file, HostileFilesTest::network);
          refused++;
        } catch (AssertionError e) {
          assertThat(e).hasMessageContaining("was read");
          read++;
        }
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(60);
    assertThat(refused + read).isEqualTo(240);
  }

  @Test
  void inputsAndLabels() throws IOException {
    List<String> messages = new ArrayList<>();
    Path good = folder.resolve("in.npz");
    ArrayFile.write(good, Map.of("", NdArray.of(new byte[24], 3, 4, 2)));
    byte[] npz = Files.readAllBytes(good);
    for (int length : new int[] {1, 3, 30, npz.length / 2, npz.length - 1}) {
      messages.add(refused(Files.write(folder.resolve("cut" + length + ".npz"), Arrays.copyOf(npz, length)), f -> spikes(f, 2)));
    }
    byte[] npy = npy("|u1", "(4, 2)", new byte[8]);
    for (int length : new int[] {0, 5, 9, 40, npy.length - 1}) {
      messages.add(refused(Files.write(folder.resolve("cut" + length + ".npy"), Arrays.copyOf(npy, length)), f -> spikes(f, 2)));
    }
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("has the value NaN at [0, 1]", npy("<f4", "(1, 2)", new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xc0, 0x7f}));
    arrays.put("has 3 channels", npy("|u1", "(2, 3)", new byte[6]));
    arrays.put("pickle", npy("|O", "(4, 2)", new byte[8]));
    arrays.put("claims 8000000000000 bytes", npy("|u1", "(1000000, 8000000)", new byte[8]).clone());
    arrays.put("too many", npy("|u1", "(99999999, 99999999)", new byte[8]));
    arrays.put("too large shape", npy("|u1", "(99999999999999999999, 2)", new byte[8]));
    arrays.put("type c8", npy("<c8", "(1, 1)", new byte[8]));
    arrays.put("structured", npy("', 'x': [('a', '<i4')], 'y': '", "(1,)", new byte[8]));
    arrays.remove("claims 8000000000000 bytes");
    arrays.put("claims 20000000 bytes", npy("|u1", "(10000000, 2)", new byte[8]));
    int number = 0;
    for (Map.Entry<String, byte[]> bad : arrays.entrySet()) {
      messages.add(refused(Files.write(folder.resolve("array" + number++ + ".npy"), bad.getValue()), f -> spikes(f, 2)));
      assertThat(messages.getLast()).containsAnyOf(bad.getKey(), "damaged");
    }
    Map<String, String> events = new LinkedHashMap<>();
    events.put("0,7\n", "channel 7 does not exist");
    events.put("0\n", "has 1 columns, not 2");
    events.put("0,0,0,0\n", "has 4 columns but the network has 5 inputs");
    events.put("a,b\n", "no column");
    events.put("timestep,chanel\n0,0\n", "did you mean \"channel\"?");
    events.put("-1,0\n", "must be 0..");
    events.put("0,x\n", "not a number");
    events.put("0,0.5\n", "not a whole number");
    events.put("99999999999,0\n", "must be 0..");
    events.put("timestep,channel,value\n0,0,3000000\n", "value is 3000000");
    number = 0;
    for (Map.Entry<String, String> bad : events.entrySet()) {
      messages.add(refused(Files.writeString(folder.resolve("events" + number++ + ".csv"), bad.getKey()), f -> spikes(f, 5)));
      assertThat(messages.getLast()).contains(bad.getValue());
    }
    messages.add(refused(Files.writeString(folder.resolve("text.txt"), "x"), f -> spikes(f, 2)));
    messages.add(refused(Files.writeString(folder.resolve("short.csv"), "1\n2\n"), f -> LabelFile.read(SourceFile.of(f), 3)));
    messages.add(refused(Files.writeString(folder.resolve("wrong.csv"), "1\nx\n"), f -> LabelFile.read(SourceFile.of(f), 2)));
    messages.add(refused(Files.writeString(folder.resolve("minus.csv"), "1\n-2\n"), f -> LabelFile.read(SourceFile.of(f), 2)));
    messages.add(refused(folder.resolve("side.npz"), f -> spikes(f, 2)));
    assertThat(messages).hasSize(5 + 5 + 8 + 10 + 5);
  }

  private static Object spikes(Path file, int channels) {
    return StimulusFile.read(SourceFile.of(file), channels);
  }

  private static byte[] npy(String descr, String shape, byte[] data) {
    String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    String header = dictionary + " ".repeat(117 - dictionary.length() > 0 ? 117 - dictionary.length() : 0) + "\n";
    byte[] bytes = ("\u0093NUMPY\1\0" + (char) header.length() + "\0" + header).getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(bytes, bytes.length + data.length);
    System.arraycopy(data, 0, all, bytes.length, data.length);
    return all;
  }

  @Test
  void sampleRanges() {
    assertThat(SampleRange.parse("3", 10)).isEqualTo(new SampleRange(3, 4));
    assertThat(SampleRange.parse("0:5", 10)).isEqualTo(new SampleRange(0, 5));
    assertThat(SampleRange.parse(":10", 10)).isEqualTo(new SampleRange(0, 10));
    assertThat(SampleRange.parse("7:", 10)).isEqualTo(new SampleRange(7, 10));
    for (String bad : List.of("", "x", "5:5", "5:3", "10", "0:11", "-1", "1:2:3", "99999999999")) {
      Optional<InputException> refused = Optional.empty();
      try {
        SampleRange.parse(bad, 10);
      } catch (InputException e) {
        refused = Optional.of(e);
      }
      assertThat(refused).as(bad).isPresent();
    }
  }
}
