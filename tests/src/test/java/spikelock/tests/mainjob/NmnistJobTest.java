package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import tools.jackson.databind.JsonNode;

/**
 * The convolutional network of the NIR paper on 50 N-MNIST recordings, on a chip of 64 cores whose packets carry counts. What needs no
 * files from elsewhere is {@link CameraJobTest}'s.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NmnistJobTest {
  private static final int RECORDINGS = 50;
  private static final int KERNEL_OF_SECOND_CONVOLUTION = 16 * 16 * 3 * 3;
  private static final String SECOND_CONVOLUTION = "3";
  private static final List<Object> READING = List.of("--dt", "1e-3", "--reset", "zero");

  @TempDir static Path folder;
  private Path chip;
  private Path image;
  private JsonNode mapped;

  private static Path network() {
    return Spikelock.shared("nir-samples/cnn_sinabs.nir");
  }

  private static Object[] with(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(READING);
    return all.toArray();
  }

  private static Object[] recordings(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--input", Spikelock.shared("data/nmnist"), "--split", "test", "--frame", "1ms"));
    return all.toArray();
  }

  @BeforeAll
  void map() throws IOException {
    network();
    chip = folder.resolve("nmnist.yaml");
    try (InputStream bundled = NmnistJobTest.class.getResourceAsStream("nmnist.yaml")) {
      Files.write(chip, bundled.readAllBytes());
    }
    image = folder.resolve("nmnist.slk");
    mapped = Spikelock.json(with("map", network(), "--chip", chip, "-o", image));
  }

  @Test
  void theReferenceGivesTheRecordedCounts() throws IOException {
    Path out = folder.resolve("reference.npz");
    JsonNode run = Spikelock.json(with(recordings("run", network(), "--target", "reference", "-o", out)));

    assertThat(run.get("accuracy").asDouble()).isEqualTo(1);
    List<String> recorded = Files.readAllLines(Spikelock.shared("data/nmnist/cnn_sinabs_reference_counts.csv"));
    int[][] counts = counts(out);
    for (int recording = 0; recording < RECORDINGS; recording++) {
      String[] cells = recorded.get(recording + 1).split(",");
      for (int c = 0; c < 10; c++) {
        assertThat(counts[recording][c]).as("%s, class %d", cells[0], c).isEqualTo(Integer.parseInt(cells[2 + c]));
      }
    }
  }

  @Test
  void theNetworkFitsAndAKernelIsStoredAFewTimesACore() throws IOException {
    assertThat(mapped.get("neurons").asInt()).isEqualTo(8970);
    assertThat(mapped.get("cores").asInt()).isBetween(36, 44);
    long greatest = 0;
    for (JsonNode core : mapped.get("per_core")) {
      assertThat(core.get("neurons").get("used").asInt()).isLessThanOrEqualTo(256);
      if (core.get("populations").has(SECOND_CONVOLUTION)) {
        greatest = Math.max(greatest, core.get("synapses_stored").asLong());
      }
    }
    assertThat(greatest / (double) KERNEL_OF_SECOND_CONVOLUTION).isBetween(1.0, 3.2);
    assertThat(mapped.get("synapses_unrolled").asLong()).isGreaterThan(5 * mapped.get("synapses_stored").asLong());
    assertThat(mapped.get("lags").get("12").asInt()).isEqualTo(4);

    Path roomy = folder.resolve("roomy.yaml");
    Files.writeString(roomy, Files.readString(chip).replace("axons: 1024", "axons: 4096"));
    JsonNode fewer = Spikelock.json(with("map", network(), "--chip", roomy, "-o", folder.resolve("roomy.slk")));
    assertThat(fewer.get("cores").asInt()).isBetween(36, 40);
    System.out.println("N-MNIST network: " + mapped.get("cores") + " cores with 1,024 axons, " + fewer.get("cores")
        + " with 4,096; the second convolution stores " + greatest / (double) KERNEL_OF_SECOND_CONVOLUTION + " kernels a core");
  }

  @Test
  void theChipKnowsTheDigits() {
    JsonNode one = Spikelock.json(recordings("run", image, "-o", folder.resolve("one.npz")));

    System.out.println("N-MNIST on the chip: " + one.get("accuracy") + ", " + one.get("cycles"));
    assertThat(one.get("accuracy").asDouble()).isGreaterThanOrEqualTo(49.0 / RECORDINGS);
    assertThat(one.get("samples").asInt()).isEqualTo(RECORDINGS);
  }

  /** [recordings][classes] output spikes. */
  private static int[][] counts(Path file) {
    NdArray spikes = ArrayFile.read(file).get("output");
    int timesteps = spikes.shape()[1];
    int[][] counts = new int[RECORDINGS][10];
    for (int i = 0; i < spikes.size(); i++) {
      counts[i / (10 * timesteps)][i % 10] += (int) spikes.at(i);
    }
    return counts;
  }
}
