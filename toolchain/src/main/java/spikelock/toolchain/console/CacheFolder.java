package spikelock.toolchain.console;

import java.nio.file.Path;
import java.util.Map;

/** Where this program keeps what it can make again. */
public final class CacheFolder {
  private CacheFolder() {}

  /** {@code $XDG_CACHE_HOME/spikelock}, else {@code ~/.cache/spikelock}; it may not exist yet. */
  public static Path path() {
    return path(System.getenv(), System.getProperty("user.home"));
  }

  static Path path(Map<String, String> environment, String home) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (base.isEmpty() ? Path.of(home, ".cache") : Path.of(base)).resolve("spikelock");
  }
}
