package spikelock.mapper;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import spikelock.mapper.source.SourceFile;

/** The folder of samples beside the project; tests that need it are skipped where it is missing. */
public final class Shared {
  private Shared() {}

  /** A file of it. */
  public static Path path(String name) {
    String folder = System.getenv("SPIKELOCK_SHARED");
    assumeTrue(folder != null && !folder.isEmpty() && Files.isDirectory(Path.of(folder)), "SHARED: set SPIKELOCK_SHARED to the folder of samples");
    return Path.of(folder, name);
  }

  /** The same as a source. */
  public static SourceFile file(String name) {
    return SourceFile.of(path(name));
  }
}
