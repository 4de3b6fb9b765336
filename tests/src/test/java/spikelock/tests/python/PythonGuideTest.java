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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.source.SourceFile;

/**
 * What toolchain/guide/python.md says, done. Its commands on the files that Python made when they were recorded, always; every code block
 * as it stands, in Python, with {@code --with-python}.
 */
class PythonGuideTest {
  private static final String CALLING = "Calling spikelock";
  private static final String NORSE = "Norse";
  private static final String SNNTORCH = "snnTorch";
  private static final String NIR_DATA = "NIRData";

  @TempDir static Path folder;

  @Test
  void everyBlockOfTheGuideIsRunHere() throws IOException {
    Guide guide = Guide.read();

    assertThat(guide.sections().keySet()).containsExactly("", CALLING, SNNTORCH, NORSE, NIR_DATA);
    assertThat(guide.sections().values().stream().flatMap(List::stream).map(Guide.Block::language).distinct())
        .containsExactlyInAnyOrder("sh", "python", "text");
    assertThat(guide.sections().get("").stream().map(Guide.Block::language)).containsExactly("sh");
    assertThat(guide.code("sh", CALLING, SNNTORCH, NORSE, NIR_DATA)).isEmpty();
  }

  /** The guide names the options in Python lists and calls; a command that was recorded has no other words than it. */
  @Test
  void whatWasRecordedIsWhatTheGuideSays() throws IOException {
    for (String name : List.of("guide-snntorch", "guide-norse")) {
      GuideReplay replay = new GuideReplay(name, Files.createTempDirectory(folder, "words"));
      String text = Guide.read().code("python", SNNTORCH, NORSE, NIR_DATA);
      assertThat(replay.commands().stream().flatMap(List::stream).distinct().filter(word -> !word.matches("0\\.001|\\d+"))).allSatisfy(word ->
          assertThat(text).contains("\"" + word + "\""));
      long calls = Pattern.compile("\\bspikelock\\(").matcher(Guide.read().code("python", name.endsWith("norse") ? new String[] {NORSE, NIR_DATA}
          : new String[] {SNNTORCH})).results().count();
      // two calls of the section on snnTorch stand in loops, of four and of two rounds
      assertThat(replay.commands()).hasSize((int) calls + (name.endsWith("norse") ? 0 : 3 + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("spikelock.tests.python.Recording#sources")
  void networksOfSnnTorchSpikeAlikeHereAndThere(Recording.Source source) throws IOException, InterruptedException {
    if (source == Recording.Source.PYTHON) {
      String said = run("guide-snntorch", CALLING, SNNTORCH);
      Matcher accuracy = Pattern.compile("accuracy: ([\\d.]+) ([\\d.]+) ([\\d.]+)").matcher(said);
      assertThat(accuracy.find()).isTrue();
      assertSnnTorch(Compared.printed(said), Double.parseDouble(accuracy.group(1)), Double.parseDouble(accuracy.group(2)),
          Double.parseDouble(accuracy.group(3)));
      return;
    }
    GuideReplay replay = new GuideReplay("guide-snntorch", Files.createDirectory(folder.resolve("snntorch-recorded")));

    Map<String, Compared> compared = replay.run();

    compared.forEach((what, each) -> System.out.println(what + ": " + each));
    int[] labels = LabelFile.read(SourceFile.of(folder.resolve("snntorch-recorded/labels.npy")), 100);
    assertSnnTorch(compared, accuracy(replay.expected().getFirst(), labels), replay.answers().getFirst().get("accuracy").asDouble(),
        replay.answers().get(1).get("accuracy").asDouble());
  }

  /** The share of samples of which the neuron that spikes most is the label's, the first of several. */
  private static double accuracy(NdArray spikes, int[] labels) {
    int[] shape = spikes.shape();
    int[] values = spikes.ints();
    int right = 0;
    for (int s = 0; s < shape[0]; s++) {
      int[] counts = new int[shape[2]];
      for (int i = 0; i < shape[1] * shape[2]; i++) {
        counts[i % shape[2]] += values[s * shape[1] * shape[2] + i];
      }
      int best = 0;
      for (int n = 1; n < counts.length; n++) {
        best = counts[n] > counts[best] ? n : best;
      }
      right += best == labels[s] ? 1 : 0;
    }
    return right / (double) shape[0];
  }

  @ParameterizedTest
  @MethodSource("spikelock.tests.python.Recording#sources")
  void networksOfNorseSpikeAlikeAndNirDataGoesBothWays(Recording.Source source) throws IOException, InterruptedException {
    Map<String, Compared> compared = source == Recording.Source.PYTHON ? Compared.printed(run("guide-norse", CALLING, NORSE, NIR_DATA))
        : new GuideReplay("guide-norse", Files.createDirectory(folder.resolve("norse-recorded"))).run();

    compared.forEach((what, each) -> System.out.println(what + ": " + each));
    assertNorse(compared);
  }

  private static void assertSnnTorch(Map<String, Compared> compared, double there, double here, double chip) {
    for (String exact : List.of("snnTorch reference", "subtract-late", "subtract-guarded")) {
      compared.get(exact).assertEqual();
    }
    compared.get("snnTorch chip").assertNear(0.15);
    compared.get("snnTorch 12 bits").assertNear(0.03);
    assertThat(compared.get("snnTorch 12 bits").distance()).isLessThan(compared.get("snnTorch 6 bits").distance());
    assertThat(there).isGreaterThan(0.8).isEqualTo(here);
    assertThat(chip).isGreaterThan(there - 0.05);
  }

  private static void assertNorse(Map<String, Compared> compared) {
    compared.get("Norse reference").assertEqual();
    compared.get("Norse chip").assertNear(0.2);
    compared.get("NIRData").assertEqual();
  }

  /**
   * Runs the Python blocks of some sections as one program, spikelock on the PATH, and gives what it printed. With
   * {@code -Dspikelock.record=FOLDER} what it did becomes a recording there.
   */
  private static String run(String name, String... sections) throws IOException, InterruptedException {
    Guide guide = Guide.read();
    Path python = Recording.python().orElseThrow();
    Path own = Files.createDirectories(folder.resolve(name));
    String record = System.getProperty("spikelock.record", "");
    String recorder = record.isEmpty() ? "" : new String(PythonGuideTest.class.getResourceAsStream("guide_recorder.py").readAllBytes());
    Files.writeString(own.resolve("guide.py"), guide.code("python", sections[0]) + recorder
        + guide.code("python", Arrays.copyOfRange(sections, 1, sections.length)));
    Path said = own.resolve("said.txt");
    ProcessBuilder builder = new ProcessBuilder(python.toString(), "-W", "ignore", "guide.py").directory(own.toFile())
        .redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().merge("PATH", launcher().getParent().toString(), (path, bin) -> bin + File.pathSeparator + path);
    if (!record.isEmpty()) {
      builder.environment().put("SPIKELOCK_RECORDING", Files.createDirectories(Path.of(record)).resolve(name + ".npz").toString());
    }
    Process process = builder.start();
    process.getOutputStream().close();
    int code;
    try {
      code = process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = Files.readString(said);
    System.out.printf("%s:%n%s", name, text);
    assertThat(code).as(text).isZero();
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
