package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** The bundled network with no other argument, on the small chips, and against Verilog that somebody changed. */
class OrientationJobTest {
  private static final String SMALL = "hx8k-1";

  @TempDir Path folder;

  @Test
  void mapsAndRunsWithoutFurtherArguments() {
    Said map = Spikelock.run("map", "orientation");
    Said run = Spikelock.run("run", "orientation");

    assertThat(map.code()).as(map.err()).isZero();
    assertThat(map.out()).contains("orientation on mesh-2x2: 84 neurons").doesNotContain("wrote");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("accuracy        100.00 % (24 of 24)");
    assertThat(map.err() + run.err()).isEmpty();
  }

  @Test
  void lockstepWithoutFurtherArguments() {
    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("cosim", "orientation");

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("samples").asInt()).isEqualTo(24);
    assertThat(answer.get("output_spikes").asLong()).isPositive();
    assertThat(answer.get("state_words_compared").asLong()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, "up5k-1"})
  void smallChipsRunInLockstep(String chip) {
    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("cosim", "orientation", "--chip", chip, "--samples", "0:3");

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("timesteps").asInt()).isGreaterThan(3 * 24);
    assertThat(answer.get("output_spikes").asLong()).isPositive();
  }

  @Test
  void anEmittedProjectIsEqualUntilSomebodyChangesIt() throws IOException {
    Spikelock.needsVerilator();
    Path project = folder.resolve("my-chip");
    JsonNode emitted = Spikelock.json("emit", "orientation", "--chip", SMALL, "-o", project);
    assertThat(emitted.propertyNames()).containsExactly("schema", "version", "verb", "folder", "image_hash", "rtl_hash", "top", "files");
    emitted.get("files").forEach(file -> assertThat(project.resolve(file.asString())).isNotEmptyFile());
    Object[] cosim = {"cosim", "orientation", "--chip", SMALL, "--samples", "0:2", "--rtl", project, "--json"};

    JsonNode same = Spikelock.run(cosim).json();
    assertThat(same.get("equal").asBoolean()).isTrue();
    assertThat(same.get("isolated").asBoolean()).isTrue();
    assertThat(same.get("rtl_hash")).isEqualTo(emitted.get("rtl_hash"));

    Spikelock.plant(project, "core_counters.v", "counting & spike,", "counting & spike & ~busy,");
    Said said = Spikelock.run(cosim);

    Spikelock.assertDifferent(said);
    JsonNode first = said.json().get("first_difference");
    assertThat(first.get("kind").asString()).isEqualTo("counter");
    assertThat(first.get("where").asString()).isEqualTo("spikes");
    assertThat(said.json().get("rtl_hash")).isNotEqualTo(emitted.get("rtl_hash"));
  }

  @Test
  void aSyntaxErrorIsAToolThatFailed() throws IOException {
    Spikelock.needsVerilator();
    Path project = folder.resolve("my-chip");
    Spikelock.json("emit", "orientation", "--chip", SMALL, "-o", project);
    Spikelock.plant(project, "round_robin.v", "assign grant =", "asign grant =");

    Said said = Spikelock.run("cosim", "orientation", "--chip", SMALL, "--samples", "0:1", "--rtl", project, "--json");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.json().get("error").get("code").asInt()).isEqualTo(3);
    assertThat(said.err()).containsPattern("round_robin\\.v:\\d+").contains("syntax error").doesNotContain("at spikelock.");
  }
}
