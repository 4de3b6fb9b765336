package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.Sha256;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/**
 * What is below the Verilog: a board's netlist and its bitstream do what the emulator does, and a fault planted in either is found and named. One build for
 * all of them.
 */
class BelowRtlJobTest {
  private static final String BOARD = "hx8k-breakout";

  /** The sum of an adder of the datapath: whatever a neuron does goes through it. */
  private static final String SUM = "0110100110010110";

  private static final Pattern NETLIST_LUT =
      Pattern.compile("\"[^\"]*\\.datapath\\.[^\"]*\": \\{\\s*\"hide_name\": \\d+,\\s*\"type\": \"SB_LUT4\",\\s*\"parameters\": \\{\\s*\"LUT_INIT\": \"(" + SUM + ")\"");
  private static final Pattern PLACE = Pattern.compile("X(\\d+)/Y(\\d+)/lc(\\d)");

  /** Where IceStorm's {@code .asc} has a cell's truth table: half of it in these columns of each of the cell's two rows. */
  private static final int TABLE = 36;
  private static final int TABLE_END = 44;

  @TempDir static Path folder;
  private static Path built;

  @BeforeAll
  static void build() {
    Spikelock.needs("yosys", "nextpnr-ice40", "icepack", "iceunpack", "icebox_vlog", "verilator");
    built = folder.resolve("built");
    Spikelock.json("build", "orientation", "--board", BOARD, "-o", built);
  }

  private static Said compare(String stage, Path build) {
    return Spikelock.run("cosim", "orientation", "--samples", "0:1", "--board", BOARD, "--against", stage, "--build", build, "--json");
  }

  @Test
  void netlistAndBitstreamDoWhatTheEmulatorDoes() throws IOException {
    for (String stage : List.of("netlist", "bitstream")) {
      Said said = compare(stage, built);
      assertThat(said.code()).as(said.err() + said.out()).isZero();
      JsonNode below = said.json().get("below");
      assertThat(said.json().get("equal").asBoolean()).isTrue();
      assertThat(said.json().get("output_spikes").asInt()).isPositive();
      assertThat(said.json().get("memory_words_read_back").asInt()).isGreaterThan(500);
      assertThat(below.get("sha256").asString()).isEqualTo(sha256(built.resolve(below.get("file").asString())));
      assertThat(below.get("replaced").toString()).isEqualTo("[\"SB_PLL40_CORE by a wire: the chip's clock is the board's, LOCK is 1\"]");
      if (stage.equals("bitstream")) {
        assertThat(Files.readString(built.resolve("report.json"))).contains(below.get("sha256").asString());
      }
    }
  }

  @Test
  void aLutOfTheNetlistWithItsTruthTableFlippedIsFound() throws IOException {
    Path copy = copy("netlist-fault");
    Path netlist = copy.resolve("build/synth.json");
    String text = Files.readString(netlist);
    Matcher lut = NETLIST_LUT.matcher(text);
    assertThat(lut.find()).isTrue();
    Files.writeString(netlist, text.substring(0, lut.start(1)) + inverted(SUM) + text.substring(lut.end(1)));

    assertFound(compare("netlist", copy), "netlist");
  }

  @Test
  void aLutOfTheBitstreamWithItsTruthTableFlippedIsFound() throws IOException {
    Path copy = copy("bitstream-fault");
    List<String> asc = new ArrayList<>(Files.readAllLines(copy.resolve("build/routed.asc")));
    Matcher place = PLACE.matcher(placeOfASum(copy));
    assertThat(place.find()).isTrue();
    int row = asc.indexOf(".logic_tile " + place.group(1) + " " + place.group(2)) + 1 + 2 * Integer.parseInt(place.group(3));
    for (int half = row; half <= row + 1; half++) {
      String bits = asc.get(half);
      asc.set(half, bits.substring(0, TABLE) + inverted(bits.substring(TABLE, TABLE_END)) + bits.substring(TABLE_END));
    }
    Files.write(copy.resolve("build/routed.asc"), asc);
    String before = sha256(copy.resolve("build/" + BOARD + ".bin"));
    pack(copy);

    Said refused = compare("bitstream", copy);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.json().get("error").get("message").asString()).contains("is not the file that report.json tells of");

    String report = Files.readString(copy.resolve("report.json"));
    assertThat(report).contains(before);
    Files.writeString(copy.resolve("report.json"), report.replace(before, sha256(copy.resolve("build/" + BOARD + ".bin"))));
    assertFound(compare("bitstream", copy), "bitstream");
  }

  private static void assertFound(Said said, String stage) {
    JsonNode first = said.json().get("first_difference");
    System.out.println(stage + ": " + first);
    assertThat(said.code()).isEqualTo(1);
    assertThat(first.get("expected")).isNotEqualTo(first.get("actual"));
    assertThat(said.err()).contains("first difference: sample ", ", " + stage + " " + first.get("actual"));
  }

  private static String placeOfASum(Path copy) throws IOException {
    Matcher cell = Pattern.compile("\"[^\"]*\\.datapath\\.[^\"]*_LC\": \\{\\s*\"hide_name\": \\d+,\\s*\"type\": \"ICESTORM_LC\",\\s*\"parameters\": \\{[^}]*\"LUT_INIT\": \"" + SUM
        + "\"[^}]*\\},\\s*\"attributes\": \\{[^}]*\"NEXTPNR_BEL\": \"([^\"]*)\"").matcher(Files.readString(copy.resolve("build/placed.json")));
    assertThat(cell.find()).isTrue();
    return cell.group(1);
  }

  private static void pack(Path copy) throws IOException {
    try {
      assertThat(new ProcessBuilder("icepack", "build/routed.asc", "build/" + BOARD + ".bin").directory(copy.toFile()).start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String inverted(String bits) {
    return bits.replace('0', '2').replace('1', '0').replace('2', '1');
  }

  private static Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(built)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(built.relativize(file).toString()));
      }
    }
    return copy;
  }

  private static String sha256(Path file) throws IOException {
    return new Sha256().add(Files.readAllBytes(file)).hex();
  }
}
