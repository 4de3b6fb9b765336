package spikelock.toolchain.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ctrl-C in a process of its own: exit code 130, children ended, partial output gone. */
class InterruptTest {
  @TempDir Path folder;

  /** Nothing to say. */
  record Waited() {}

  @Command(name = "wait", description = "waits for a child")
  static final class WaitVerb extends Verb {
    @Option(names = "-o", description = "where to write")
    private Path output = Path.of("");

    @Override
    public Group group() {
      return Group.CHECK;
    }

    @Override
    public List<String> examples() {
      return List.of("wait");
    }

    @Override
    public List<Class<? extends Record>> answers() {
      return List.of(Waited.class);
    }

    @Override
    public Answer run(Session session) throws Exception {
      Files.writeString(session.outputs().file(output, FileKind.TABLE), "part");
      Process child = new ProcessBuilder("sleep", "infinity").start();
      session.note("child " + child.pid());
      child.waitFor();
      return Answer.done(new Waited(), "");
    }
  }

  /** The command with that one verb. */
  static final class WaitMain {
    private WaitMain() {}

    public static void main(String... args) {
      CommandRun run = new CommandRun(List.of(new WaitVerb()), Map.of(), System.out, System.err, Path.of("bugs"));
      Runtime.getRuntime().addShutdownHook(new Thread(run::interrupt));
      System.exit(run.run(args));
    }
  }

  @Test
  void controlCEndsChildrenAndRemovesPartialOutput() throws Exception {
    // a shell that runs the tests in the background lets them ignore Ctrl-C, and what they start, too
    Process process = new ProcessBuilder("env", "--default-signal=INT",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-cp", System.getProperty("java.class.path"), WaitMain.class.getName(), "wait", "--json", "-o", folder.resolve("image.slk").toString()).start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String line = err.readLine();
      assertThat(line).startsWith("child ");
      ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("child ".length()))).orElseThrow();
      assertThat(folder.toFile().list()).hasSize(1);

      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();

      assertThat(process.waitFor()).isEqualTo(130);
      child.onExit().join();
      assertThat(folder).isEmptyDirectory();
      assertThat(err.readLine()).isEqualTo("spikelock: interrupted");
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"verb\":\"wait\",\"error\":{\"code\":130,").matches(text -> text.lines().count() == 1);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
