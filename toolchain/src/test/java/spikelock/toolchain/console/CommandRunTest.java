package spikelock.toolchain.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.ToolException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandRunTest {
  @TempDir Path temporary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** An answer. */
  private record Mapped(@Means("how many cores, 100 % of them") int cores) {}

  /** An answer of a check. */
  private record Compared(boolean equal) {}

  /** An answer without fields. */
  private record Nothing() {}

  /** What the verb under test does. */
  private interface Work {
    Answer run(Session session) throws Exception;
  }

  @Command(name = "map", description = "maps a network")
  private static final class MapVerb extends Verb {
    private final Work work;

    @Option(names = "--chip", required = true, description = "the chip")
    private String chip = "";

    @Option(names = "--seed", description = "the seed")
    private long seed;

    MapVerb(Work work) {
      this.work = work;
    }

    @Override
    public Group group() {
      return Group.NETWORK;
    }

    @Override
    public List<String> examples() {
      return List.of("map --chip core-1");
    }

    @Override
    public List<Class<? extends Record>> answers() {
      return List.of(Mapped.class);
    }

    @Override
    public Answer run(Session session) throws Exception {
      session.detail("chip " + chip + " seed " + seed);
      return work.run(session);
    }
  }

  @Test
  void answerGoesToStdoutAsTextOrAsOneObject() throws Exception {
    Work work = session -> Answer.done(new Mapped(4), "4 cores");

    assertThat(run(work, "map", "--chip", "core-1")).isZero();
    assertThat(text(out)).isEqualTo("4 cores\n");

    assertThat(run(work, "map", "--chip", "core-1", "--json")).isZero();
    assertThat(text(out)).isEqualTo("{\"schema\":\"spikelock/result/1\",\"version\":\"development\",\"verb\":\"map\",\"cores\":4}\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void wrongInputExitsWithTwo() throws Exception {
    Work work = session -> {
      throw new InputException("70000 does not fit", "net.yaml", "hidden", "lower it");
    };

    assertThat(run(work, "map", "--chip", "core-1", "--json")).isEqualTo(2);
    assertThat(error()).isEqualTo(Map.of("code", 2, "message", "70000 does not fit", "file", "net.yaml", "where", "hidden", "hint", "lower it"));
    assertThat(text(err)).isEqualTo("spikelock: net.yaml: hidden: 70000 does not fit\n  lower it\n");
  }

  @Test
  void failedToolsAndFilesExitWithThree() throws Exception {
    assertThat(run(session -> {
      throw new ToolException("verilator is not installed", "install it");
    }, "map", "--chip", "c")).isEqualTo(3);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).isEqualTo("spikelock: verilator is not installed\n  install it\n");

    assertThat(run(session -> {
      throw new NoSuchFileException("gone.npy");
    }, "map", "--chip", "c")).isEqualTo(3);
    assertThat(text(err)).isEqualTo("spikelock: gone.npy: no such file or folder\n");
  }

  @Test
  void failedCheckKeepsItsFields() throws Exception {
    assertThat(run(session -> Answer.checkFailed(new Compared(false), "DIFFERENT", "outputs differ"), "map", "--chip", "c", "--json")).isEqualTo(1);

    JsonNode object = JsonMapper.shared().readTree(text(out));
    assertThat(object.get("equal").asBoolean()).isFalse();
    assertThat(object.get("error").get("code").asInt()).isEqualTo(1);
  }

  @Test
  void bugIsOneLineAndItsTraceIsInAFile() throws Exception {
    Work work = session -> {
      throw new IllegalStateException("walk is lost");
    };

    assertThat(run(work, "map", "--chip", "core-1")).isEqualTo(70);
    assertThat(text(out)).isEmpty();
    assertThat(text(err).lines()).hasSize(1);
    assertThat(text(err)).contains("walk is lost", "please report it");
    try (var reports = Files.list(temporary.resolve("bugs"))) {
      assertThat(Files.readString(reports.findFirst().orElseThrow())).contains("command: spikelock map --chip core-1", "CommandRunTest");
    }
  }

  @Test
  void exhaustedStackIsABugAndExhaustedMemoryIsNot() throws Exception {
    assertThat(run(session -> {
      throw new StackOverflowError();
    }, "map", "--chip", "c", "--json")).isEqualTo(70);
    assertThat(error()).containsEntry("code", 70);

    assertThat(run(session -> {
      throw new OutOfMemoryError("heap");
    }, "map", "--chip", "c", "--json")).isEqualTo(3);
    assertThat((String) error().get("hint")).contains("-Xmx");
  }

  @Test
  void stackTraceIsForVerboseOnly() throws Exception {
    Work work = session -> {
      throw new ToolException("no", "");
    };
    run(work, "map", "--chip", "c");
    assertThat(text(err)).doesNotContain("at spikelock");
    run(work, "map", "--chip", "c", "--verbose");
    assertThat(text(err)).contains("at spikelock", "chip c seed 0");
  }

  @Test
  void wrongOptionsNameTheNearMiss() throws Exception {
    Work work = session -> Answer.done(new Nothing(), "");

    assertThat(run(work, "mpa", "--json")).isEqualTo(2);
    assertThat(error().get("message")).isEqualTo("unknown verb 'mpa'");
    assertThat((String) error().get("hint")).contains("did you mean map?");

    assertThat(run(work, "map", "--chpi", "c")).isEqualTo(2);
    assertThat(text(err)).contains("--chip");

    assertThat(run(work, "map", "--chip", "c", "--sed", "3")).isEqualTo(2);
    assertThat(text(err)).contains("unknown option '--sed' of map", "did you mean --seed?");

    assertThat(run(work, "map", "--chip", "c", "--seed", "many")).isEqualTo(2);
    assertThat(text(err)).contains("--seed", "many").doesNotContain("did you mean");

    assertThat(run(work, "tset")).isEqualTo(2);
    assertThat(text(err)).contains("did you mean test?");

    assertThat(run(work, "zzzzzz")).isEqualTo(2);
    assertThat(text(err)).doesNotContain("did you mean");
  }

  @Test
  void outputsAppearOnSuccessAndVanishOnFailure() throws Exception {
    Path target = temporary.resolve("image.slk");
    run(session -> {
      Files.writeString(session.outputs().file(target, FileKind.TABLE), "1,2");
      assertThat(target).doesNotExist();
      return Answer.done(new Nothing(), "");
    }, "map", "--chip", "c");
    assertThat(target).hasContent("1,2");

    run(session -> {
      Files.writeString(session.outputs().file(target, FileKind.TABLE), "newer");
      throw new InputException("no");
    }, "map", "--chip", "c");
    assertThat(target).hasContent("1,2");
    assertThat(temporary.toFile().list()).containsExactly("image.slk");
  }

  @Test
  void overviewAndHelpListWhatThereIs() throws Exception {
    Work work = session -> Answer.done(new Nothing(), "");

    assertThat(run(work, "--help")).isZero();
    assertThat(text(out)).contains("NAME", "NETWORKS AND CHIPS", "map          maps a network", "test         runs tests", "EXIT CODES");
    String overview = text(out);
    assertThat(run(work)).isZero();
    assertThat(text(out)).isEqualTo(overview);

    assertThat(run(work, "map", "--help")).isZero();
    assertThat(text(out)).contains("Usage: spikelock map --chip", "--json", "Examples:", "spikelock map --chip core-1", "--help all", "Exit codes:").doesNotContain("100 % of them");

    assertThat(run(work, "map", "--help", "all")).isZero();
    assertThat(text(out)).contains("--seed", "cores", "100 % of them");

    assertThat(run(work, "--version")).isZero();
    assertThat(text(out)).isEqualTo("spikelock development\n");
  }

  @Test
  void interruptionAnswersOnceAndTakesPartialOutputAway() throws Exception {
    CommandRun[] runs = new CommandRun[1];
    Work work = session -> {
      Path partial = session.outputs().file(temporary.resolve("image.slk"), FileKind.TABLE);
      Files.writeString(partial, "part");
      runs[0].interrupt();
      assertThat(partial).doesNotExist();
      return Answer.done(new Mapped(4), "");
    };
    runs[0] = command(work);
    runs[0].run("map", "--chip", "c", "--json");

    assertThat(text(out).lines()).hasSize(1);
    assertThat(error()).containsEntry("code", 130);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void anEndedRunCannotBeInterrupted() throws Exception {
    CommandRun run = command(session -> Answer.done(new Nothing(), "4 cores"));
    run.run("map", "--chip", "c");
    run.interrupt();

    assertThat(text(out)).isEqualTo("4 cores\n");
    assertThat(text(err)).isEmpty();
  }

  private CommandRun command(Work work) {
    out.reset();
    err.reset();
    return new CommandRun(List.of(new MapVerb(work)), Map.of("test", "runs tests"), new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), temporary.resolve("bugs"));
  }

  private int run(Work work, String... arguments) {
    return command(work).run(arguments);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> error() {
    assertThat(text(out).lines()).hasSize(1);
    return JsonMapper.shared().convertValue(JsonMapper.shared().readTree(text(out)).get("error"), Map.class);
  }
}
