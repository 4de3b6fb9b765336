package spikelock.mapper.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.train.Epoch;
import spikelock.mapper.train.Trainer;

/** A checkpoint gives back what it was given, and no file of it, however damaged, is more than a message. */
class CheckpointTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260412);
  private static final List<String> SETTINGS = List.of("layer=hidden 3", "seed=1");

  @TempDir Path folder;
  private Path file;
  private Checkpoint checkpoint;

  @BeforeEach
  void write() {
    file = folder.resolve("c.npz");
    Epoch epoch = new Epoch(1, 0.5, 0.25, Double.NaN, Double.NaN, 0.75, 10, 20, 0.1, 1, 2);
    checkpoint = new Checkpoint(SETTINGS, new Trainer.State(1, new float[] {1, -2, 3}, new float[] {4, 5, 6}, 0.25, 1,
        new float[][] {{0.1f, 0.2f, 0.3f}, {7, 8, 9}}, 12), List.of(epoch));
    checkpoint.write(file);
  }

  private Checkpoint read() {
    return Checkpoint.read(file, SETTINGS, 3, new int[] {3, 3});
  }

  @Test
  void comesBackAsItWas() {
    Checkpoint read = read();

    assertThat(read.history()).isEqualTo(checkpoint.history());
    assertThat(read.settings()).isEqualTo(SETTINGS);
    assertThat(read.state()).usingRecursiveComparison().isEqualTo(checkpoint.state());
  }

  @Test
  void isRefusedByAnotherTraining() {
    assertThatThrownBy(() -> Checkpoint.read(file, List.of("layer=hidden 3", "seed=2"), 3, new int[] {3, 3})).hasMessageContaining("seed=1")
        .hasMessageContaining("seed=2").isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Checkpoint.read(file, List.of("layer=hidden 3"), 3, new int[] {3, 3})).hasMessageContaining("seed=1");
    assertThatThrownBy(() -> Checkpoint.read(file, SETTINGS, 4, new int[] {3, 3})).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Checkpoint.read(file, SETTINGS, 3, new int[] {3, 0})).isInstanceOf(InputException.class);
  }

  @Test
  void damagedArraysAreRefused() {
    Map<String, NdArray> good = ArrayFile.read(file);
    for (String name : good.keySet()) {
      for (NdArray bad : new NdArray[] {NdArray.of(new int[0]), NdArray.of(new float[] {Float.NaN, Float.NaN, Float.NaN}, 3), NdArray.of(new int[] {-1, -1, -1}),
          new NdArray(new int[] {3}, new long[] {Long.MAX_VALUE, Long.MAX_VALUE, 1})}) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(good);
        arrays.put(name, bad);
        ArrayFile.write(file, arrays);
        boolean harmless = name.equals("best_loss") || bad.data() instanceof int[] ints && ints.length == 3 && !name.equals("counts")
            && !name.equals("settings_utf8") && !name.equals("history") || bad.data() instanceof long[] && good.get(name).data() instanceof float[];
        if (!harmless) {
          assertThatThrownBy(this::read).as(name + " " + bad).isInstanceOf(InputException.class);
        }
      }
      Map<String, NdArray> arrays = new LinkedHashMap<>(good);
      arrays.remove(name);
      ArrayFile.write(file, arrays);
      assertThatThrownBy(this::read).as("without " + name).isInstanceOf(InputException.class);
    }
  }

  @Test
  void damagedBytesAreRefusedOrHarmless() throws IOException {
    System.out.println("CheckpointTest: -Dspikelock.seed=" + SEED);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(SEED);
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      byte[] damaged = trial % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
      for (int i = 0; i < 3 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        read();
      } catch (InputException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(150);
  }
}
