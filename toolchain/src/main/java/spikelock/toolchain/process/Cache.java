package spikelock.toolchain.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.files.PartFiles;

/** The user's cache folder, where this program keeps what it can make again. */
public final class Cache {
  private Cache() {}

  /** {@code $XDG_CACHE_HOME/spikelock}, else {@code ~/.cache/spikelock}; it may not exist yet. */
  public static Path path() {
    String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    // HOME, where the launcher looks, too: Java asks the list of users instead.
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    return (base.isEmpty() ? Path.of(home, ".cache") : Path.of(base)).resolve("spikelock");
  }

  /** A folder of the cache, created when it is missing. */
  public static Path folder(String name) {
    Path folder = path().resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ToolException("the cache folder " + folder + " cannot be created", "set XDG_CACHE_HOME to a folder you can write to", e);
    }
  }

  /**
   * Removes the least recently used entries until the folder holds at most {@code most} bytes; {@code keep} stays.
   *
   * @param file what of each entry is counted, and touched when it is used
   */
  public static void evict(Path folder, String file, long most, Path keep) throws IOException {
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries = list.filter(Files::isDirectory).filter(p -> !p.getFileName().toString().contains("-")).toList();
    }
    long total = 0;
    for (Path entry : entries) {
      total += entry.resolve(file).toFile().length();
    }
    for (Path entry : entries.stream()
        .sorted(Comparator.comparingLong(p -> p.resolve(file).toFile().lastModified())).toList()) {
      if (total <= most) {
        return;
      }
      if (!entry.equals(keep)) {
        total -= entry.resolve(file).toFile().length();
        delete(entry);
      }
    }
  }

  /** Removes a folder with all it holds; nothing when it is not there. */
  public static void delete(Path folder) {
    try {
      PartFiles.remove(folder);
    } catch (IOException e) {
      // What cannot be removed from a cache does no harm.
    }
  }
}
