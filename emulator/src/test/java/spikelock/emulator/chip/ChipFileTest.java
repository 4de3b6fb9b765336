package spikelock.emulator.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipModels;

class ChipFileTest {
  private static final String SMALL = """
      format: spikelock/chip
      version: 1
      name: small
      mesh: {width: 2, height: 1}
      neurons: 32
      axons: 64
      synapse_words: 1024
      fanout_entries: 64
      """;

  static List<String> names() {
    return Chips.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void bundledChipComesBackFromItsCanonicalText(String name) {
    ChipSpec spec = Chips.read(name);

    assertThat(spec.name()).isEqualTo(name);
    assertThat(ChipFile.parse(ChipFile.text(spec), "text")).isEqualTo(spec);
    assertThat(spec.datapaths()).containsOnly(DatapathChoice.AUTO);
  }

  @ParameterizedTest
  @CsvSource({"core-1, 1, 1, 256, 1024, 32768, 16, 8, 16, 1024, 1", "mesh-2x2, 2, 2, 256, 1024, 32768, 16, 8, 16, 1024, 1",
      "mesh-4x4, 4, 4, 256, 1024, 32768, 16, 8, 16, 1024, 1", "mesh-8x8, 8, 8, 256, 1024, 32768, 16, 8, 16, 1024, 1",
      "loihi-sized, 4, 4, 1024, 16384, 131072, 32, 8, 16, 16384, 1", "up5k-1, 1, 1, 256, 256, 16384, 16, 4, 4, 512, 4",
      "hx8k-1, 1, 1, 128, 128, 4096, 16, 4, 4, 256, 2",
      "loihi, 16, 8, 1024, 4096, 32768, 32, 8, 64, 4096, 1", "truenorth, 64, 64, 256, 256, 32768, 32, 9, 16, 256, 1",
      "odin, 1, 1, 256, 256, 16384, 16, 4, 2, 256, 1", "spinnaker, 4, 4, 256, 16384, 131072, 32, 16, 16, 16384, 1"})
  void bundledChipHasTheSizesOfTheArchitecture(String name, int width, int height, int neurons, int axons, int synapses,
      int wordBits, int weightBits, int slots, int fanout, int lanes) {
    ChipSpec spec = Chips.read(name);

    assertThat(new int[] {spec.mesh().width(), spec.mesh().height(), spec.core().neurons(), spec.core().axons(),
        spec.core().synapses().words(), spec.core().synapses().wordBits(),
        spec.core().synapses().weightBits(), spec.core().delaySlots(), spec.core().fanoutEntries(), spec.core().synapses().lanes()})
        .containsExactly(width, height, neurons, axons, synapses, wordBits, weightBits, slots, fanout, lanes);
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    ChipSpec spec = ChipFile.parse(SMALL, "small.yaml");

    assertThat(spec).isEqualTo(new ChipSpec("small", new MeshSizes(2, 1, 2),
        new CoreSizes(32, 64, 16, new SynapseSizes(1024, 16, 8, 0, 1), 24, 1024, 64), new PacketSizes(0), new HostSizes(1024, 256),
        new CounterSizes(Counters.BASIC, 24), Clock.assumed(100), List.of(DatapathChoice.AUTO, DatapathChoice.AUTO)));
  }

  @Test
  void coresOfATileAreSaidAndDivideTheMesh() {
    String wide = SMALL.replace("width: 2, height: 1", "width: 4, height: 3");
    ChipSpec spec = ChipFile.parse(wide + "cores_per_tile: {width: 2, height: 3}\n", "small.yaml");

    assertThat(spec.mesh()).isEqualTo(new MeshSizes(4, 3, 2, new CoresPerTile(2, 3)));
    assertThat(ChipFile.text(spec)).contains("cores_per_tile: {width: 2, height: 3}");
    assertThat(ChipFile.parse(ChipFile.text(spec), "text")).isEqualTo(spec);
    refused(wide + "cores_per_tile:\n  width: 2\n  height: 2\n",
        "small.yaml: cores_per_tile.height, line 11: is 2, which does not divide mesh.height, 3 cores");
    refused(wide + "cores_per_tile: {width: 0, height: 1}\n", "small.yaml: cores_per_tile.width, line 9: is 0, must be 1..16");
    refused(wide + "cores_per_tile: {width: 2}\n", "small.yaml: cores_per_tile.height, line 9: the field is missing");
    refused(wide + "cores_per_tile: {width: 2, height: 3, depth: 1}\n", "small.yaml: cores_per_tile.depth, line 9: there is no such field");
    refused(wide + "cores_per_tile: 2x3\n", "small.yaml: cores_per_tile, line 9: must be a mapping of fields");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> ChipFile.parse(text, "small.yaml"))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).startsWith(message));
  }

  @Test
  void loihiHasItsTiles() {
    PublishedMesh loihi = Chips.read("loihi").mesh().published();

    assertThat(loihi).isEqualTo(new PublishedMesh(8, 4, new CoresPerTile(2, 2)));
    assertThat(loihi.tiles()).isEqualTo(32);
    assertThat(loihi.cores()).isEqualTo(128);
    assertThat(Chips.read("mesh-4x4").mesh().published()).isEqualTo(new PublishedMesh(4, 4, CoresPerTile.ONE));
  }

  @Test
  void datapathsHaveADefaultAndTilesOfTheirOwn() {
    ChipSpec spec = ChipFile.parse(SMALL + """
        datapaths:
          default: {model: LIF}
          tiles:
            - tiles: [1]
              model: own.neuron
              constants: {V_BITS: 20}
              core_parameters: [reset]
              set_parameters: [bias]
              neuron_parameters: [threshold]
              neuron_initial_state: true
        """, "small.yaml");

    assertThat(spec.datapaths()).containsExactly(new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false),
        new DatapathChoice("own.neuron", Map.of("V_BITS", 20L), List.of("reset"), List.of("threshold"), true));
    assertThat(ChipFile.parse(ChipFile.text(spec), "text")).isEqualTo(spec);
  }

  @Test
  void anyNameComesBack() {
    String name = "a \"b\" \\ é\t: #";
    ChipSpec spec = ChipFile.parse(SMALL.replace("small", "\"a \\\"b\\\" \\\\ é\\t: #\""), "small.yaml");

    assertThat(spec.name()).isEqualTo(name);
    assertThat(ChipFile.parse(ChipFile.text(spec), "text").name()).isEqualTo(name);
  }

  @Test
  void aWrongSizeIsNamedWithItsLine() {
    assertThatThrownBy(() -> ChipFile.parse(SMALL.replace("axons: 64", "axons: 100"), "small.yaml"))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe())
            .isEqualTo("small.yaml: axons, line 6: is 100, must be a power of two from 32 to 65536"));
    assertThatThrownBy(() -> ChipFile.parse(SMALL + "lanes: 4\n", "small.yaml"))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe())
            .isEqualTo("small.yaml: lanes, line 9: is 4, but a word of 16 bits holds only 2 weights of 8 bits"));
    assertThatThrownBy(() -> ChipFile.parse(SMALL + "weight_bits: 16\n", "small.yaml"))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe()).isEqualTo(
            "small.yaml: weight_bits, line 9: is 16, but a word of 16 bits must have room for an offset beside the weight"));
    assertThat(ChipFile.parse(SMALL + "weight_bits: 16\nword_bits: 32\n", "small.yaml").core().synapses().weightBits()).isEqualTo(16);
  }

  @Test
  void anUnknownFieldNamesTheNearMiss() {
    assertThatThrownBy(() -> ChipFile.parse(SMALL + "wieght_bits: 4\n", "small.yaml"))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.describe())
            .isEqualTo("small.yaml: wieght_bits, line 9: there is no such field; did you mean \"weight_bits\"?"));
  }

  @Test
  void aNumberWithALeadingZeroIsNotOctal() {
    assertThat(ChipFile.parse(SMALL.replace("neurons: 32", "neurons: 0032"), "small.yaml").core().neurons()).isEqualTo(32);
  }

  @Test
  void aChipIsABundledNameOrAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("small.yaml"), SMALL + "datapaths: {default: {model: own.neuron}}\n");
    Files.writeString(folder.resolve("own.neuron"), "a model");

    assertThat(ChipModels.texts(file.toString(), Chips.read(file.toString()))).isEqualTo(Map.of("own.neuron", "a model"));
    assertThatThrownBy(() -> Chips.read("mesh-4x5")).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.hint()).isEqualTo("did you mean \"mesh-4x4\"?"));
    assertThatThrownBy(() -> Chips.read(folder.toString())).hasMessage("is a folder");
    assertThatThrownBy(() -> Chips.read(folder.resolve("gone.yaml").toString())).hasMessage("no such file");
    assertThatThrownBy(() -> Chips.read("a\0b")).isInstanceOf(InputException.class);
  }
}
