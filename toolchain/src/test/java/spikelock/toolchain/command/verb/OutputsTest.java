package spikelock.toolchain.command.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.toolchain.console.CommandRun;
import spikelock.toolchain.console.ExitCode;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;

/** No verb destroys what it reads, or a file of another kind. */
class OutputsTest {
  private static final String NETWORK = """
      format: spikelock/network
      version: 1
      name: small
      input: input.npz
      outputs: [out]
      populations:
        - {name: in, input: true, shape: [2]}
        - {name: out, neuron: IF, shape: [2], v_threshold: 0.5}
      projections:
        - {from: in, to: out, weights: [[1, 0], [0, 1]]}
      """;
  @TempDir Path folder;

  private record Ran(int code, String said) {}

  private Ran run(Object... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(said, false, StandardCharsets.UTF_8);
    int code = new CommandRun(Verbs.all(), Map.of(), both, both, folder.resolve("bugs"))
        .run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    both.flush();
    return new Ran(code, said.toString(StandardCharsets.UTF_8));
  }

  /** Every option of every verb that names a file to write. */
  static Stream<String[]> writingOptions() {
    List<String[]> options = new ArrayList<>();
    for (Verb verb : Verbs.all()) {
      for (Field field : verb.getClass().getDeclaredFields()) {
        if (field.isAnnotationPresent(Writes.class)) {
          options.add(new String[] {verb.getClass().getAnnotation(Command.class).name(), field.getAnnotation(Option.class).names()[0]});
        }
      }
    }
    return options.stream();
  }

  /** Options that write a file and say so are known to the test above; this finds those that do not say so. */
  @Test
  void everyOptionForAFileToWriteSaysSo() {
    List<String> silent = new ArrayList<>();
    for (Verb verb : Verbs.all()) {
      for (Field field : verb.getClass().getDeclaredFields()) {
        Option option = field.getAnnotation(Option.class);
        if (option != null && field.getType() == Path.class && !field.isAnnotationPresent(Writes.class) && !option.paramLabel().matches("DIR|FOLDER")) {
          silent.add(verb.getClass().getSimpleName() + "." + field.getName());
        }
      }
    }
    assertThat(silent).as("each reads, or (sweep) goes on with its file")
        .containsExactlyInAnyOrder("ValidateVerb.file", "SweepVerb.output", "TrainVerb.resume");
  }

  @ParameterizedTest
  @MethodSource("writingOptions")
  void noOutputIsAnInput(String verb, String option) throws IOException {
    Path input = Files.writeString(folder.resolve("net.yaml"), NETWORK);
    Path link = Files.createSymbolicLink(folder.resolve("link"), input);
    Path hard = Files.createLink(folder.resolve("hard"), input);
    Path dotted = folder.resolve("./net.yaml");
    for (Path output : List.of(input, link, hard, dotted)) {
      List<Object> words = new ArrayList<>(List.of(verb, input, option, output, "--force"));
      Ran ran = run(words.toArray());
      assertThat(ran.said()).contains("writing it would destroy it").contains(output.toString());
      assertThat(ran.code()).isEqualTo(ExitCode.INPUT_WRONG);
      assertThat(input).hasContent(NETWORK);
    }
  }

  @ParameterizedTest
  @MethodSource("writingOptions")
  void aFileOfAnotherKindStays(String verb, String option) throws IOException {
    Path input = Files.writeString(folder.resolve("net.yaml"), NETWORK);
    Path other = Files.writeString(folder.resolve("letter.txt"), "Dear Ada\nthis is mine");
    Ran ran = run(verb, input, option, other);
    assertThat(ran.said()).contains("letter.txt: is there already and is not").contains("--force");
    assertThat(ran.code()).isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(other).hasContent("Dear Ada\nthis is mine");
  }

  @Test
  void whatANetworkNamesIsAnInputToo() throws IOException {
    Path network = Files.writeString(folder.resolve("net.yaml"), NETWORK);
    Path input = folder.resolve("input.npz");
    ArrayFile.write(input, Map.of("in", new NdArray(new int[] {3, 2}, new byte[] {1, 0, 0, 1, 1, 1})));
    byte[] before = Files.readAllBytes(input);
    Ran ran = run("run", network, "--target", "reference", "-o", input);
    assertThat(ran.said()).contains("writing it would destroy it");
    assertThat(ran.code()).isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(Files.readAllBytes(input)).isEqualTo(before);
    assertThat(run("run", network, "--target", "reference", "-o", folder.resolve("out.npz")).code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aNameOfAnotherKindIsRefused() {
    Ran ran = run("run", "orientation", "-o", folder.resolve("out.csv"));
    assertThat(ran.said()).contains("out.csv: is a name for a table; this writes arrays of numpy or NIRData").contains("end the name with .npz or .h5");
    assertThat(ran.code()).isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(run("map", "orientation", "-o", folder.resolve("net.nir")).code()).isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void timesHaveUnits() {
    assertThat(run("map", "orientation", "--dt", "2ms").said()).isEqualTo(run("map", "orientation", "--dt", "0.002").said());
    assertThat(run("map", "orientation", "--dt", "fast").said()).contains("1ms, 500us");
  }

  @Test
  void forceReplacesAndPermissionsStay() throws IOException {
    Path other = Files.writeString(folder.resolve("letter.txt"), "mine");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
    assertThat(run("map", "orientation", "-o", other, "--force").code()).isEqualTo(ExitCode.DONE);
    assertThat(Files.size(other)).isGreaterThan(1000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other))).isEqualTo("rw-------");
  }

  @Test
  void aFullDiskIsNoFaultOfTheInput() {
    Ran ran = run("map", "orientation", "--report", "/dev/full");
    assertThat(ran.said()).contains("/dev/full: cannot be written (No space left on device)");
    assertThat(ran.code()).isEqualTo(ExitCode.TOOL_FAILED);
    assertThat(Path.of("/dev/full")).exists().satisfies(path -> assertThat(Files.isRegularFile(path)).isFalse());
  }

  @Test
  void aFullStdoutIsNoSuccess() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
      int code = new CommandRun(Verbs.all(), Map.of(), new PrintStream(full, false, StandardCharsets.UTF_8),
          new PrintStream(said, true, StandardCharsets.UTF_8), folder.resolve("bugs")).run("chips");
      assertThat(code).isEqualTo(ExitCode.TOOL_FAILED);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left"); // closing tries once more
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("cannot be written to stdout");
  }
}
