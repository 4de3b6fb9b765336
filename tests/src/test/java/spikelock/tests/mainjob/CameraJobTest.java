package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import tools.jackson.databind.JsonNode;

/** Convolutions and a pool on a camera's events, both made by record.py, on a chip whose packets carry counts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CameraJobTest {
  private static final int RECORDINGS = 8;
  private static final int KERNEL_OF_SECOND_CONVOLUTION = 6 * 4 * 3 * 3;

  @TempDir static Path folder;
  private Path chip;
  private Path image;
  private JsonNode mapped;

  private static Object[] with(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--like", "snntorch"));
    return all.toArray();
  }

  private static Object[] recordings(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--input", Spikelock.recorded("camera"), "--frame", "1ms"));
    return all.toArray();
  }

  @BeforeAll
  void map() throws IOException {
    chip = folder.resolve("camera.yaml");
    try (InputStream bundled = CameraJobTest.class.getResourceAsStream("nmnist.yaml")) {
      Files.write(chip, bundled.readAllBytes());
    }
    image = folder.resolve("camera.slk");
    mapped = Spikelock.json(with("map", Spikelock.recorded("camera.nir"), "--chip", chip, "-o", image));
  }

  @Test
  void theReferenceGivesEverySpikeOfSnnTorch() {
    Path out = folder.resolve("reference.npz");

    Spikelock.json(with(recordings("run", Spikelock.recorded("camera.nir"), "--target", "reference", "-o", out)));

    assertThat(ArrayFile.read(out).get("output").ints()).isEqualTo(ArrayFile.read(Spikelock.recorded("camera.npz")).get("snntorch").ints());
  }

  @Test
  void aKernelIsStoredAFewTimesACore() {
    assertThat(mapped.get("neurons").asInt()).isEqualTo(4 * 256 + 6 * 64 + 10);
    assertThat(mapped.get("cores").asInt()).isBetween(6, 12);
    long greatest = 0;
    for (JsonNode core : mapped.get("per_core")) {
      assertThat(core.get("neurons").get("used").asInt()).isLessThanOrEqualTo(256);
      if (core.get("populations").has("lif2") && !core.get("populations").has("lif3")) {
        greatest = Math.max(greatest, core.get("synapses_stored").asLong());
      }
    }
    assertThat(greatest / (double) KERNEL_OF_SECOND_CONVOLUTION).isBetween(1.0, 3.2);
    assertThat(mapped.get("synapses_unrolled").asLong()).isGreaterThan(4 * mapped.get("synapses_stored").asLong());
  }

  @Test
  void moreCoresAnswerAlike() {
    Path spread = folder.resolve("spread.slk");
    JsonNode other = Spikelock.json(with("map", Spikelock.recorded("camera.nir"), "--chip", chip, "--limit", "neurons=100", "-o", spread));
    JsonNode one = Spikelock.json(recordings("run", image, "-o", folder.resolve("one.npz")));
    JsonNode two = Spikelock.json(recordings("run", spread, "-o", folder.resolve("two.npz")));

    assertThat(other.get("cores").asInt()).isGreaterThan(mapped.get("cores").asInt());
    assertThat(one.get("samples").asInt()).isEqualTo(RECORDINGS);
    assertThat(one.get("output_spikes").asLong()).isGreaterThan(300);
    assertThat(ArrayFile.read(folder.resolve("two.npz")).get("output").ints()).isEqualTo(ArrayFile.read(folder.resolve("one.npz")).get("output").ints());
    assertThat(two.get("counters").get("spikes")).isEqualTo(one.get("counters").get("spikes"));
  }

  @Test
  void twoRecordingsAreTheSameInVerilog() {
    Spikelock.needsVerilator();
    JsonNode cosim = Spikelock.json(recordings("cosim", image, "--samples", "0:2"));

    assertThat(cosim.get("equal").asBoolean()).isTrue();
    assertThat(cosim.get("samples").asInt()).isEqualTo(2);
    assertThat(cosim.get("output_spikes").asLong()).isPositive();
  }
}
