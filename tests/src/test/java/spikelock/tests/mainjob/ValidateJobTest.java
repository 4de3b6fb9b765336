package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** Published measurements, recomputed by the command. */
class ValidateJobTest {
  @TempDir Path folder;

  @Test
  void publishedValuesAreRecomputed() {
    JsonNode all = Spikelock.json("validate");

    assertThat(all.get("out").asInt()).isZero();
    assertThat(all.get("ok").asInt() + all.get("not_run").asInt()).isEqualTo(all.get("cases").size());
    assertThat(all.get("ok").asInt()).isGreaterThanOrEqualTo(39);
    assertThat(all.get("not_yet")).as("none of them counts as passed").hasSize(3);
    for (JsonNode row : all.get("cases")) {
      assertThat(row.get("source").asString()).isNotBlank();
      assertThat(row.get("basis").asString()).isIn("fitted", "predicted");
      if (row.get("verdict").asString().equals("not run")) {
        assertThat(row.get("ours").isNull()).isTrue();
        assertThat(row.get("remark").asString()).isNotBlank();
      }
    }
    Said text = Spikelock.run("validate");
    assertThat(text.code()).isZero();
    assertThat(text.out()).contains("branches is fitted to 2 points: power.static = 106.05 mW, energy.neuron_update = 643.10 pJ");
  }

  @Test
  void theReadmeHasTheTable() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("README.md"));
    List<String> rows = Spikelock.run("validate", "--markdown").out().lines().filter(row -> !row.contains("not run: ")).toList();

    assertThat(rows).hasSizeGreaterThan(40);
    assertThat(readme.lines().toList()).as("paste what `spikelock validate --markdown` prints").containsAll(rows);
  }

  @Test
  void aCaseThatIsOutEndsInOne() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), """
        format: spikelock/cases
        version: 1
        cases:
          - id: mine
            title: ODIN at its highest clock
            source: me
            basis: predicted
            profile: odin
            run: {seconds: 1, clock: 75 MHz, counts: {synaptic_event: 37.5e6}}
            expect: [{quantity: power, value: 483 uW, tolerance: 1 %}, {quantity: power, value: 477 uW, tolerance: 1 %}]
        """);

    Said out = Spikelock.run("validate", "--cases", file, "--json");
    assertThat(out.code()).isEqualTo(1);
    assertThat(out.json().get("out").asInt()).isEqualTo(1);
    assertThat(out.json().get("cases").get(0).get("verdict").asString()).isEqualTo("out");
    assertThat(out.json().get("error").get("message").asString()).contains("1 of 2 published values");
    assertThat(Spikelock.run("validate", "--cases", file).out()).contains("-1.26 %", "OUT");

    Files.writeString(file, Files.readString(file).replace("483", "478"));
    assertThat(Spikelock.run("validate", "--cases", file).code()).isZero();
  }

  @Test
  void someCasesAlone() {
    JsonNode some = Spikelock.json("validate", "V8", "V9");
    assertThat(some.get("cases")).extracting(row -> row.get("id").asString()).containsExactly("V8", "V9");

    Said unknown = Spikelock.run("validate", "V88");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("V88", "did you mean");
  }

  @Test
  void sanafesNetworkRuns() throws Exception {
    Path samples = Spikelock.shared("sanafe-samples");

    JsonNode found = Spikelock.json("validate", "V5", "V6", "V7", "--sanafe", samples);
    assertThat(found.get("ok").asInt()).isEqualTo(10);
    assertThat(found.get("not_run").asInt()).isZero();

    Said missing = Spikelock.run("validate", "V5", "V6", "V7", "--sanafe", folder);
    assertThat(missing.code()).isZero();
    assertThat(missing.out()).contains("NOT RUN: 10 values need SANA-FE's files", "not run: file missing", "0 of 10 published values within tolerance");
    assertThat(Spikelock.run("validate", "--sanafe", folder.resolve("none")).code()).isEqualTo(2);
  }
}
