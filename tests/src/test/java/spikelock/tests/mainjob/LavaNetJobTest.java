package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import tools.jackson.databind.JsonNode;

/** A lava-dl network of two random layers: both are Loihi's equations, written out here, on the reference, the chip and in Verilog. */
class LavaNetJobTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20261130);
  private static final int TIMESTEPS = 300;
  private static final int INPUTS = 20;
  private static final int HIDDEN = 30;
  private static final int OUTPUTS = 12;
  private static final int THRESHOLD = 40;

  @TempDir Path folder;
  private Path net;
  private Path input;
  private final byte[] spikes = new byte[TIMESTEPS * INPUTS];
  private float[][] first;
  private float[][] second;

  @BeforeEach
  void write() {
    System.out.println("LavaNetJobTest: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(5) == 0 ? 1 : 0);
    }
    first = weights(random, HIDDEN, INPUTS);
    second = weights(random, OUTPUTS, HIDDEN);
    net = folder.resolve("made.net");
    try (WritableHdfFile hdf = HdfFile.write(net)) {
      WritableGroup layers = hdf.putGroup("layer");
      layer(layers.putGroup("0"), first, 415);
      layer(layers.putGroup("1"), second, 409);
    }
    input = folder.resolve("in.npz");
    ArrayFile.write(input, Map.of("in", NdArray.of(spikes, TIMESTEPS, INPUTS)));
  }

  /** Even numbers, as lava-dl's eight bits with a sign are. */
  private static float[][] weights(Random random, int neurons, int inputs) {
    float[][] weights = new float[neurons][inputs];
    for (float[] row : weights) {
      for (int k = 0; k < inputs; k++) {
        row[k] = 2 * (random.nextInt(30) - 12);
      }
    }
    return weights;
  }

  private static void layer(WritableGroup group, float[][] weights, int vDecay) {
    group.putDataset("type", new String[] {"dense"});
    group.putDataset("shape", new long[] {weights.length});
    group.putDataset("weight", weights);
    WritableGroup neuron = group.putGroup("neuron");
    neuron.putDataset("type", "CUBA");
    neuron.putDataset("iDecay", 4096);
    neuron.putDataset("vDecay", vDecay);
    neuron.putDataset("vThMant", THRESHOLD);
    neuron.putDataset("refDelay", 1);
  }

  /** nir.md 6.5 without a synaptic memory. */
  private static int[] layer(float[][] weights, byte[] spikes, int vDecay) {
    int neurons = weights.length;
    int inputs = weights[0].length;
    int[] fired = new int[TIMESTEPS * neurons];
    long[] v = new long[neurons];
    for (int t = 0; t < TIMESTEPS; t++) {
      for (int n = 0; n < neurons; n++) {
        long sum = 0;
        for (int k = 0; k < inputs; k++) {
          sum += spikes[t * inputs + k] == 0 ? 0 : (long) weights[n][k];
        }
        long decayed = Long.signum(v[n]) * (Math.abs(v[n]) * (4096 - vDecay) >> 12);
        v[n] = Math.max(-(1 << 23) + 1, Math.min((1 << 23) - 1, decayed + (sum << 6)));
        fired[t * neurons + n] = v[n] > (long) THRESHOLD << 6 ? 1 : 0;
        v[n] = fired[t * neurons + n] == 1 ? 0 : v[n];
      }
    }
    return fired;
  }

  @Test
  void bothLayersAreLoihisEquationsOnEveryTarget() {
    int[] hidden = layer(first, spikes, 415);
    byte[] late = new byte[hidden.length];
    for (int i = HIDDEN; i < late.length; i++) {
      late[i] = (byte) hidden[i - HIDDEN]; // one timestep from layer to layer, as in Lava
    }
    int[] out = layer(second, late, 409);
    assertThat(Arrays.stream(out).sum()).isGreaterThan(300);
    for (String target : List.of("reference", "emulator")) {
      Path file = folder.resolve(target + ".npz");

      Spikelock.json("run", net, "--target", target, "--input", input, "--probe", "dense0.spikes", "-o", file);

      assertThat(ArrayFile.read(file).get("dense0.spikes").ints()).as(target).isEqualTo(hidden);
      assertThat(ArrayFile.read(file).get("dense1").ints()).as(target).isEqualTo(out);
    }
  }

  @Test
  void theNetFileRunsInLockstepWithTheVerilog() {
    Spikelock.needsVerilator();
    Path image = folder.resolve("made.slk");
    JsonNode mapped = Spikelock.json("map", net, "--chip", "mesh-2x2", "-o", image);

    JsonNode cosim = Spikelock.json("cosim", image, "--input", input);

    assertThat(mapped.get("settings").get("like").asString()).isEqualTo("lava");
    assertThat(cosim.get("equal").asBoolean()).isTrue();
    assertThat(cosim.get("output_spikes").asLong()).isEqualTo(Arrays.stream(ArrayFile.read(run(image)).get("dense1").ints()).sum()).isPositive();
  }

  private Path run(Path image) {
    Path file = folder.resolve("run.npz");
    Spikelock.json("run", image, "--input", input, "-o", file);
    return file;
  }

  @Test
  void aBadNetFileIsOneMessage() throws IOException {
    Path half = folder.resolve("half.net");
    byte[] bytes = Files.readAllBytes(net);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    Path text = Files.writeString(folder.resolve("text.net"), "hello");
    Path nir = Files.copy(Spikelock.recorded("neuron.nir"), folder.resolve("nir.net"));
    for (Path file : List.of(half, text, nir)) {
      Spikelock.Said said = Spikelock.run("map", file);

      assertThat(said.code()).as(said.err()).isEqualTo(2);
      assertThat(said.err()).contains(file.getFileName().toString()).doesNotContain("at spikelock.");
    }
    assertThat(Spikelock.run("map", nir).err()).contains("it looks like NIR: name it .nir");
  }
}
