package spikelock.toolchain.command.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.cost.Constant;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.toolchain.console.CommandRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code info}, {@code chips} and {@code models}, as a user runs them. */
class LookVerbsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void chipsListsAndShows() {
    assertThat(run("chips")).isZero();
    Chips.names().forEach(name -> assertThat(text(out)).contains(name));

    JsonNode chip = json("chips", "hx8k-1");
    assertThat(chip.get("spec").get("neurons").asInt()).isEqualTo(128);
    JsonNode memories = chip.get("memories").get(0).get("memories");
    assertThat(memories.get(4).get("memory").asString()).isEqualTo("synapses");
    assertThat(memories.get(4).get("total_bits").asInt()).isEqualTo(65536);
    assertThat(memories.get(4).get("ice40_blocks").asInt()).isEqualTo(16);
    assertThat(memories.get(0).get("ice40_blocks").asInt()).isZero();
  }

  @Test
  void whatChipsPrintsIsAChip() throws Exception {
    for (String name : Chips.names()) {
      assertThat(run("chips", name)).isZero();
      Path file = Files.writeString(folder.resolve("mine.yaml"), text(out));
      assertThat(ChipFile.read(file)).isEqualTo(Chips.read(name));
      assertThat(run("info", file.toString())).isZero();
    }
  }

  @Test
  void profilesListsAndShows() throws Exception {
    assertThat(run("profiles")).isZero();
    Profiles.names().forEach(name -> assertThat(text(out)).contains(name));
    assertThat(json("profiles").get("profiles")).hasSize(Profiles.names().size());

    for (String name : Profiles.names()) {
      JsonNode shown = json("profiles", "show", name);
      assertThat(run("profiles", "show", name)).isZero();
      CostProfile profile = Profiles.bundled(name);
      assertThat(shown.get("constants")).hasSize(profile.constants().size());
      for (JsonNode constant : shown.get("constants")) {
        Constant known = profile.constant(constant.get("name").asString()).orElseThrow();
        assertThat(constant.get("value").asDouble()).isEqualTo(known.value());
        assertThat(text(out)).contains(constant.get("name").asString(), known.written(), known.band(), known.confidence().text(), known.source(), known.validity());
      }
    }
    Path file = Files.writeString(folder.resolve("mine.yaml"), """
        format: spikelock/profile
        version: 1
        name: mine
        extends: truenorth
        energy:
          synaptic_event: {value: 26, unit: pJ, confidence: measured, source: the often cited one, includes_static_at: 2.68e9}
        """);
    JsonNode mine = json("profiles", "show", file.toString());
    assertThat(mine.get("constants").get(1).get("value").asDouble()).isEqualTo(26e-12);
    assertThat(mine.get("constants").get(1).get("includes_static_at").asDouble()).isEqualTo(2.68e9);
    assertThat(run("profiles", file.toString())).isZero();
    assertThat(text(out)).contains("static power in it, at 2.680e+09 events/s");
    assertThat(run("info", file.toString())).isZero();
    assertThat(text(out)).contains("static power in it");
  }

  @Test
  void whatIsNoProfileIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "format: spikelock/profile\nversion: 1\nname: mine\nextends: odin\nenergy: {spik: {}}\n");
    refused("did you mean \"odin\"", "profiles", "show", "odim");
    refused("did you mean \"show\"", "profiles", "shwo", "odin");
    refused("show needs a profile", "profiles", "show");
    refused("mine.yaml: energy.spik, line 5: there is no such constant", "profiles", "show", file.toString());
    assertThat(run("profiles", "show", "odin", "truenorth")).isEqualTo(2);
  }

  private void refused(String message, String... args) {
    assertThat(run(args)).isEqualTo(2);
    assertThat(text(err)).contains(message);
  }

  @Test
  void theSmallChipsFitTheirFpgas() {
    assertThat(blocks("hx8k-1", "")).as("of the 32 block RAMs of an HX8K").isLessThanOrEqualTo(31);
    assertThat(blocks("up5k-1", "synapses")).as("of the 30 block RAMs of a UP5K; synapses are in an SPRAM").isLessThanOrEqualTo(27);
  }

  private int blocks(String chip, String but) {
    int blocks = 0;
    for (JsonNode memory : json("chips", chip).get("memories").get(0).get("memories")) {
      blocks += memory.get("memory").asString().equals(but) ? 0 : memory.get("ice40_blocks").asInt();
    }
    return blocks;
  }

  @Test
  void modelsListsAndShows() throws Exception {
    assertThat(run("models")).isZero();
    assertThat(text(out)).contains("adaptive", "cuba", "CubaLIF", "Threshold");

    JsonNode lif = json("models", "LIF");
    assertThat(lif.get("parameters").size()).isEqualTo(5);
    assertThat(lif.get("operations").asInt()).isLessThan(json("models", "cuba").get("operations").asInt());
    assertThat(run("models", "LIF")).isZero();
    assertThat(text(out)).contains("mul(v, decay_v, 12, nearest)", "next v = ", "spike = ", "fix:");

    Path file = Files.writeString(folder.resolve("own.neuron"), Models.text("LIF"));
    assertThat(json("models", file.toString()).get("graph")).isEqualTo(lif.get("graph"));
    assertThat(json("info", file.toString()).get("details").get("operations")).isEqualTo(lif.get("operations"));
  }

  @Test
  void infoDescribesAnImage() {
    Path file = folder.resolve("net.slk");
    ChipImage image = image();
    ImageFile.write(file, image);

    assertThat(run("info", file.toString())).isZero();
    assertThat(text(out)).contains("2 neurons on 1 core,", "evil?[31m layer", ImageFile.hash(image), "mapped with: dt 0.0001 s").doesNotContain("\u001b", "{", "E-4");
    JsonNode details = json("info", file.toString()).get("details");
    assertThat(details.get("populations").get(1).get("name").asString()).isEqualTo("evil\u001b[31m layer");
    assertThat(details.get("per_core").get(0).get("synapse_words").asInt()).isEqualTo(4);
    assertThat(details.get("outputs").asInt()).isEqualTo(2);
  }

  @Test
  void infoDescribesArrays() {
    Path file = folder.resolve("input.npz");
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("spikes", NdArray.of(new byte[] {0, 1, 1, 0, 0, 1}, 2, 3));
    arrays.put("labels", NdArray.of(new int[0]));
    ArrayFile.write(file, arrays);

    assertThat(run("info", file.toString())).isZero();
    assertThat(text(out)).contains("spikes", "byte", "(2, 3)", "(0,)");
    JsonNode spikes = json("info", file.toString()).get("details").get("arrays").get(0);
    assertThat(spikes.get("max").asInt()).isEqualTo(1);
    assertThat(spikes.get("nonzero").asInt()).isEqualTo(3);
  }

  @Test
  void infoTakesBundledNamesToo() {
    assertThat(json("info", "core-1").get("kind").asString()).startsWith("chip");
    assertThat(json("info", "LIF").get("kind").asString()).startsWith("neuron");
  }

  @Test
  void whatIsUnknownIsWrongInput() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertThatThrownBy(() -> InfoVerb.describe(file.toString())).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).hint()).contains("image (.slk)"));
    assertThat(run("info", folder.toString())).isEqualTo(2);
    assertThat(run("info", folder.resolve("gone").toString())).isEqualTo(2);
    assertThat(run("info", "a\0b")).isEqualTo(2);
    assertThat(run("models", "LIFF")).isEqualTo(2);
    assertThat(text(err)).contains("did you mean \"LIF\"?");
    assertThat(run("chips", "mesh-2x3")).isEqualTo(2);
    assertThat(text(err)).contains("did you mean \"mesh-2x2\"?");
  }

  private static ChipImage image() {
    ChipSpec spec = Chips.read("core-1").withDatapaths(List.of(new DatapathChoice("LIF", Map.of(), List.of("decay_v"), List.of(), false)));
    Map<String, String> texts = PlacedCores.texts(spec, Map.of());
    PlacedDatapath placed = PlacedCores.of(spec, texts).datapath(0);
    int[] two = {1, 0};
    CoreImage core = new CoreImage(two, new int[2], two, new int[2], new int[2], new int[4], new int[1], new int[] {2}, new int[1],
        new int[placed.setParameters().size()][1], new int[placed.datapath().states().size()][1], new int[0][], new int[0][],
        new int[] {0, -1}, new long[] {new PacketFormat(spec).outputEntry(true, 0)});
    return new ChipImage(spec, texts, List.of(core), new InputTable(new int[] {0, 1}, new int[1], new int[1], new int[1]),
        List.of(new Population("in", List.of(1), "input", 0, -1, 0, new int[0], new int[0], Map.of()),
            new Population("evil\u001b[31m layer", List.of(2), "LIF", 0, 0, -1, new int[2], new int[] {0, 1}, Map.of())),
        Map.of("dt_s", 1e-4), Map.of());
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return new CommandRun(Verbs.all(), Map.of(), new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), folder.resolve("bugs")).run(arguments);
  }

  private JsonNode json(String... arguments) {
    List<String> line = new java.util.ArrayList<>(List.of(arguments));
    line.add("--json");
    assertThat(run(line.toArray(String[]::new))).isZero();
    assertThat(text(out).lines()).hasSize(1);
    return JsonMapper.shared().readTree(text(out));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
