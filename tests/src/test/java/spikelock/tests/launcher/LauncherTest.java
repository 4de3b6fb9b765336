package spikelock.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher of a checkout, with stand-ins for the programs it starts: a Maven that assembles a distribution of
 * nothing and a JDK whose java prints its arguments. Both record that they were called.
 */
class LauncherTest {
  private static final String STAND_IN_MAVEN = """
      echo "mvn $*" >>"$RECORD"
      echo "[INFO] Building Spikelock toolchain 0.1.0     [5/6]"
      if [[ -n ${MVN_IS_KILLED:-} ]]; then mkdir -p toolchain/target; touch toolchain/target/half; kill -KILL 0; fi
      if [[ $* == *verify* ]]; then
        mkdir -p mapper/target/surefire-reports
        echo "<testsuite name='A' tests='1' failures='${TESTS_FAIL:-0}' errors='0' time='1'>${TESTS_SKIP:-}</testsuite>" >mapper/target/surefire-reports/TEST-A.xml
        echo "shared is ${SPIKELOCK_SHARED:-absent}, python ${SPIKELOCK_PYTHON:-absent}" >>"$RECORD"
      fi
      mkdir -p tests/target && echo some.jar >tests/target/test.classpath
      [[ -z ${MVN_FAILS:-} ]] || { echo "[ERROR] Some.java:[3,4] this is wrong -> [Help 1]"; exit 1; }
      made=toolchain/target/spikelock-0.1.0
      mkdir -p "$made/lib" "$made/bin"
      cat mapper/src/main/java/*.java >"$made/lib/spikelock.jar"
      """;
  private static final String STAND_IN_JAVA = """
      [[ "$*" == *Main* ]] || exec "$REAL_JAVA" "$@"
      echo "java $$" >>"$RECORD"
      echo "${@: -2}"
      for argument; do [[ $argument == */lib/spikelock.jar ]] && cat "$argument"; done
      exit "${JAVA_EXITS:-0}"
      """;

  @TempDir Path temporary;
  private Path checkout;
  private Path record;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectory(temporary.resolve("a checkout"));
    Files.copy(Checkout.root().resolve("spikelock"), checkout.resolve("spikelock"), StandardCopyOption.COPY_ATTRIBUTES);
    Checkout.copy(Checkout.root().resolve("toolchain/src/launcher"), Files.createDirectories(checkout.resolve("toolchain/src")).resolve("launcher"));
    write("pom.xml", "<version>0.1.0</version>\n");
    for (String module : List.of("mapper", "toolchain", "tests")) {
      write(module + "/pom.xml", "<project/>");
    }
    write("mapper/src/main/java/A.java", "class A");
    write("mapper/src/test/java/ATest.java", "class ATest");

    record = Files.createFile(temporary.resolve("record"));
    Shell.script(temporary.resolve("bin/mvn"), STAND_IN_MAVEN);
    // Whatever a test forgets to stand in for, no package is installed in earnest.
    Shell.script(temporary.resolve("bin/apt-get"), "exit 1");
    jdk(temporary.resolve("jdk"), "25.0.1");
    environment.put("PATH", temporary.resolve("bin") + ":/usr/bin:/bin");
    environment.put("HOME", temporary.toString());
    environment.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    environment.put("SPIKELOCK_JAVA_HOME", temporary.resolve("jdk").toString());
    environment.put("RECORD", record.toString());
    environment.put("REAL_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  @Test
  void buildsOnceAndAgainOnlyWhenSourcesChange() throws Exception {
    assertThat(spikelock("run", "x").out()).contains("run x", "class A");
    assertThat(spikelock("run", "x").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);

    write("mapper/src/test/java/ATest.java", "class ATest changed");
    write("mapper/README.md", "words");
    spikelock("run", "x");
    assertThat(builds()).as("neither tests nor READMEs are in the command").isEqualTo(1);

    write("mapper/src/main/java/A.java", "class A changed");
    assertThat(spikelock("run", "x").out()).contains("class A changed");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void olderFileOfTheSameSizeCountsAsChanged() throws Exception {
    spikelock("run", "x");
    Path source = write("mapper/src/main/java/A.java", "class Z");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));

    assertThat(spikelock("run", "x").out()).contains("class Z");
  }

  @Test
  void aBuildWhoseFilesAreDamagedIsMadeAgain() throws Exception {
    spikelock("run", "x");
    Path jar;
    try (Stream<Path> all = Files.walk(temporary.resolve("cache"))) {
      jar = all.filter(path -> path.getParent().endsWith("lib") && path.getParent().getParent().getFileName().toString().startsWith("command-")
          && path.endsWith("spikelock.jar")).findFirst().orElseThrow();
    }
    Files.writeString(jar, "cla");
    assertThat(spikelock("run", "x").out()).contains("class A");
    assertThat(builds()).isEqualTo(2);

    Files.delete(jar);
    assertThat(spikelock("run", "x").out()).contains("class A");
    assertThat(builds()).isEqualTo(3);
    assertThat(spikelock("run", "x").out()).contains("class A");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void helpOfBenchAndTheVersionNeitherBuildNorWait() throws Exception {
    write("tests/src/test/resources/spikelock/tests/bench/usage.txt", "Usage: spikelock bench\n");
    assertThat(spikelock("bench", "--help").out()).isEqualTo("Usage: spikelock bench\n");
    assertThat(spikelock("--version").out()).isEqualTo("spikelock 0.1.0\n");
    assertThat(builds()).isZero();
  }

  @Test
  void deletedSourcesLeaveTheBuild() throws Exception {
    Path other = write("mapper/src/main/java/B.java", "class B");
    assertThat(spikelock("run", "x").out()).contains("class B");
    Files.delete(other);

    assertThat(spikelock("run", "x").out()).contains("class A").doesNotContain("class B");
  }

  @Test
  void worksThroughALinkFromAnyFolderOnAReadOnlyCheckout() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), checkout.resolve("spikelock"));
    List<Path> before = tree(checkout);
    try (Stream<Path> all = Files.walk(checkout)) {
      for (Path path : all.toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(
            Files.isDirectory(path) || path.endsWith("spikelock") ? "r-xr-xr-x" : "r--r--r--"));
      }
    }
    try {
      Shell.Outcome outcome = Shell.run(Path.of("/"), environment, List.of(link.toString(), "run", "x"));

      assertThat(outcome.code()).as(outcome.err()).isZero();
      assertThat(outcome.out()).contains("class A");
      assertThat(tree(checkout)).isEqualTo(before);
    } finally {
      try (Stream<Path> all = Files.walk(checkout)) {
        for (Path path : all.toList()) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    List<Process> both = new ArrayList<>();
    List<Path> errors = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Path err = temporary.resolve(name + ".err");
      errors.add(err);
      both.add(Shell.start(checkout, environment, List.of(checkout.resolve("spikelock").toString(), "run", name), temporary.resolve(name + ".out"), err));
    }
    for (Process process : both) {
      assertThat(process.waitFor()).as(Files.readString(errors.get(0)) + Files.readString(errors.get(1))).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void failedBuildShowsWhyAndWhere() throws Exception {
    environment.put("MVN_FAILS", "1");

    Shell.Outcome outcome = spikelock("run", "x");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("Some.java:[3,4] this is wrong", "the build failed", "build.log");
    environment.remove("MVN_FAILS");
    assertThat(spikelock("run", "x").code()).isZero();
  }

  @Test
  void exitCodePassesThrough() throws Exception {
    environment.put("JAVA_EXITS", "70");

    assertThat(spikelock("run", "x").code()).isEqualTo(70);
  }

  @Test
  void javaTakesTheLaunchersPlaceSoThatSignalsReachIt() throws Exception {
    Process process = Shell.start(checkout, environment, List.of(checkout.resolve("spikelock").toString(), "run", "x"),
        temporary.resolve("out"), temporary.resolve("err"));

    process.waitFor();
    assertThat(Files.readAllLines(record)).contains("java " + process.pid());
  }

  @Test
  void findsTheJdkInTheOrderItPromises() throws Exception {
    environment.remove("SPIKELOCK_JAVA_HOME");
    jdk(temporary.resolve("old"), "17.0.1");
    jdk(temporary.resolve("almost"), "250.0.1");
    jdk(temporary.resolve("usual/jdk-25"), "25");
    environment.put("JAVA_HOME", temporary.resolve("old").toString());
    environment.put("SPIKELOCK_JDK_FOLDERS", "/nowhere:" + temporary.resolve("usual"));
    assertThat(spikelock("run", "x").out()).contains("run x");

    environment.put("SPIKELOCK_JDK_FOLDERS", "");
    environment.put("JAVA_HOME", temporary.resolve("almost").toString());
    assertThat(spikelock("run", "x")).matches(outcome -> outcome.code() == 3 && outcome.err().contains("no JDK 25 found"));

    Files.createSymbolicLink(temporary.resolve("bin/java"), temporary.resolve("jdk/bin/java"));
    assertThat(spikelock("run", "x").out()).contains("run x");

    environment.put("SPIKELOCK_JAVA_HOME", temporary.resolve("old").toString());
    assertThat(spikelock("run", "x")).matches(outcome -> outcome.code() == 3 && outcome.err().contains("SPIKELOCK_JAVA_HOME is"));
  }

  @Test
  void missingPackagesAreNamedToUsersAndInstalledForRoot() throws Exception {
    environment.put("PATH", onlyTheseTools("mvn").toString());
    Shell.script(temporary.resolve("only/id"), "echo 1000");
    Shell.script(temporary.resolve("only/apt-get"), "echo \"apt-get $*\" >>\"$RECORD\"");

    Shell.Outcome user = spikelock("run", "x", "--target", "rtl", "--json");
    assertThat(user.code()).isEqualTo(3);
    assertThat(user.err()).contains("sudo apt-get install -y --no-install-recommends verilator");
    assertThat(user.out()).startsWith("{\"schema\":\"spikelock/result/1\",\"version\":\"0.1.0\",\"verb\":\"run\",\"error\":{\"code\":3");
    assertThat(Files.readString(record)).isEmpty();

    Shell.script(temporary.resolve("only/id"), "echo 0");
    Shell.script(temporary.resolve("only/apt-get"), """
        echo "apt-get $*" >>"$RECORD"
        echo "Setting up verilator (5.006-3) ..."
        [[ "$*" == *update ]] || for tool in verilator g++ make; do printf '#!/bin/sh\\n' >"${0%/*}/$tool"; chmod +x "${0%/*}/$tool"; done
        """);
    Shell.Outcome root = spikelock("run", "x", "--target", "rtl");
    assertThat(root.code()).as(root.err()).isZero();
    assertThat(root.err()).contains("installing Debian packages: verilator", "verilator");
    assertThat(Files.readString(record)).contains(" update", " install -y --no-install-recommends verilator");
  }

  @Test
  void verbsThatNeedNoToolsAskForNone() throws Exception {
    environment.put("PATH", onlyTheseTools("mvn").toString());

    assertThat(spikelock("run", "x").code()).isZero();
    assertThat(spikelock("cosim", "--help").code()).isZero();
    assertThat(spikelock("cosim", "--help", "all").code()).isZero();
    assertThat(spikelock("help", "cosim", "all").code()).isZero();
    assertThat(spikelock("map", "rtl").code()).isZero();
  }

  @Test
  void testEndsWithTheSummaryAndItsExitCode() throws Exception {
    Checkout.copy(Checkout.root().resolve("tests/src/main"), Files.createDirectories(checkout.resolve("tests/src")).resolve("main"));
    environment.put("PATH", everyPackage() + ":" + environment.get("PATH"));

    Shell.Outcome passed = spikelock("test", "--", "-pl", "mapper");
    assertThat(passed.code()).as(passed.err()).isZero();
    assertThat(passed.out()).contains("tests run: 1", "failed: 0", "skipped: 0", "skipped for want of ../shared: 0", "total time: ");
    assertThat(Files.readString(record)).contains("verify -pl mapper", "shared is absent, python absent");
    assertThat(spikelock("test", "--help").out()).contains("--with-python", "5 GB");

    Path shared = Files.createDirectory(temporary.resolve("shared"));
    environment.put("TESTS_FAIL", "1");
    assertThat(spikelock("test").code()).isEqualTo(1);
    assertThat(Files.readString(record)).contains("shared is " + shared);

    environment.put("TESTS_FAIL", "0");
    environment.put("TESTS_SKIP", "<testcase/><testcase><skipped message='TOOL: none'/></testcase>");
    environment.put("CI", "1");
    assertThat(spikelock("test").code()).isEqualTo(1);

    environment.remove("TESTS_SKIP");
    environment.put("MVN_FAILS", "1");
    assertThat(spikelock("test")).matches(outcome -> outcome.code() == 1 && outcome.err().contains("this is wrong"));

    assertThat(spikelock("test", "-pl", "mapper")).matches(outcome -> outcome.code() == 2 && outcome.err().contains("spikelock test -- -pl"));
  }

  @Test
  void pythonIsMadeOnceAndOnlyWhereItIsAskedFor() throws Exception {
    Checkout.copy(Checkout.root().resolve("tests/src/main"), Files.createDirectories(checkout.resolve("tests/src")).resolve("main"));
    environment.put("PATH", everyPackage() + ":" + environment.get("PATH"));
    write("toolchain/guide/python.md", "words\n```sh\npip install torch==1 nir==2\n```\n");
    Shell.script(temporary.resolve("bin/python3"), """
        echo "python $*" >>"$RECORD"
        [[ -z ${PIP_FAILS:-} || $2 != pip ]] || exit 1
        [[ $1 == -c || $2 == pip ]] || { mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; }
        """);

    environment.put("PIP_FAILS", "1");
    Shell.Outcome failed = spikelock("test", "--with-python", "--json");
    assertThat(spikelock("test", "--with-python")).matches(outcome -> outcome.code() == 3 && outcome.err().contains("Python packages cannot be installed"));
    assertThat(failed.code()).isEqualTo(2);
    environment.remove("PIP_FAILS");
    Shell.Outcome passed = spikelock("test", "--with-python", "--", "-pl", "mapper");
    assertThat(passed.code()).as(passed.err()).isZero();
    assertThat(passed.out()).doesNotContain("--with-python");
    assertThat(Files.readString(record)).contains("-m pip install --no-cache-dir --no-compile torch==1 nir==2", "verify -pl mapper")
        .containsPattern("python /.*/cache/spikelock/python/guide-[0-9a-f]{16}/bin/python");

    Files.writeString(record, "");
    environment.put("SPIKELOCK_PYTHON", "somebody's");
    assertThat(spikelock("test", "--with-python").code()).isZero();
    assertThat(spikelock("test").out()).contains("nir themselves, only what was recorded of them: ./spikelock test --with-python");
    assertThat(Files.readString(record)).doesNotContain("pip").contains("/bin/python\n", "python absent");
  }

  @Test
  void benchRunsTheBenchmarksOfTheTests() throws Exception {
    environment.put("PATH", everyPackage() + ":" + environment.get("PATH"));

    assertThat(spikelock("bench", "--json").out()).isEqualTo("spikelock.tests.bench.BenchMain --json\n");
    assertThat(spikelock("bench", "--json").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
    write("mapper/src/test/java/ATest.java", "class ATest changed");
    spikelock("bench", "--json");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildThatWasCutOffStartsFromCleanFolders() throws Exception {
    environment.put("MVN_IS_KILLED", "1");
    Shell.run(checkout, environment, List.of("setsid", "--wait", checkout.resolve("spikelock").toString(), "run", "x"));
    assertThat(half()).hasSize(1);
    environment.remove("MVN_IS_KILLED");

    Shell.Outcome outcome = spikelock("run", "x");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(half()).isEmpty();
  }

  private List<Path> half() throws IOException {
    try (Stream<Path> all = Files.walk(temporary.resolve("cache"))) {
      return all.filter(path -> path.endsWith("half")).toList();
    }
  }

  @Test
  void continuousIntegrationRunsTheTestCommandOfTheReadme() throws Exception {
    assertThat(Files.readString(Checkout.root().resolve("README.md"))).contains("    ./spikelock test ");
    assertThat(Files.readString(Checkout.root().resolve(".ci/run"))).contains("SPIKELOCK_INSTALL_JDK=1")
        .endsWith("exec ./spikelock test ${SPIKELOCK_WITH_PYTHON:+--with-python}\n");
  }

  /** One look at the list of sources, and no more programs than that takes. */
  @Test
  void unchangedSourcesCostLittle() throws Exception {
    environment.put("PATH", onlyTheseTools("mvn").toString());
    spikelock("run", "x");
    Path calls = Files.createFile(temporary.resolve("calls"));
    environment.put("CALLS", calls.toString());

    spikelock("run", "x");

    // the first starts the launcher, the last is what the stand-in for java calls
    assertThat(Files.readAllLines(calls)).containsExactlyInAnyOrder("bash", "readlink", "sha256sum", "find", "sort", "sha256sum", "flock", "stat", "stat", "cat");
  }

  /** A folder that makes every Debian package look installed. */
  private Path everyPackage() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/include/zlib.h")), "TOOL: zlib1g-dev");
    Path all = temporary.resolve("packages");
    for (String tool : List.of("verilator", "yosys", "nextpnr-ice40", "icepack", "iverilog", "openFPGALoader", "g++", "make")) {
      Shell.script(all.resolve(tool), "");
    }
    return all;
  }

  /** A PATH of the ordinary tools of the system without those of our Debian packages. */
  private Path onlyTheseTools(String... standIns) throws IOException {
    Path only = Files.createDirectory(temporary.resolve("only"));
    for (String tool : List.of("bash", "sh", "readlink", "sha256sum", "find", "sort", "mkdir", "flock", "cut", "comm", "tar", "cat", "cp", "mv",
        "rm", "grep", "tail", "sed", "printf", "stat", "id", "uname", "cmp", "chmod", "env")) {
      Path real = Stream.of("/usr/bin", "/bin").map(folder -> Path.of(folder, tool)).filter(Files::exists).findFirst().orElse(Path.of("none"));
      assumeTrue(Files.exists(real), "TOOL: " + tool);
      Shell.script(only.resolve(tool), "[[ -z ${CALLS:-} ]] || echo " + tool + " >>\"$CALLS\"\nexec " + real + " \"$@\"");
    }
    for (String standIn : standIns) {
      Files.copy(temporary.resolve("bin").resolve(standIn), only.resolve(standIn), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return only;
  }

  private void jdk(Path home, String version) throws IOException {
    Shell.script(home.resolve("bin/java"), STAND_IN_JAVA);
    Shell.script(home.resolve("bin/javac"), "");
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private Shell.Outcome spikelock(String... arguments) throws IOException, InterruptedException {
    return Shell.run(temporary, environment, Stream.concat(Stream.of(checkout.resolve("spikelock").toString()), Stream.of(arguments)).toList());
  }

  private long builds() throws IOException {
    return Files.readAllLines(record).stream().filter(line -> line.startsWith("mvn ")).count();
  }

  private Path write(String file, String text) throws IOException {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private static List<Path> tree(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }
}
