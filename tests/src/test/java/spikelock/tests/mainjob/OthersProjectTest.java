package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.tests.mainjob.Spikelock.Said;
import spikelock.toolchain.random.CaseFiles;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import tools.jackson.databind.JsonNode;

/** A project is held to the image before it runs: another chip's is the user's mistake, not a difference; and EQUAL says for what. */
class OthersProjectTest {
  @TempDir Path folder;
  private Path pair;
  private Path project;

  @BeforeEach
  void emitted() {
    pair = save("pair", 1);
    project = folder.resolve("its project");
    Spikelock.json("emit", pair, "-o", project);
  }

  private Path save(String chip, long seed) {
    return save(new RandomImages(RandomChips.named(chip)).generate(seed));
  }

  private Path save(RandomCase subject) {
    return CaseFiles.save(folder, subject);
  }

  private static String input(Path image) {
    return image.toString().replace(".slk", ".npz");
  }

  private void assertRefused(Path image, String... words) {
    Said said = Spikelock.run("cosim", image, "--input", input(image), "--rtl", project, "--json");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.json().get("error").get("message").asString()).contains(words);
    assertThat(said.json().get("error").get("file").asString()).endsWith("project.yaml");
    assertThat(said.json().get("error").get("where").asString()).startsWith("made_for");
    assertThat(said.json().has("first_difference")).isFalse();
  }

  @Test
  void anotherChipsProjectIsRefusedAndSaysWhatDiffers() {
    assertRefused(save("tower", 1), "was emitted for another chip, \"pair\" instead of \"tower\"", "the project has \"mesh: {width: 2, height: 1}\"",
        "the image's chip \"mesh: {width: 2, height: 3}\"", "more differ");
    assertThat(Spikelock.run("soak", "--chip", "tower", "--networks", 1, "--rtl", project, "-o", folder.resolve("s")).err())
        .contains("was emitted for another chip, \"pair\" instead of \"tower\"");
  }

  /** The ports are the same, so that only a divergence would tell. */
  @Test
  void anotherDatapathOnTheSameChipIsRefused() throws IOException {
    Path yaml = project.resolve("project.yaml");
    String text = Files.readString(yaml);
    assertThat(text).contains("{tiles: [1], model: CubaLIF}");
    Files.writeString(yaml, text.replace("{tiles: [1], model: CubaLIF}", "{tiles: [1], model: LIF}").replaceAll("chip_hash: \\w+", "chip_hash: 0"));

    assertRefused(pair, "was emitted for another chip: the project has", "model: LIF", "model: CubaLIF");
  }

  @Test
  void anotherNetworkOfTheSameChipIsWelcomeAndEqualSaysForWhat() throws IOException {
    Spikelock.needsVerilator();
    Path other = save("pair", 2);

    Said said = Spikelock.run("cosim", other, "--input", input(other), "--rtl", project, "--junit", folder.resolve("equal.xml"));

    assertThat(Files.readString(folder.resolve("equal.xml"))).contains("tests=\"1\" failures=\"0\" errors=\"0\"", "name=\"sample 0\" time=\"");
    assertThat(said.out()).contains("EQUAL: ", "Loaded through the chip's ports, ", " words read back. This holds for sample 0 of " + input(other) + ".",
        "Random networks on the same chip: spikelock soak --chip " + other + " --rtl '" + project + "'");
    JsonNode answer = Spikelock.json("cosim", other, "--input", input(other), "--rtl", project);
    assertThat(answer.get("loaded").asString()).isEqualTo("ports");
    assertThat(answer.get("memory_words_read_back").asInt()).isGreaterThan(100);
    assertThat(answer.get("input").get(0).asString()).isEqualTo(input(other));
    assertThat(answer.get("sample_numbers").toString()).isEqualTo("[0]");
    assertThat(answer.get("next").asString()).startsWith("spikelock soak --chip ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ports", "direct"})
  void howItIsLoadedIsChosenAndChangesNothing(String load) {
    Spikelock.needsVerilator();

    JsonNode answer = Spikelock.json("cosim", pair, "--input", input(pair), "--load", load);

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("loaded").asString()).isEqualTo(load);
    assertThat(answer.get("memory_words_read_back").asInt() > 0).isEqualTo(load.equals("ports"));
    assertThat(answer.get("cycles")).isEqualTo(Spikelock.json("cosim", pair, "--input", input(pair)).get("cycles"));
  }

  /** Written to nowhere: unseen where memories are written in place. */
  @Test
  void aSynapseMemoryThatCannotBeWrittenIsFoundByCosim() throws IOException {
    Spikelock.needsVerilator();
    Spikelock.plant(project, "synapse_walk.v", ".write_enable(cfg_select_synapse & cfg_write)", ".write_enable(1'b0)");

    Said said = Spikelock.run("cosim", pair, "--input", input(pair), "--rtl", project, "--json", "--junit", folder.resolve("different.xml"));

    assertThat(Files.readString(folder.resolve("different.xml"))).contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\"", "name=\"configuration\"",
        "<failure message=\"", "synapse word");
    Spikelock.assertDifferent(said);
    assertThat(said.json().get("first_difference").get("kind").asString()).isEqualTo("memory");
    assertThat(said.json().get("first_difference").get("where").asString()).startsWith("synapse word ");
    assertThat(Spikelock.json("cosim", pair, "--input", input(pair), "--rtl", project, "--load", "direct").get("equal").asBoolean()).isTrue();
  }

  /** Continuous integration sees why there is no verdict. */
  @Test
  void whatCannotBeComparedIsAnErrorInTheReport() throws IOException {
    Spikelock.needsVerilator();
    Path report = folder.resolve("report.xml");
    assertThat(Spikelock.run("cosim", pair, "--input", folder.resolve("nowhere.npz"), "--junit", report).code()).isEqualTo(2);
    assertThat(Files.readString(report)).contains("errors=\"1\"", "<error message=\"", "nowhere.npz: no such file");

    Spikelock.plant(project, "core_phases.v", "endmodule", "endmodul");
    assertThat(Spikelock.run("cosim", pair, "--input", input(pair), "--rtl", project, "--junit", report).code()).isEqualTo(3);
    assertThat(Files.readString(report)).contains("errors=\"1\"", "Verilator refuses the design");
  }

  /** Projects of version 1 do not say what they were made for. */
  @Test
  void anOlderProjectIsRead() throws IOException {
    Spikelock.needsVerilator();
    Path yaml = project.resolve("project.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("version: 2", "version: 1").replaceAll("(?s)made_for:.*\ntop:", "top:"));
    assertThat(Files.readString(yaml)).doesNotContain("made_for", "mesh: ");

    assertThat(Spikelock.json("cosim", pair, "--input", input(pair), "--rtl", project).get("equal").asBoolean()).isTrue();
  }
}
