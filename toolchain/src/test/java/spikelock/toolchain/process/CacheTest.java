package spikelock.toolchain.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  private static final String USED = "used";

  @TempDir Path cache;

  /** An entry of 100 bytes. */
  private Path entry(String name, long usedAt) throws IOException {
    Path entry = cache.resolve(name);
    Files.createDirectories(entry.resolve("deep"));
    Files.write(entry.resolve("deep/other"), new byte[99]);
    Files.write(entry.resolve(USED), new byte[1]);
    assertThat(entry.resolve(USED).toFile().setLastModified(usedAt)).isTrue();
    return entry;
  }

  @Test
  void theLeastRecentlyUsedGoFirstAndAllFilesOfAnEntryCount() throws IOException {
    Path old = entry("a", 1_000_000);
    Path used = entry("b", 2_000_000);
    Path kept = entry("c", 500_000);
    Path beingMade = entry("being-made", 100_000);

    Cache.evict(cache, USED, 300, kept);
    assertThat(old).exists();
    Cache.evict(cache, USED, 299, kept);

    assertThat(old).doesNotExist();
    assertThat(used).exists();
    assertThat(kept).exists();
    assertThat(beingMade).exists();
  }

  @Test
  void whatIsTouchedIsTheLastToGo() throws IOException {
    Path touched = entry("a", 1_000_000);
    Path other = entry("b", 2_000_000);
    Cache.touch(touched.resolve(USED));

    Cache.evict(cache, USED, 100, cache);

    assertThat(touched).exists();
    assertThat(other).doesNotExist();
  }
}
