package spikelock.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A machine without a JDK 25: what the launcher tells whom, and what root gets. {@code apt-get}, {@code apt-cache}, {@code wget} and
 * {@code id} are stand-ins; what {@code apt-get} installs is a JDK whose java prints its arguments.
 */
class GettingJdkTest {
  private static final String OWN = " install -y --no-install-recommends openjdk-25-jdk-headless";
  private static final String TEMURIN = " install -y --no-install-recommends temurin-25-jdk";

  @TempDir Path temporary;
  private Path bin;
  private Path launcher;
  private Path record;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeMachine() throws IOException {
    Path checkout = Files.createDirectory(temporary.resolve("checkout"));
    launcher = Files.copy(Checkout.root().resolve("spikelock"), checkout.resolve("spikelock"), StandardCopyOption.COPY_ATTRIBUTES);
    Checkout.copy(Checkout.root().resolve("toolchain/src/launcher"), Files.createDirectories(checkout.resolve("toolchain/src")).resolve("launcher"));
    Files.writeString(checkout.resolve("pom.xml"), "<version>0.1.0</version>\n");
    Files.writeString(checkout.resolve("toolchain/pom.xml"), "<project/>");
    bin = temporary.resolve("bin");
    record = Files.createFile(temporary.resolve("record"));
    Shell.script(bin.resolve("mvn"), "mkdir -p toolchain/target/spikelock-0.1.0/lib && touch toolchain/target/spikelock-0.1.0/lib/a.jar\n");
    Shell.script(bin.resolve("java"), "exit 1\n");
    Shell.script(bin.resolve("wget"), "echo \"wget $*\" >>\"$RECORD\"\n");
    Shell.script(bin.resolve("apt-get"), """
        echo "apt-get $*" >>"$RECORD"
        echo "Setting up ${*: -1} (1) ..."
        [[ -z ${APT_FAILS:-} ]] || exit 100
        [[ $* == *' install '*25-jdk* ]] || exit 0
        mkdir -p "$JVM/jdk/bin"
        printf '#!/bin/bash\\necho "java got ${*: -2}"\\n' >"$JVM/jdk/bin/java"
        touch "$JVM/jdk/bin/javac"
        chmod +x "$JVM"/jdk/bin/*
        echo 'JAVA_VERSION="25.0.1"' >"$JVM/jdk/release"
        """);
    debianHasOne(false);
    user(0);
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("HOME", temporary.toString());
    environment.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    environment.put("SPIKELOCK_JDK_FOLDERS", temporary.resolve("jvm").toString());
    environment.put("SPIKELOCK_APT_FOLDER", temporary.resolve("apt").toString());
    environment.put("JVM", temporary.resolve("jvm").toString());
    environment.put("RECORD", record.toString());
  }

  private void user(int id) throws IOException {
    Shell.script(bin.resolve("id"), "echo " + id + "\n");
  }

  private void debianHasOne(boolean has) throws IOException {
    Shell.script(bin.resolve("apt-cache"), "printf '%s:\\n  Installed: (none)\\n  Candidate: " + (has ? "25.0.1+8-1~deb13u1" : "(none)") + "\\n' \"$2\"\n");
  }

  private Shell.Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return Shell.run(temporary, environment, command);
  }

  /** In a terminal of its own, in which {@code answer} is typed. */
  private Shell.Outcome inTerminal(String answer) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "TOOL: bsdutils has script, which is missing");
    environment.put("SHELL", "/bin/bash");
    return Shell.run(temporary, environment, List.of("/bin/bash", "-c",
        "printf '" + answer + "\\n' | /usr/bin/script -qec '" + launcher + " run x' /dev/null"));
  }

  private List<String> recorded() throws IOException {
    return Files.readAllLines(record);
  }

  @Test
  void rootIsAskedAndGetsTemurinsWhereDebianHasNone() throws Exception {
    Shell.Outcome outcome = inTerminal("y");

    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("no JDK 25 found", "openjdk-25-jdk-headless", "packages.adoptium.net", "Install it? [y/N]", "java got run x");
    assertThat(recorded()).anyMatch(line -> line.startsWith("wget") && line.contains("apt/keyrings/adoptium.asc"))
        .last().asString().endsWith(TEMURIN);
    assertThat(Files.readString(temporary.resolve("apt/sources.list.d/adoptium.list"))).matches(
        "deb \\[signed-by=.*/keyrings/adoptium.asc\\] https://packages.adoptium.net/artifactory/deb [a-z]+ main\n");
    assertThat(run("run", "y").out()).as("found from then on").contains("java got run y");
  }

  @Test
  void anythingButYesIsNo() throws Exception {
    for (String answer : List.of("n", "", "perhaps")) {
      Shell.Outcome outcome = inTerminal(answer);

      assertThat(outcome.code()).isEqualTo(3);
      assertThat(outcome.out()).contains("Install it? [y/N]", "apt-get update && apt-get install -y temurin-25-jdk").doesNotContain("sudo");
      assertThat(recorded()).isEmpty();
    }
  }

  @Test
  void debiansOwnPackageComesFirst() throws Exception {
    environment.put("SPIKELOCK_INSTALL_JDK", "1");
    debianHasOne(true);

    Shell.Outcome outcome = run("run", "x");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo("java got run x\n");
    assertThat(outcome.err()).contains("getting a JDK 25", "openjdk-25-jdk-headless").doesNotContain("[y/N]");
    assertThat(recorded()).hasSize(2).last().asString().endsWith(OWN);
    assertThat(temporary.resolve("apt")).doesNotExist();
  }

  /** Without a terminal and without the variable the exact commands are printed, and the variable is named. */
  @Test
  void whoCannotBeAskedGetsNothingButTheWay() throws Exception {
    Shell.Outcome root = run("run", "x", "--json");
    user(1000);
    environment.put("SPIKELOCK_INSTALL_JDK", "1");
    Shell.Outcome other = run("run", "x");

    assertThat(root.code()).isEqualTo(3);
    assertThat(root.err()).contains("no JDK 25 found", "SPIKELOCK_INSTALL_JDK=1 ./spikelock").doesNotContain("sudo");
    JsonNode error = JsonMapper.shared().readTree(root.out()).get("error");
    assertThat(root.out().lines()).hasSize(1);
    assertThat(error.get("code").asInt()).isEqualTo(3);
    assertThat(error.get("hint").asString()).contains("openjdk-25-jdk-headless", "temurin-25-jdk");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.out()).isEmpty();
    assertThat(other.err()).contains("sudo apt-get update && sudo apt-get install -y openjdk-25-jdk-headless", "sudo tee", "tar -xz -C ~/.jdks");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void anInstallationThatFailsIsOneMessageAndOneObject() throws Exception {
    environment.put("SPIKELOCK_INSTALL_JDK", "1");
    environment.put("APT_FAILS", "1");

    Shell.Outcome outcome = run("run", "x", "--json");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("that failed; the full log is ", "no JDK 25 found");
    assertThat(outcome.out().lines()).singleElement().asString().startsWith("{").endsWith("}");
    assertThat(recorded()).isNotEmpty();
  }
}
