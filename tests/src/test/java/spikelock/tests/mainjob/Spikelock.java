package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import spikelock.toolchain.command.Main;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command inside this process. */
final class Spikelock {
  private Spikelock() {}

  /** What a run of the command left behind. */
  record Said(int code, String out, String err) {

    /** The one JSON object on stdout. */
    JsonNode json() {
      assertThat(out).as(err).startsWith("{").endsWith("}\n");
      return JsonMapper.shared().readTree(out);
    }

    List<String> fields() {
      return List.copyOf(json().propertyNames());
    }
  }

  static Said run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.command(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed. */
  static JsonNode json(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    Said said = run(all.toArray());
    assertThat(said.code()).as(said.err() + said.out()).isZero();
    return said.json();
  }

  /** A file or folder of the shared data; the test is skipped where there is none. */
  static Path shared(String name) {
    String root = System.getenv().getOrDefault("SPIKELOCK_SHARED", "");
    Path file = Path.of(root).resolve(name);
    assumeTrue(!root.isEmpty() && Files.exists(file), "SHARED: set SPIKELOCK_SHARED to the folder that holds " + name);
    return file;
  }

  /** A file that record.py of the mapper's tests wrote: networks of frameworks, their input and their answers. */
  static Path recorded(String name) {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("mapper/src/test/resources/spikelock/mapper/recorded")
        .resolve(name);
  }

  /** Skips the test where there is no Verilator. */
  static void needsVerilator() {
    needs("verilator");
  }

  /** Skips the test where one of these programs is missing. */
  static void needs(String... tools) {
    for (String tool : tools) {
      assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
          "TOOL: " + tool + " is not installed");
    }
  }

  /** Changes an emitted project. */
  static void plant(Path project, String file, String from, String to) throws IOException {
    Path path = project.resolve("rtl").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  /** A lockstep that ended in a difference says so in its fields, in one sentence and by its exit code. */
  static void assertDifferent(Said said) {
    JsonNode first = said.json().get("first_difference");
    System.out.println(said.err().lines().filter(line -> line.startsWith("spikelock:")).toList() + " " + first);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.json().get("equal").asBoolean()).isFalse();
    assertThat(said.json().get("error").get("code").asInt()).isEqualTo(1);
    assertThat(first.propertyNames()).containsExactly("sample", "timestep", "cycle", "kind", "tile", "where", "field", "expected", "actual",
        "others", "events");
    assertThat(first.get("expected")).isNotEqualTo(first.get("actual"));
    assertThat(said.err()).contains("first difference: sample ", "emulator " + first.get("expected") + ", rtl " + first.get("actual"));
  }
}
