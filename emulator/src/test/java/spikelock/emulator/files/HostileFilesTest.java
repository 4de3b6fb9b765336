package spikelock.emulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.datapath.DatapathFile;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;

/** Files that are damaged, absurd or made to hurt: each gets one message with its place, and little memory. */
class HostileFilesTest {
  /** What reading one may allocate, in all. */
  private static final long MOST_BYTES = 1L << 30;
  private static final String CHIP = ChipFile.text(Chips.read("core-1"));

  @TempDir Path folder;

  private interface Reader {
    void read(Path file);
  }

  private interface Maker {
    byte[] make() throws IOException;
  }

  private record Hostile(String name, Maker contents, Reader reader, String message) {}

  private final List<Hostile> files = new ArrayList<>();

  @TestFactory
  List<DynamicTest> everyHostileFileGetsOneMessage() {
    chips();
    neurons();
    images();

    assertThat(files).hasSize(112);
    return files.stream().map(f -> DynamicTest.dynamicTest(f.name(), () -> refused(f))).toList();
  }

  private void refused(Hostile hostile) throws Exception {
    Path file = folder.resolve("hostile");
    Files.write(file, hostile.contents().make());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable thrown = catchThrowable(() -> hostile.reader().read(file));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes allocated until it was refused").isLessThan(MOST_BYTES);
    assertThat(thrown).isInstanceOfSatisfying(InputException.class, e -> {
      System.out.println(hostile.name() + ": " + e.describe().replace(folder.toString() + "/", ""));
      assertThat(e.file()).isEqualTo(file.toString());
      assertThat(e.where()).isNotBlank();
      assertThat(e.describe()).contains(hostile.message()).hasSizeLessThan(1000).doesNotContain("\n");
    });
  }

  // ---- chip definitions -------------------------------------------------------------------------------------------

  private void chips() {
    chip("empty", "", "is empty");
    chip("only a comment", "# nothing\n", "is empty");
    chip("not YAML", "a: [1, 2\nb: {", "is not valid YAML");
    chip("a list", "- 1\n- 2\n", "must be a mapping");
    chip("control characters", "format: \u0000\u0001\u0002", "is not valid YAML");
    chip("no format", "version: 1\n", "does not say what it is");
    chip("other format", CHIP.replace("spikelock/chip", "spikelock/neuron"), "not a spikelock/chip");
    chip("newer", CHIP.replace("version: 1", "version: 2"), "newer");
    chip("huge version", CHIP.replace("version: 1", "version: 99999999999999999999999"), "not a whole number");
    chip("two documents", CHIP + "---\n" + CHIP, "more than one");
    chip("field twice", CHIP + "axons: 64\n", "axons");
    chip("deep nesting", CHIP + "x: " + "[".repeat(100_000), "nested");
    chip("deep mappings", CHIP + "x: " + "{a: ".repeat(50_000), "nested");
    chip("billion laughs", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + CHIP, "alias");
    chip("an alias to itself", "a: &a [*a]\n" + CHIP, "YAML");
    chip("a tag", CHIP + "x: !!javax.script.ScriptEngineManager []\n", "no such field");
    chip("ten megabytes", CHIP + "#".repeat(10 << 20), "more than");
    chip("a field name of 100,000 letters", CHIP + "n".repeat(100_000) + ": 1\n", "YAML");
    chip("a field name of 1,000 letters", CHIP + "n".repeat(1000) + ": 1\n", "no such field");
    chip("a mesh of 0", CHIP.replace("width: 1", "width: 0"), "must be 1..64");
    chip("neurons as text", CHIP.replace("neurons: 256", "neurons: many"), "not a whole number");
    chip("negative axons", CHIP.replace("axons: 1024", "axons: -1024"), "power of two");
    chip("a fraction", CHIP.replace("lanes: 1", "lanes: 1.5"), "not a whole number");
    chip("a clock of infinity", CHIP.replaceAll("clock_mhz: [0-9.]+", "clock_mhz: Infinity"), "finite");
    chip("a list for a number", CHIP.replace("lanes: 1", "lanes: [1]"), "single value");
    chip("a path as model", CHIP.replace("model: auto", "model: ../../etc/passwd"), "auto");
    chip("tile outside", CHIP + "  tiles: [{tiles: [1], model: LIF}]\n", "0..0");
    chip("tile twice", CHIP + "  tiles: [{tiles: [0, 0], model: LIF}]\n", "again");
    chip("parameter in two places", CHIP.replace("model: auto", "model: LIF, core_parameters: [bias], neuron_parameters: [bias]"),
        "second time");
  }

  private void chip(String name, String text, String message) {
    files.add(new Hostile("chip, " + name, () -> text.getBytes(StandardCharsets.UTF_8), ChipFile::read, message));
  }

  // ---- neuron models ----------------------------------------------------------------------------------------------

  private void neurons() {
    neuron("nested parentheses", "(".repeat(50_000) + "i" + ")".repeat(50_000), "nested");
    neuron("nested calls", "abs(".repeat(50_000) + "i" + ")".repeat(50_000), "nested");
    neuron("minus signs", "-".repeat(50_000) + "i", "nested");
    neuron("exclamation marks", "!".repeat(50_000) + "i", "nested");
    neuron("a very long sum", "i" + " + i".repeat(200_000), "operations");
    neuron("too many operations", "i" + " != i + 1 + i".repeat(30_000), "");
    neuron("a huge constant", "i + 99999999999999999999", "too large");
    neuron("a constant of 63 bits", "i + 999999999999999999 + 999999999999999999 + 999999999999999999 + 999999999999999999"
        + " + 999999999999999999", "bits");
    neuron("a shift by 63", "shl(i, 63)", "0..62");
    neuron("a shift by a negative number", "shr(i, -1, floor)", "expected");
    neuron("a shift by an expression", "shl(i, i)", "not a constant");
    neuron("a left shift out of 63 bits", "shl(i, 60)", "63 bits");
    neuron("a product out of 63 bits", "mul(mul(i, i), mul(i, i))", "63 bits");
    neuron("bits dropped silently", "shr(i, 2)", "say how to round");
    neuron("an unknown rounding", "shr(i, 2, nearset)", "nearest");
    neuron("an unknown function", "satuate(i, s8.0)", "saturate");
    neuron("an unknown name", "j + 1", "there is no");
    neuron("different binary points", "i + q", "binary point");
    neuron("a type of 33 bits", "saturate(i, s33.0)", "must be 1..32");
    neuron("a type of an unknown constant", "saturate(i, s{MANY}.0)", "no constant");
    neuron("a table index out of range", "table(i, t)", "saturate or wrap");
    neuron("no condition", "select(i, 1, 2)", "condition");
    neuron("a stray sign", "i + $", "expected");
    neuron("an unfinished call", "min(i,", "expected");

    String doubling = "let:\n" + lines(60, n -> "  x" + n + ": " + (n == 0 ? "i + i" : "x" + (n - 1) + " + x" + (n - 1)) + "\n");
    model("let chain doubling", doubling, "spike: x59 > 0\n", "63 bits");
    model("30,000 definitions", "let:\n" + lines(30_000, n -> "  x" + n + ": i + " + n + "\n"), "spike: i > 0\n", "operations");
    model("an endless table", "tables:\n  big: {type: u8.0, values: [" + "1, ".repeat(300_000) + "1]}\n", "spike: i > 0\n", "entries");
    model("a table name that is code", "tables:\n  \"x; $finish\": {type: u8.0, values: [1, 2]}\n", "spike: i > 0\n", "cannot be a name");
    model("a table value out of range", "tables:\n  x: {type: u8.0, values: [1, 256]}\n", "spike: i > 0\n", "is not a u8.0");
    model("defaults outside", "parameters:\n  a: {type: u8.0, default: 256}\n", "spike: i > 0\n", "outside");
    model("fixing what is not there", "fix: {threshhold: 1}\n", "spike: i > 0\n", "no parameter or state");
    model("a spike that is a number", "", "spike: i\n", "condition");
    model("a section twice", "parameters: {a: u1}\n", "inputs: {b: u1}\nspike: i > 0\n", "twice");
  }

  private static String lines(int count, Function<Integer, String> line) {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < count; n++) {
      text.append(line.apply(n));
    }
    return text.toString();
  }

  private void neuron(String name, String expression, String message) {
    model(name, "tables:\n  t: {type: u8.0, values: [1, 2]}\nlet:\n  out: \"" + expression + "\"\n", "spike: out > 0\n", message);
  }

  private void model(String name, String sections, String spike, String message) {
    String text = "format: spikelock/neuron\nversion: 1\nname: hostile\ninputs: {i: s24.0, q: s24.8}\n" + sections + spike;
    files.add(new Hostile("neuron, " + name, () -> text.getBytes(StandardCharsets.UTF_8), DatapathFile::read, message));
  }

  // ---- images -----------------------------------------------------------------------------------------------------

  private void images() {
    image("empty", zip -> new byte[0], "");
    image("text", zip -> "hello".getBytes(StandardCharsets.UTF_8), "");
    image("cut in half", zip -> java.util.Arrays.copyOf(zip, zip.length / 2), "");
    image("no entries", zip -> zip(Map.of()), "missing");
    edited("no manifest", e -> e.remove("manifest.json"), "missing");
    manifest("manifest is no JSON", m -> m + "}", "JSON");
    manifest("manifest is a list", m -> "[1]", "must be an object");
    manifest("manifest with a field twice", m -> m.replace("\"version\":1", "\"version\":1,\"version\":1"), "uplicate");
    manifest("manifest nested deeply", m -> "[".repeat(100_000), "JSON");
    manifest("newer", m -> m.replace("\"version\":1", "\"version\":2"), "newer");
    manifest("unknown field", m -> m.replace("{\"format\"", "{\"formt\":1,\"format\""), "did you mean \"format\"");
    manifest("missing field", m -> m.replace("\"inputs\"", "\"outputs\""), "missing");
    manifest("null", m -> m.replace("\"description\":{}", "\"description\":{\"a\":null}"), "null");
    manifest("a number of 90 digits", m -> m.replace("\"description\":{}", "\"description\":{\"a\":" + "9".repeat(90) + "}"), "too large");
    manifest("a number of a million digits", m -> m.replace("\"description\":{}", "\"description\":{\"a\":" + "9".repeat(1_000_000) + "}"), "JSON");
    manifest("a float beyond all", m -> m.replace("\"description\":{}", "\"description\":{\"a\":1e999}"), "too large");
    manifest("a chip of another kind", m -> m.replace("neurons: 256", "neurons: 255"), "power of two");
    manifest("an undecided chip", m -> m.replace("model: LIF, core_parameters: [decay_v]", "model: auto"), "not chosen");
    manifest("an unknown model", m -> m.replace("model: LIF", "model: LIFF"), "LIF");
    manifest("a broken model", m -> m.replace("u: current", "u: curent"), "current");
    manifest("a parameter that is not there", m -> m.replace("[decay_v]", "[decay_w]"), "no parameter");
    manifest("two cores on one tile", m -> m.replace("\"cores\":[", "\"cores\":[{},"), "are 2");
    manifest("a billion synapses", m -> m.replace("\"synapse_words\":4", "\"synapse_words\":1000000000"), "must be a whole number");
    manifest("more synapses than stored", m -> m.replace("\"synapse_words\":4", "\"synapse_words\":5"), "must be int(5,)");
    manifest("fewer sets than stored", m -> m.replace("\"sets\":1", "\"sets\":0"), "");
    manifest("no sets but neurons", m -> m.replace("\"neurons\":2", "\"neurons\":1"), "must be int(1,)");
    manifest("a billion channels", m -> m.replace("\"channels\":1", "\"channels\":2000000000"), "whole number");
    manifest("an array of nobody", m -> m.replace("\"values.0\"", "\"values.1\""), "missing");
    manifest("an array of another part", m -> m.replace("\"values.0\"", "\"inputs.start\""), "another part");
    manifest("an array twice", m -> m.replace("\"attachments\":{", "\"attachments\":{\"b\":{\"$array\":\"values.0\",\"as\":\"array\"},"), "twice");
    manifest("an array of another kind", m -> m.replace("int[]", "long[]"), "long[]");
    manifest("a shape of nonsense", m -> m.replace("\"populations\":[]", "\"populations\":[{\"name\":\"a\",\"shape\":[2000000000,"
        + "2000000000],\"kind\":\"LIF\",\"lag\":0,\"first_output\":0,\"first_input\":-1,\"field_scales\":{}}]"), "more than");
    edited("an array is missing", e -> e.remove("cores.0.synapses.npy"), "missing");
    edited("an array too many", e -> e.put("cores.1.synapses.npy", npy("<i4", "(4,)", 16)), "does not speak");
    edited("a path that leaves", e -> e.put("../../evil.npy", new byte[1]), "no part");
    edited("an absolute path", e -> e.put("/etc/passwd", new byte[1]), "no part");
    edited("a backslash", e -> e.put("a\\b.npy", new byte[1]), "no part");
    edited("no magic", e -> e.put("cores.0.synapses.npy", new byte[200]), "magic");
    edited("another type", e -> e.put("cores.0.synapses.npy", npy("<f4", "(4,)", 16)), "must be int(4,)");
    edited("another rank", e -> e.put("cores.0.synapses.npy", npy("<i4", "(2, 2)", 16)), "must be int(4,)");
    edited("a pickle", e -> e.put("cores.0.synapses.npy", npy("|O", "(4,)", 16)), "pickle");
    edited("a shape without data", e -> e.put("values.0.npy", npy("<i4", "(2000000000,)", 16)), "claims");
    edited("texts without data", e -> e.put("values.0.npy", npy("<U0", "(2000000000,)", 16)), "claims");
    edited("too few bytes", e -> e.put("values.0.npy", npy("<i4", "(40,)", 150)), "ends");
    edited("a damaged header", e -> e.put("values.0.npy", npy("<i4", "4", 16)), "header");
    edited("a wrong number", e -> e.put("cores.0.axon_format.npy", npy("<i4", "(2,)", 8, 9)), "tile 0, axon 0");
    image("the same entry twice", zip -> twice(zip), "twice");
    image("a zip bomb", zip -> bomb(), "is longer than 16777216 bytes");
    image("damaged data", zip -> damaged(zip), "damaged");
    manifest("another format", m -> m.replace("spikelock/image", "spikelock/chip"), "spikelock/image");
  }

  private void image(String name, Function<byte[], byte[]> change, String message) {
    files.add(new Hostile("image, " + name, () -> change.apply(sample()), ImageFile::read, message));
  }

  private void manifest(String name, Function<String, String> change, String message) {
    edited(name, e -> e.compute("manifest.json", (n, bytes) ->
        change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)), message);
  }

  private void edited(String name, Consumer<Map<String, byte[]>> change, String message) {
    image(name, zip -> {
      Map<String, byte[]> entries = entries(zip);
      change.accept(entries);
      return zip(entries);
    }, message);
  }

  /** An array of {@code bytes} bytes, each {@code fill}. */
  private static byte[] npy(String descr, String shape, int bytes, int fill) {
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    byte[] file = new byte[10 + header.length() + bytes];
    java.util.Arrays.fill(file, (byte) fill);
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0}, 0, file, 0, 10);
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, file, 10, header.length());
    return file;
  }

  private static byte[] npy(String descr, String shape, int bytes) {
    return npy(descr, shape, bytes, 0);
  }

  /** Renames the entry of one table to that of another of the same length, in both places a ZIP names it. */
  private static byte[] twice(byte[] zip) {
    return new String(zip, StandardCharsets.ISO_8859_1).replace("inputs.delay.npy", "inputs.start.npy").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bomb() {
    return zip(Map.of("manifest.json", new byte[100 << 20]));
  }

  private static byte[] damaged(byte[] zip) {
    byte[] packed = zip(entries(zip));
    for (int at = 60; at < 400; at += 7) {
      packed[at] ^= 0x5a;
    }
    return packed;
  }

  private byte[] sample() {
    try {
      Path file = folder.resolve("sample.slk");
      ImageFile.write(file, sampleImage());
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ChipImage sampleImage() {
    var spec = Chips.read("core-1").withDatapaths(List.of(new DatapathChoice("LIF", Map.of(), List.of("decay_v"), List.of(), false)));
    Map<String, String> texts = PlacedCores.texts(spec, Map.of());
    PlacedDatapath placed = PlacedCores.of(spec, texts).datapath(0);
    int[] two = {1, 0};
    CoreImage core = new CoreImage(two, new int[2], two, new int[2], new int[2], new int[4], new int[1], new int[] {2}, new int[1],
        new int[placed.setParameters().size()][1], new int[placed.datapath().states().size()][1], new int[0][], new int[0][],
        new int[] {0, -1}, new long[] {new spikelock.emulator.chip.PacketFormat(spec).outputEntry(true, 3)});
    return new ChipImage(spec, texts, List.of(core), new InputTable(new int[] {0, 1}, new int[1], new int[1], new int[1]),
        List.of(), Map.of(), Map.of("a", new int[] {1, 2, 3}));
  }

  private static Map<String, byte[]> entries(byte[] zip) {
    try {
      Path file = Files.createTempFile("entries", ".zip");
      Files.write(file, zip);
      Map<String, byte[]> entries = new LinkedHashMap<>();
      try (ZipFile read = new ZipFile(file.toFile())) {
        for (ZipEntry entry : java.util.Collections.list(read.entries())) {
          entries.put(entry.getName(), read.getInputStream(entry).readAllBytes());
        }
      }
      Files.delete(file);
      return entries;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsNotHostileIsRead() throws Exception {
    Path file = folder.resolve("good");
    Files.writeString(file, CHIP);
    assertThat(ChipFile.read(file)).isEqualTo(Chips.read("core-1"));
    Files.writeString(file, Models.text("LIF"));
    assertThat(DatapathFile.read(file)).isEqualTo(Models.bundled("LIF"));
    Files.write(file, zip(entries(sample())));
    assertThat(ImageFile.hash(ImageFile.read(file))).isEqualTo(ImageFile.hash(sampleImage()));
  }
}
