package spikelock.tests.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.toolchain.command.Main;

/** SQLite's native library comes from the class path, without flags of Java, and goes nowhere but into our cache. */
class PlainJavaSweepTest {
  @TempDir Path folder;

  @Test
  void nothingIsUnpackedOutsideOfTheCache() throws Exception {
    Path file = Files.writeString(folder.resolve("s.yaml"), "format: spikelock/sweep\nversion: 1\nnetwork: orientation\nsamples: 0:1\naxes: {weight_bits: [8, 9]}\n");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path cache = folder.resolve("cache");
    for (int start = 0; start < 2; start++) {
      ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.io.tmpdir=" + temporary,
          "-cp", System.getProperty("java.class.path"), Main.class.getName(), "sweep", file.toString(), "-o", folder.resolve(start + ".sqlite").toString());
      java.environment().put("XDG_CACHE_HOME", cache.toString());
      java.environment().remove("JDK_JAVA_OPTIONS");
      Process process = java.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
      assertThat(process.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
      assertThat(files(temporary)).isEmpty();
      assertThat(files(cache)).hasSize(1).allSatisfy(path -> assertThat(path).matches(".*/spikelock/sqlite-[^/]+/libsqlitejdbc\\.(so|dylib)"));
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()).filter(name -> name.contains("sqlite"))).as("one file a sweep").containsExactlyInAnyOrder("0.sqlite", "1.sqlite");
    }
  }

  private static List<String> files(Path in) throws IOException {
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }
}
