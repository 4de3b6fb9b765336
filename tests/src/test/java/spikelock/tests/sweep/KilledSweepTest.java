package spikelock.tests.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is killed again and again loses nothing, runs nothing twice, and comes to the same results. */
class KilledSweepTest {
  private static final String SWEEP = """
      format: spikelock/sweep
      version: 1
      network: orientation
      samples: "0:4"
      axes:
        chip: [core-1, mesh-2x2]
        neurons: [16, 64]
        weight_bits: [5, 8, 9]
        placement_seed: [none, 1]
        clock_mhz: [50, 100]
        profile: [generic-45nm]
      """;
  private static final int POINTS = 48;
  private static final int KILLS = 4;
  @TempDir Path folder;

  @Test
  void everyPointIsThereOnceAndTheSame() throws Exception {
    long seed = Long.getLong("test.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = Files.writeString(folder.resolve("s.yaml"), SWEEP);
    Path log = Files.createFile(folder.resolve("log"));
    Path wanted = folder.resolve("wanted.csv");
    assertThat(Child.start(log.toFile(), "sweep", file, "-o", folder.resolve("whole.sqlite"), "--csv", wanted).waitFor()).as(log(log)).isZero();
    assertThat(Files.readAllLines(wanted)).hasSize(POINTS + 1);

    Path changing = Files.createDirectory(folder.resolve("changing"));
    Path results = changing.resolve("killed.sqlite");
    Path found = folder.resolve("found.csv");
    int kills = 0;
    int code = -1;
    while (code != 0) {
      Process sweep;
      try (WatchService watcher = changing.getFileSystem().newWatchService()) {
        changing.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
        sweep = Child.start(log.toFile(), "sweep", file, "-o", results, "--csv", found, "--threads", 1 + random.nextInt(2));
        Path over = changing.resolve("over-" + sweep.pid());
        sweep.onExit().thenRun(() -> over.toFile().mkdir()); // the last change
        // The first dozen changes make the file, a commit is some three: kills are in the middle of either.
        int changes = kills == 0 ? 2 + random.nextInt(10) : kills < KILLS ? 15 + random.nextInt(20) : Integer.MAX_VALUE;
        while (changes > 0 && !Files.exists(over)) {
          WatchKey key = watcher.take();
          changes -= key.pollEvents().stream().mapToInt(event -> event.count()).sum();
          key.reset();
        }
      }
      boolean killed = sweep.isAlive();
      sweep.destroyForcibly();
      code = sweep.waitFor();
      kills += killed && code == 128 + 9 ? 1 : 0;
      assertThat(code).as("seed %d, %s", seed, log(log)).isIn(0, 128 + 9);
    }
    assertThat(kills).as("kills, seed %d", seed).isPositive();
    assertThat(Files.readString(found)).as("after %d kills, seed %d", kills, seed).isEqualTo(Files.readString(wanted));
    assertThat(Files.readString(log)).as("some of it was there").contains(" points are in ");
  }

  private static String log(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
