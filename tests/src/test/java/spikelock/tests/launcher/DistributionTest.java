package spikelock.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The assembled distribution, copied to where nothing of the checkout can be reached by a relative path. */
class DistributionTest {
  @TempDir Path temporary;
  private Path home;
  private Path empty;

  @BeforeEach
  void copyDistribution() throws IOException {
    Path made = Checkout.distribution();
    assumeTrue(Files.exists(made), "the distribution is assembled by mvn package");
    home = temporary.resolve("elsewhere").resolve(made.getFileName());
    Checkout.copy(made, home);
    empty = Files.createDirectory(temporary.resolve("empty"));
  }

  @Test
  void runsFromAnEmptyFolderThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("linked"), home.resolve("bin/spikelock"));

    Shell.Outcome outcome = spikelock(link, "doctor", "--json");

    assertThat(outcome.code()).as(outcome.err()).isIn(0, 3);
    JsonNode answer = JsonMapper.shared().readTree(outcome.out());
    assertThat(answer.get("verb").asString()).isEqualTo("doctor");
    assertThat(answer.get("version").asString()).isNotEqualTo("development");
    assertThat(answer.get("machine").get("javaVersion").asString()).startsWith("25");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void theSecondRunWithTheAheadOfTimeCacheSaysTheSame() throws Exception {
    Path start = home.resolve("bin/spikelock");

    Shell.Outcome first = spikelock(start, "--help");
    Shell.Outcome second = spikelock(start, "--help");

    assertThat(first.code()).isZero();
    assertThat(second).isEqualTo(first);
    assertThat(second.err()).isEmpty();
    assertThat(temporary.resolve("cache/spikelock/start")).isDirectoryContaining("glob:**.aot");
  }

  /** The cache of a start is a help only: whatever happens to it, the command does what it does without. */
  @Test
  void aDamagedAheadOfTimeCacheChangesNothing() throws Exception {
    Path start = home.resolve("bin/spikelock");
    Shell.Outcome whole = spikelock(start, "info", "orientation");
    Path cache = cached();
    byte[] sound = Files.readAllBytes(cache);
    Random random = new Random(1);
    for (int i = 0; i < 12; i++) {
      byte[] damaged = i == 0 ? new byte[0] : i == 1 ? new byte[100] : i == 2 ? Arrays.copyOf(sound, sound.length / 2) : sound.clone();
      if (i > 2) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.delete(cache);
      Files.write(cache, damaged);
      assertThat(spikelock(start, "info", "orientation")).as("damage %s", i).isEqualTo(whole);
    }
    Files.delete(cache);
    assertThat(spikelock(start, "info", "orientation")).isEqualTo(whole);
    assertThat(Files.size(cached())).as("made again").isGreaterThan(1_000_000);
  }

  private Path cached() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("cache/spikelock/start"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
    }
  }

  @Test
  void theVersionIsSaidWithoutJava() throws Exception {
    Shell.Outcome outcome = Shell.run(empty, Map.of("PATH", "/usr/bin:/bin", "HOME", temporary.toString(), "JAVA_HOME", "/nowhere", "SPIKELOCK_JDK_FOLDERS", ""),
        List.of(home.resolve("bin/spikelock").toString(), "--version"));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).matches("spikelock \\d+\\.\\d+\\.\\d+\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void trainingSaysNothingOfTheJvmsModules() throws Exception {
    Shell.Outcome outcome = spikelock(home.resolve("bin/spikelock"), "train", "nowhere.yaml");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("nowhere.yaml").doesNotContain("incubator");
  }

  @Test
  void wrongOptionsExitWithTwo() throws Exception {
    Shell.Outcome outcome = spikelock(home.resolve("bin/spikelock"), "doctor", "--jso");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("unknown option '--jso'", "did you mean --json?");
  }

  @Test
  void withoutAJdkItSaysHowToGetOne() throws Exception {
    Shell.Outcome outcome = Shell.run(empty,
        Map.of("PATH", "/usr/bin:/bin", "HOME", temporary.toString(), "JAVA_HOME", "/nowhere", "SPIKELOCK_JDK_FOLDERS", ""),
        List.of(home.resolve("bin/spikelock").toString(), "doctor", "--json"));

    assumeTrue(outcome.code() != 0 || !outcome.out().contains("healthy"), "java on PATH is a JDK 25 here");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("no JDK 25 found", "apt-get install -y temurin-25-jdk", "tar -xz -C ~/.jdks");
    JsonNode error = JsonMapper.shared().readTree(outcome.out()).get("error");
    assertThat(error.get("code").asInt()).isEqualTo(3);
    assertThat(error.get("hint").asString()).contains("temurin-25-jdk");
  }

  @Test
  void jarsCarryNoDateAndNoPathOfTheirBuild() throws Exception {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      List<Path> ours = jars.filter(jar -> jar.getFileName().toString().matches("spikelock-.*\\.jar")).toList();
      assertThat(ours).hasSize(5);
      for (Path jar : ours) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
            assertThat(entries.nextElement().getTimeLocal()).as(jar.toString()).hasToString("2026-01-01T00:00");
          }
          String manifest = new String(zip.getInputStream(zip.getEntry("META-INF/MANIFEST.MF")).readAllBytes(), StandardCharsets.UTF_8);
          assertThat(manifest).doesNotContain("Built-By", Checkout.root().toString());
        }
      }
    }
  }

  private Shell.Outcome spikelock(Path start, String... arguments) throws Exception {
    return Shell.run(empty,
        Map.of("PATH", "/usr/bin:/bin", "HOME", temporary.toString(), "XDG_CACHE_HOME", temporary.resolve("cache").toString(),
            "JAVA_HOME", System.getProperty("java.home")),
        Stream.concat(Stream.of(start.toString()), Stream.of(arguments)).toList());
  }
}
