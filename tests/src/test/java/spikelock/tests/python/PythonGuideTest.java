package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What toolchain/guide/python.md says, done: every code block, and what comes of it. */
class PythonGuideTest {
  private static final String INSTALL = "pip install ";
  private static final String CALLING = "Calling spikelock";
  private static final String NORSE = "Norse";
  private static final long TIMEOUT_S = 600;
  private static final Pattern LINE =
      Pattern.compile("(?m)^(.+): (\\d+) of (\\d+) entries differ, distance ([\\d.]+), (\\d+) spikes expected$");

  @TempDir static Path folder;

  /** What {@code compare} of the guide printed. */
  private record Compared(long differ, long entries, double distance, long expected) {}

  private static Guide guide() throws IOException {
    return Guide.read(Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("toolchain/guide/python.md"));
  }

  @Test
  void everyBlockOfTheGuideIsRunHere() throws IOException {
    Guide guide = guide();

    assertThat(guide.sections().keySet()).containsExactly("", CALLING, "snnTorch", NORSE, "NIRData");
    assertThat(guide.sections().values().stream().flatMap(List::stream).map(Guide.Block::language).distinct())
        .containsExactlyInAnyOrder("sh", "python", "text");
    assertThat(guide.sections().get("").stream().map(Guide.Block::language)).containsExactly("sh");
    assertThat(guide.code("sh", CALLING, "snnTorch", NORSE, "NIRData")).isEmpty();
  }

  @Test
  void snnTorchNetworksSpikeAlikeHereAndThere() throws IOException, InterruptedException {
    String said = run("snntorch", CALLING, "snnTorch");
    Map<String, Compared> compared = compared(said);

    for (String exact : List.of("snnTorch reference", "subtract-late", "subtract-guarded")) {
      assertEqual(compared.get(exact));
    }
    assertNear(compared.get("snnTorch chip"), 0.15);
    assertNear(compared.get("snnTorch 12 bits"), 0.03);
    assertThat(compared.get("snnTorch 12 bits").distance()).isLessThan(compared.get("snnTorch 6 bits").distance());
    Matcher accuracy = Pattern.compile("accuracy: ([\\d.]+) ([\\d.]+) ([\\d.]+)").matcher(said);
    assertThat(accuracy.find()).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.8).isEqualTo(Double.parseDouble(accuracy.group(2)));
    assertThat(Double.parseDouble(accuracy.group(3))).isGreaterThan(Double.parseDouble(accuracy.group(1)) - 0.05);
  }

  @Test
  void norseNetworksSpikeAlikeAndNirDataGoesBothWays() throws IOException, InterruptedException {
    Map<String, Compared> compared = compared(run("norse", CALLING, NORSE, "NIRData"));

    assertEqual(compared.get("Norse reference"));
    assertNear(compared.get("Norse chip"), 0.2);
    assertEqual(compared.get("NIRData"));
  }

  private static void assertEqual(Compared compared) {
    assertThat(compared.differ()).isZero();
    assertThat(compared.expected()).isGreaterThan(500);
  }

  private static void assertNear(Compared compared, double most) {
    assertThat(compared.expected()).isGreaterThan(500);
    assertThat(compared.distance()).isLessThan(most);
  }

  private static Map<String, Compared> compared(String said) {
    Map<String, Compared> compared = new TreeMap<>();
    Matcher line = LINE.matcher(said);
    while (line.find()) {
      compared.put(line.group(1), new Compared(Long.parseLong(line.group(2)), Long.parseLong(line.group(3)),
          Double.parseDouble(line.group(4)), Long.parseLong(line.group(5))));
    }
    return compared;
  }

  /** What the guide installs. */
  static List<String> requirements() throws IOException {
    String install = guide().code("sh", "").strip();
    assertThat(install).startsWith(INSTALL).doesNotContain("\n");
    return Arrays.asList(install.substring(INSTALL.length()).split(" +"));
  }

  /** Runs the Python blocks of some sections as one program, spikelock on the PATH, and gives what it printed. */
  private static String run(String name, String... sections) throws IOException, InterruptedException {
    Path python = PythonPackages.python(requirements());
    Path own = Files.createDirectories(folder.resolve(name));
    Files.writeString(own.resolve("guide.py"), guide().code("python", sections));
    Path said = own.resolve("said.txt");
    long start = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(python.toString(), "-W", "ignore", "guide.py").directory(own.toFile())
        .redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().merge("PATH", launcher().getParent().toString(), (path, bin) -> bin + File.pathSeparator + path);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).as("ends in time: " + Files.readString(said)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = Files.readString(said);
    System.out.printf("%s, in %.0f s:%n%s", name, (System.nanoTime() - start) / 1e9, text);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /** The command as a program, made of the classes under test. */
  private static Path launcher() throws IOException {
    Path script = Files.createDirectories(folder.resolve("bin")).resolve("spikelock");
    String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(script, "#!/bin/sh\nexec '" + java + "' --enable-native-access=ALL-UNNAMED -cp '" + classPath
        + "' spikelock.toolchain.command.Main \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
