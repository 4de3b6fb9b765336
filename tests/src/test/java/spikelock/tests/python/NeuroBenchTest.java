package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.neurobench.NeuroBench;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.command.Main;
import spikelock.toolchain.process.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** NeuroBench's counts of random snnTorch networks: ours of the exported file are the package's own, to the last bit. */
class NeuroBenchTest {
  private static final List<String> PACKAGES = List.of("neurobench==2.3.0", "tqdm==4.70.1");
  private static final List<String> NAMES = List.of("footprint_bytes", "connection_sparsity", "activation_sparsity", "effective_acs", "effective_macs",
      "dense_operations");
  private static final int FIRST = 1;
  private static final int COUNT = 24;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("spikelock.tests.python.Recording#sources")
  void countsAreThePackages(Recording.Source source) throws IOException {
    Map<String, NdArray> given = new LinkedHashMap<>();
    given.put("seeds", NdArray.of(new int[] {FIRST, COUNT}));
    given.put("packages", Recording.bytes(String.join(" ", PACKAGES).getBytes(StandardCharsets.UTF_8)));
    try (InputStream script = NeuroBenchTest.class.getResourceAsStream("counts.py")) {
      given.put("script", Recording.bytes(script.readAllBytes()));
    }
    try (Recording recording = new Recording("neurobench", source)) {
      Set<String> layers = compare(recording.answer("networks", given, python -> ask(python, "grid", FIRST, COUNT)), FIRST, COUNT);
      assertThat(layers).contains("AvgPool2d", "Conv2d", "Leaky", "Linear", "RLeaky", "RSynaptic", "Synaptic");
    }
  }

  /** Others than were recorded, another time others again. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SPIKELOCK_PYTHON", matches = ".+")
  void countsOfFreshNetworksAreThePackages() throws IOException {
    int first = Integer.getInteger("spikelock.seed", 1000 + new Random().nextInt(1_000_000));
    int count = Integer.getInteger("spikelock.networks", 20);
    System.out.println("networks of the seeds from " + first + " (-Dspikelock.seed, -Dspikelock.networks=" + count + ")");
    compare(ask(Recording.python().orElseThrow(), "grid", first, count), first, count);
  }

  /** The command's answer for networks that a chip can run, on spikes. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 13})
  void estimateAnswersWithThem(int seed) throws Exception {
    Map<String, NdArray> said = ArrayFile.read(Path.of(NeuroBenchTest.class.getResource("recorded/neurobench.npz").toURI()));
    Path network = Files.write(folder.resolve("net.nir"), bytes(said.get("networks/" + seed + "/file")));
    Path input = folder.resolve("x.npz");
    ArrayFile.write(input, Map.of("x", said.get("networks/" + seed + "/x")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.command(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)).run(new String[] {
        "estimate", network.toString(), "--like", "snntorch", "--reset", text(said.get("networks/" + seed + "/reset")), "--input", input.toString(),
        "--chip", "mesh-2x2", "--profile", "generic-45nm", "--json"});
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    double[] counts = said.get("networks/" + seed + "/counts").doubles();
    JsonNode answer = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8)).get("neurobench");
    assertThat(answer.propertyNames()).containsExactlyElementsOf(NAMES);
    for (int i = 0; i < counts.length; i++) {
      assertThat(answer.get(NAMES.get(i)).asDouble()).as("%s, seed %d", NAMES.get(i), seed).isEqualTo(counts[i]);
    }
  }

  private Set<String> compare(Map<String, NdArray> said, int first, int count) throws IOException {
    Set<String> layers = new TreeSet<>();
    for (int seed = first; seed < first + count; seed++) {
      String own = text(said.get(seed + "/layers"));
      layers.addAll(List.of(own.split(", ")));
      Path file = folder.resolve(seed + ".nir");
      Files.write(file, bytes(said.get(seed + "/file")));
      Reset reset = Reset.valueOf(text(said.get(seed + "/reset")).toUpperCase(Locale.ROOT).replace('-', '_'));
      RunOptions options = RunOptions.like(Framework.SNNTORCH).withReset(reset);
      NetworkDescription read = NetworkReader.read(file, options);
      Path input = folder.resolve(seed + ".npz");
      ArrayFile.write(input, Map.of("x", said.get(seed + "/x")));
      Stimulus stimulus = DataReader.read(List.of(SourceFile.of(input)), InputShape.of(read.network()), Reading.DEFAULT, "", Optional.empty()).stimulus();
      NeuroBench ours = NeuroBench.of(read.network(), read.nir(), options, stimulus, said.get(seed + "/batch").ints()[0]);
      double[] counts = said.get(seed + "/counts").doubles();
      Map<String, Double> expected = new LinkedHashMap<>();
      int at = 0;
      for (String name : NAMES) {
        expected.put(name, counts[at++]);
      }
      assertThat(ours.values()).as("seed %d: %s, reset %s", seed, own, reset).isEqualTo(expected);
    }
    return layers;
  }

  private static byte[] bytes(NdArray array) {
    byte[] bytes = new byte[array.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) array.at(i);
    }
    return bytes;
  }

  private static String text(NdArray array) {
    return new String(bytes(array), StandardCharsets.UTF_8);
  }

  /** The package needs of what it imports only tqdm beside the guide's packages; PyPI may not be there any more. */
  private Map<String, NdArray> ask(Path python, String kind, int first, int count) throws IOException {
    Path packages = folder.resolve("packages");
    List<String> install = new ArrayList<>(List.of(python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--target", packages.toString()));
    install.addAll(PACKAGES);
    Tool.Result installed = Tool.run(folder, install, "python3");
    assumeThat(installed.code()).as("PyPI has no %s for us: %s", PACKAGES, installed.output()).isZero();
    try (InputStream script = NeuroBenchTest.class.getResourceAsStream("counts.py")) {
      Files.write(folder.resolve("counts.py"), script.readAllBytes());
    }
    Tool.Result result = Tool.run(folder, List.of("env", "PYTHONPATH=" + packages, python.toString(), "-W", "ignore", "counts.py", "said.npz", kind,
        Integer.toString(first), Integer.toString(count)), "coreutils");
    assertThat(result.code()).as(result.output()).isZero();
    return ArrayFile.read(folder.resolve("said.npz"));
  }
}
