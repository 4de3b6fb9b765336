package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** The question "what would my network cost?" at the command, on bundled networks. */
class EstimateJobTest {
  @TempDir Path folder;

  private static double sum(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).mapToDouble(JsonNode::asDouble).sum();
  }

  @Test
  void countsAreThoseOfARunAndPartsAddUp() {
    JsonNode run = Spikelock.json("run", "orientation");
    JsonNode found = Spikelock.json("estimate", "orientation", "--chip", "mesh-2x2", "--profile", "generic-45nm", "--rate", "30/s");
    assertThat(found.get("chip").asString()).isEqualTo("mesh-2x2");
    JsonNode counts = found.get("counts");
    assertThat(counts.get("synaptic_event").asLong()).isEqualTo(run.get("counters").get("accumulations").asLong());
    assertThat(counts.get("spike").asLong()).isEqualTo(run.get("counters").get("spikes").asLong());
    assertThat(counts.get("packet_out").asLong()).isEqualTo(run.get("counters").get("packets_out").asLong());
    assertThat(counts.get("packet_in").asLong()).isEqualTo(run.get("counters").get("packets_in").asLong());
    assertThat(found.get("own_rtl").get("cycles").asLong()).isEqualTo(run.get("cycles").get("total").asLong());
    assertThat(found.get("accuracy").asDouble()).isEqualTo(run.get("accuracy").asDouble());
    JsonNode priced = found.get("estimates").get(0);
    JsonNode energy = priced.get("energy_j");
    assertThat(energy.get("static").asDouble() + energy.get("clock").asDouble() + energy.get("host").asDouble() + sum(energy.get("dynamic")))
        .isCloseTo(energy.get("total").asDouble(), within(1e-18));
    assertThat(sum(priced.get("cores_j"))).isCloseTo(sum(energy.get("dynamic")), within(1e-15));
    double layers = 0;
    for (JsonNode layer : found.get("layers")) {
      layers += layer.get("dynamic_j").get("generic-45nm").asDouble();
    }
    assertThat(layers).as("packets of the host belong to no layer").isBetween(0.9 * sum(energy.get("dynamic")), sum(energy.get("dynamic")) * (1 + 1e-9));
    assertThat(priced.get("fidelity").asString()).isEqualTo("cycle-exact (own RTL)");
    assertThat(priced.get("band").get("low").asDouble()).isPositive().isLessThan(energy.get("total").asDouble());
    assertThat(priced.get("band").get("high").asDouble()).isGreaterThan(energy.get("total").asDouble());
    assertThat(priced.get("latency_s").get("sample_mean").asDouble()).isCloseTo(run.get("latency_us").asDouble() / 1e6, within(1e-12));
    assertThat(priced.get("power_at_rate_w").asDouble()).isCloseTo(30 * priced.get("per_inference_j").asDouble(), within(1e-15));
  }

  @Test
  void aProfileOfOnesOwnChangesOnlyWhatItNames() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), """
        format: spikelock/profile
        version: 1
        name: mine
        extends: generic-45nm
        power:
          static: {value: 3, unit: mW, confidence: assumed, source: a datasheet}
        """);
    JsonNode found = Spikelock.json("estimate", "orientation", "--chip", "mesh-2x2", "--profile", "generic-45nm," + mine);
    JsonNode plain = found.get("estimates").get(0);
    JsonNode own = found.get("estimates").get(1);
    assertThat(own.get("energy_j").get("dynamic")).isEqualTo(plain.get("energy_j").get("dynamic"));
    assertThat(own.get("energy_j").get("static").asDouble())
        .isCloseTo(3e-3 * own.get("latency_s").get("sample_mean").asDouble() * found.get("samples").asInt(), within(1e-15));
  }

  @Test
  void anUnknownProfileOrRateIsOneMessage() {
    Said profile = Spikelock.run("estimate", "orientation", "--profile", "loihi-davies2081");
    assertThat(profile.code()).isEqualTo(2);
    assertThat(profile.err()).contains("loihi-davies2081", "is neither a bundled profile nor a file").doesNotContain("Exception");
    Said rate = Spikelock.run("estimate", "orientation", "--rate", "fast");
    assertThat(rate.code()).isEqualTo(2);
    assertThat(rate.err()).contains("--rate", "samples a second").doesNotContain("Exception");
  }

  @Test
  void thePageTriesWhatWouldCostLess() throws IOException {
    Said said = Spikelock.run("estimate", "orientation", "--chip", "mesh-2x2", "--profile", "generic-45nm", "--report", folder.resolve("cost.html"), "--json");
    JsonNode advice = said.json().get("advice");
    assertThat(advice).hasSize(3);
    assertThat(advice.get(0).get("cost").asString()).isEqualTo("synapse of edges");
    JsonNode best = advice.get(0).get("tried").get(0);
    assertThat(best.get("change").asString()).contains("of the synapses onto edges taken out");
    assertThat(best.get("cost").asDouble()).isNegative();
    assertThat(best.get("effect").asString()).contains("accuracy 100.00 %");
    String page = Files.readString(folder.resolve("cost.html"));
    assertThat(page).contains("What orientation costs", "Where the energy goes", "What would lower it", "On the chip", "Every constant", "Horowitz").doesNotContain("<script");
  }

  @Test
  void lockstepHoldsAnEnergyBudget() throws IOException {
    Said within = Spikelock.run("cosim", "orientation", "--samples", "0", "--energy-budget", "1 uJ", "--json");
    assertThat(within.code()).as(within.err()).isZero();
    assertThat(within.json().get("energy").get("within").asBoolean()).isTrue();
    Said above = Spikelock.run("cosim", "orientation", "--samples", "0", "--energy-budget", "1nJ", "--junit", folder.resolve("r.xml"));
    assertThat(above.code()).isEqualTo(1);
    assertThat(above.err()).contains("above the budget of 1.00 nJ");
    assertThat(Files.readString(folder.resolve("r.xml"))).contains("tests=\"2\" failures=\"1\"", "name=\"energy\"", "name=\"sample 0\"");
    assertThat(Spikelock.run("cosim", "orientation", "--energy-budget", "much").code()).isEqualTo(2);
  }
}
