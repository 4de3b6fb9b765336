package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.boards.Boards;
import spikelock.tests.mainjob.Spikelock.Said;
import spikelock.toolchain.process.Cache;
import tools.jackson.databind.JsonNode;

/** From a network to a bitstream by the command: a small chip on a board of a user's own, for little processor time, and one bundled board. */
class BoardBuildTest {
  private static final String CHIP = """
      format: spikelock/chip
      version: 1
      name: small
      mesh: {width: 1, height: 1}
      neurons: 16
      axons: 32
      synapse_words: 256
      weight_bits: 4
      accumulator_bits: 12
      delay_slots: 2
      fanout_entries: 16
      input_buffer: 16
      outputs: 16
      set_words: 16
      counters: none
      """;
  private static final String NETWORK = """
      format: spikelock/network
      version: 1
      populations:
        - {name: in, input: true, size: 2}
        - {name: both, size: 1, neuron: IF, r: 1, v_threshold: 1.5}
      projections:
        - {from: in, to: both, weights: [[1, 1]]}
      outputs: [both]
      """;

  @TempDir Path folder;

  @BeforeAll
  static void tools() {
    Spikelock.needs("yosys", "nextpnr-ice40", "icepack");
  }

  private Path board(double mhz) throws IOException {
    Files.writeString(folder.resolve("small.yaml"), CHIP);
    String text = Boards.text("hx8k-breakout");
    String own = text.substring(0, text.indexOf("overlays:")).replace("name: hx8k-breakout", "name: mine").replace("chip_mhz: 36", "chip_mhz: " + mhz)
        .replace("baud: 3000000", "baud: 1000000") + "overlays:\n  - {name: if, chip: small.yaml, core: {model: IF}}\n";
    return Files.writeString(folder.resolve("mine.yaml"), own);
  }

  private Path network() throws IOException {
    return Files.writeString(folder.resolve("net.yaml"), NETWORK);
  }

  /** The project builds by its own Makefile, to the very same bits. */
  @Test
  void aUsersBoardGetsABitstreamAndItsProjectLivesWithoutUs() throws IOException, InterruptedException {
    Path out = folder.resolve("built");

    JsonNode answer = Spikelock.json("build", network(), "--board", board(36), "-o", out);

    JsonNode report = answer.get("report");
    assertThat(answer.get("closed").asBoolean()).isTrue();
    assertThat(report.get("overlay").asString()).isEqualTo("if");
    assertThat(report.get("chip").asString()).isEqualTo("mine-if");
    assertThat(report.get("clock_made_by").asString()).isEqualTo("SB_PLL40_CORE DIVR=0 DIVF=47 DIVQ=4 FILTER_RANGE=1");
    assertThat(report.get("unexpected_warnings").valueStream()).isEmpty();
    assertThat(report.get("synthesis").get("logic").asInt()).isBetween(500, 3000);
    assertThat(report.get("routed").get("used").get("block_rams").asInt()).isEqualTo(report.get("synthesis").get("block_rams").asInt())
        .isEqualTo(report.get("estimate").get("needs").get("block_rams").asInt());
    assertThat(report.get("routed").get("clocks").get(0).get("constraint_mhz").asDouble()).isBetween(35.9, 36.1);
    assertThat(report.get("routed").get("critical_path").get("through").valueStream().map(JsonNode::asString)).isNotEmpty()
        .allSatisfy(name -> assertThat(name).doesNotContain("SB_LUT4"));
    assertThat(report.get("tools").valueStream().map(tool -> tool.get("tool").asString())).containsExactly("yosys", "nextpnr-ice40", "icepack");
    assertThat(report.get("tools").get(0).get("version").asString()).matches("\\d+\\.\\d+.*");
    byte[] bits = Files.readAllBytes(out.resolve(report.get("bitstream").get("file").asString()));
    assertThat(bits).hasSize(135_100).hasSize(report.get("bitstream").get("bytes").asInt());
    assertThat(Files.readString(out.resolve("report.html"))).contains("Floor plan", "core.datapath", "closes").doesNotContain("NaN");
    assertThat(Files.readString(out.resolve("report.json"))).contains("\"sha256\" : \"" + report.get("bitstream").get("sha256").asString());

    Cache.delete(out.resolve("build"));
    Path moved = Files.move(out, folder.resolve("moved"));
    Process make = new ProcessBuilder("make").directory(moved.toFile()).redirectErrorStream(true).start();
    String said = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(make.waitFor()).as(said).isZero();
    assertThat(moved.resolve("build/mine.bin")).hasBinaryContent(bits);
  }

  @Test
  void aClockThatDoesNotCloseIsExitOneWithThePath() throws IOException {
    Path out = folder.resolve("slow");

    Said said = Spikelock.run("build", network(), "--board", board(240), "--seeds", 2, "-o", out, "--json");

    assertThat(said.code()).as(said.err()).isEqualTo(1);
    JsonNode routed = said.json().get("report").get("routed");
    assertThat(said.json().get("closed").asBoolean()).isFalse();
    assertThat(said.json().get("error").get("message").asString()).contains("the clock clock reaches ", "the board's is 240.0: from ", routed.get("critical_path").get("to").asString());
    double[] reached = routed.get("seeds").valueStream().mapToDouble(seed -> seed.get("achieved_mhz").asDouble()).toArray();
    assertThat(reached).hasSize(2);
    int best = reached[1] > reached[0] ? 2 : 1;
    assertThat(routed.get("seed").asInt()).isEqualTo(best);
    assertThat(routed.get("clocks").get(0).get("achieved_mhz").asDouble()).isEqualTo(Math.max(reached[0], reached[1]));
    assertThat(Files.readString(out.resolve("Makefile"))).contains("SEED ?= " + best + "\n");
    assertThat(out.resolve("report.html")).exists();
  }

  @Test
  void whatCannotFitIsRefusedBeforeAnyToolIsStarted() {
    Path image = folder.resolve("big.slk");
    Spikelock.json("map", "orientation", "--chip", "core-1", "-o", image);

    Said said = Spikelock.run("build", image, "--board", "hx8k-breakout", "-o", folder.resolve("no"));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("does not fit in the board's iCE40HX8K-CT256, as is known before synthesis: needs block RAMs: ", " of 32").doesNotContain("yosys");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void wrongOptionsAreErrorsOfTheUser() throws IOException {
    Path out = folder.resolve("no");
    assertThat(Spikelock.run("build", "orientation", "--board", "icebraker", "-o", out).err()).contains("did you mean \"icebreaker\"?");
    assertThat(Spikelock.run("build", "orientation", "--board", "icebreaker", "--overlay", "lfi", "-o", out).err()).contains("has no overlay \"lfi\"", "lif");
    assertThat(Spikelock.run("build", "orientation", "--board", "icebreaker", "--chip", "core-1", "-o", out).err()).contains("the chip is the board's");
    assertThat(Spikelock.run("build", "orientation", "--board", "icebreaker", "--seeds", 0, "-o", out).err()).contains("--seeds", "must be 1..100");
    Said unfit = Spikelock.run("build", "glyphs", "--board", "icebreaker", "-o", out);
    assertThat(unfit.code()).as(unfit.err()).isEqualTo(2);
    assertThat(unfit.err()).contains("does not fit on icebreaker with any of its 2 chips; with the first, lif: ");
    assertThat(out).doesNotExist();
  }

  @Test
  void theIcebreakerRunsOrientation() {
    JsonNode answer = Spikelock.json("build", "orientation", "--board", "icebreaker", "-o", folder.resolve("up5k"));

    JsonNode routed = answer.get("report").get("routed");
    assertThat(answer.get("closed").asBoolean()).isTrue();
    assertThat(routed.get("used").get("large_rams").asInt()).as("synapses are in SPRAM").isEqualTo(1);
    assertThat(answer.get("report").get("bitstream").get("bytes").asInt()).isEqualTo(104_090);
    assertThat(answer.get("report").get("unexpected_warnings").valueStream()).isEmpty();
    double cpuSeconds = answer.get("report").get("tools").valueStream().mapToDouble(tool -> tool.get("cpu_seconds").asDouble()).sum();
    assertThat(cpuSeconds).as("processor time of the tools, s").isBetween(1.0, 180.0);
  }
}
