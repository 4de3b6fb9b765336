package spikelock.tests.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The checkout that these tests belong to. */
final class Checkout {
  private Checkout() {}

  static Path root() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
  }

  /** The distribution that {@code mvn package} assembled; it does not exist when only {@code mvn test} ran. */
  static Path distribution() {
    try (Stream<Path> made = Files.list(root().resolve("toolchain/target"))) {
      return made.filter(path -> Files.isDirectory(path.resolve("lib")) && Files.isDirectory(path.resolve("bin"))).findFirst()
          .orElse(Path.of("no-distribution"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
