package spikelock.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources, built in another folder at another time, give the same bytes. */
class ReproducibleBuildTest {
  private static final String JAR = "spikelock-emulator-0.1.0.jar";

  @TempDir Path other;

  @Test
  void anotherBuildGivesTheSameJar() throws Exception {
    Path first = Checkout.distribution().resolve("lib").resolve(JAR);
    assumeTrue(Files.exists(first), "the distribution is assembled by mvn package");
    assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn"))), "TOOL: maven");
    try (Stream<Path> modules = Files.list(Checkout.root())) {
      for (Path module : modules.filter(path -> Files.exists(path.resolve("pom.xml"))).toList()) {
        Files.copy(module.resolve("pom.xml"), Files.createDirectory(other.resolve(module.getFileName())).resolve("pom.xml"));
      }
    }
    Files.copy(Checkout.root().resolve("pom.xml"), other.resolve("pom.xml"));
    Checkout.copy(Checkout.root().resolve("emulator/src/main"), Files.createDirectory(other.resolve("emulator/src")).resolve("main"));

    // Offline: the build that runs this test has just used all that this one needs.
    List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "-o", "-Dmaven.test.skip=true", "-pl", "emulator"));
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add("package");
    // The environment as it is: jars name the release of Java that Maven runs on, so it has to be the same one.
    Shell.Outcome outcome = Shell.run(other, System.getenv(), command);

    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    assertThat(other.resolve("emulator/target").resolve(JAR)).hasSameBinaryContentAs(first);
  }
}
