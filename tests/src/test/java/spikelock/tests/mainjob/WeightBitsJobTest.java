package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** Fewer bits of weight cost spikes, and how many is said; the chip's own width is the limit unless the chip is changed. */
class WeightBitsJobTest {
  @TempDir Path folder;

  @Test
  void fewerBitsCostSpikesUntilNoneAreLeft() {
    JsonNode answer = Spikelock.json("map", "orientation", "--sweep-bits", "2:4");

    JsonNode rows = answer.get("sweep");
    assertThat(rows.size()).isEqualTo(3);
    assertThat(answer.get("samples").asInt()).isEqualTo(24);
    assertThat(answer.get("reference_accuracy").asDouble()).isEqualTo(1);
    JsonNode least = rows.get(0);
    JsonNode most = rows.get(2);
    assertThat(least.get("weight_bits").asInt()).isEqualTo(2);
    assertThat(least.get("output_differences").asLong()).isPositive();
    assertThat(least.get("hidden_differences").asLong()).isGreaterThan(rows.get(1).get("hidden_differences").asLong());
    assertThat(least.get("first_difference").asString()).matches("sample \\d+, timestep \\d+, \\w+\\[\\d+\\] spikes .*");
    assertThat(least.get("synapse_words").asLong()).isLessThan(most.get("synapse_words").asLong());
    // Its weights are whole numbers from -7 to 7.
    assertThat(most.get("output_differences").asLong() + most.get("hidden_differences").asLong()).isZero();
    assertThat(most.get("output_entries").asLong()).isEqualTo(24 * 24 * 4);
    assertThat(most.get("hidden_entries").asLong()).isEqualTo(24 * 24 * (64 + 16));
    assertThat(most.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(most.get("first_difference").asString()).isEmpty();
  }

  @Test
  void aSettingThatDoesNotFitIsARowThatSaysWhy() {
    JsonNode wide = Spikelock.json("map", "orientation", "--sweep-bits", "8:9");
    Said fitted = Spikelock.run("map", "orientation", "--chip", "up5k-1", "--fit-chip", "--sweep-bits", "4:5");
    Said none = Spikelock.run("map", "orientation", "--sweep-bits", "9:10");

    JsonNode fits = wide.get("sweep").get(0);
    JsonNode refused = wide.get("sweep").get(1);
    assertThat(fits.get("problem").asString()).isEmpty();
    assertThat(fits.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(refused.get("weight_bits").asInt()).isEqualTo(9);
    assertThat(refused.get("problem").asString()).contains("weight_bits: is 9, but the weights of mesh-2x2 have 8 bits");
    assertThat(refused.propertyNames()).containsExactlyElementsOf(fits.propertyNames());
    assertThat(refused.get("accuracy").isNull()).isTrue();
    assertThat(fitted.code()).isZero();
    assertThat(fitted.out()).containsPattern("5 +does not fit").contains("5 bits do not fit: lanes: is 4, but a word of 16 bits holds only 2 weights of 5 bits");
    assertThat(none.code()).as("a sweep in which nothing fits has its rows, too").isZero();
    assertThat(none.out()).contains("weight_bits: is 9, but the weights of mesh-2x2 have 8 bits", "weight_bits: is 10, but");
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "pow2"})
  void theImageSaysHowItWasRounded(String scale) {
    JsonNode mapped = Spikelock.json("map", "orientation", "--weight-bits", "5", "--scale", scale);

    assertThat(mapped.get("chip").asString()).isEqualTo("mesh-2x2");
    assertThat(mapped.get("settings").get("weight_bits").asInt()).isEqualTo(5);
    assertThat(mapped.get("settings").get("scale_rule").asString()).isEqualTo(scale);
    mapped.get("quantisation").forEach(q -> {
      double power = Math.log(q.get("scale").asDouble()) / Math.log(2);
      boolean isPower = Math.abs(power - Math.rint(power)) < 1e-9;
      assertThat(isPower || scale.equals("free")).as("%s", q).isTrue(); // a free one can be a power of two, where that keeps weights exact
    });
  }

  @Test
  void moreBitsThanTheChipHasNeedAnotherChip() {
    Said refused = Spikelock.run("map", "orientation", "--weight-bits", "12");
    Said tooWide = Spikelock.run("map", "orientation", "--weight-bits", "16", "--fit-chip");
    Path image = folder.resolve("wide.slk");
    JsonNode fitted = Spikelock.json("map", "orientation", "--weight-bits", "12", "--fit-chip", "-o", image);

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("is 12, but the weights of mesh-2x2 have 8 bits", "--fit-chip");
    assertThat(tooWide.code()).isEqualTo(2);
    assertThat(tooWide.err()).contains("a word of 16 bits must have room");
    assertThat(fitted.get("chip").asString()).isEqualTo("mesh-2x2-w12");
    assertThat(Spikelock.run("info", image).out()).contains("mesh-2x2-w12");
  }

  @Test
  void aFittedChipRunsInLockstep() {
    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("cosim", "orientation", "--chip", "hx8k-1", "--weight-bits", "3", "--fit-chip", "--samples", "0:2");

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("output_spikes").asLong()).isPositive();
  }

  @Test
  void optionsThatContradictAreRefused() {
    assertThat(Spikelock.run("map", "orientation", "--fit-chip").err()).contains("--fit-chip: needs the number of bits");
    assertThat(Spikelock.run("map", "orientation", "--samples", "0:1").code()).isEqualTo(2);
    assertThat(Spikelock.run("map", "orientation", "--sweep-bits", "8:2").err()).contains("--sweep-bits");
    assertThat(Spikelock.run("map", "orientation", "--sweep-bits", "2:3", "-o", folder.resolve("x.slk")).code()).isEqualTo(2);
  }

  @Test
  void aTrainedNetworkKeepsItsAccuracyWithEightBits() {
    JsonNode answer = Spikelock.json("map", Spikelock.recorded("letters.nir"), "--like", "snntorch", "--sweep-bits", "2:8", "--input",
        Spikelock.recorded("letters_x.npz"), "--labels", Spikelock.recorded("letters_y.npy"));

    double reference = answer.get("reference_accuracy").asDouble();
    JsonNode rows = answer.get("sweep");
    rows.forEach(row -> System.out.println(row.get("weight_bits") + " bits: accuracy " + row.get("accuracy") + " (floats " + reference + "), "
        + row.get("output_differences") + " of " + row.get("output_entries") + " output entries differ"));

    assertThat(answer.get("samples").asInt()).isEqualTo(100);
    assertThat(rows.get(6).get("accuracy").asDouble()).isGreaterThan(reference - 0.03);
    assertThat(rows.get(0).get("accuracy").asDouble()).isLessThan(reference - 0.1);
    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).get("output_differences").asLong()).isLessThan(rows.get(i - 1).get("output_differences").asLong());
    }
  }
}
