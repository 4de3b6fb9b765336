package spikelock.toolchain.command.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import spikelock.toolchain.console.CommandRun;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;

/** The help of every verb: a screen of what many need, and everything. */
class HelpTest {
  private static final int LINES = 45;
  private static final int COLUMNS = 100;
  @TempDir Path folder;

  @Test
  void everyOptionOfEveryVerbHasAHeading() {
    List<String> without = new ArrayList<>();
    int options = 0;
    for (Verb verb : Verbs.all()) {
      CommandSpec spec = new CommandLine(verb).getCommandSpec();
      for (OptionSpec option : spec.options()) {
        options++;
        Field field = (Field) option.userObject();
        if (!field.isAnnotationPresent(Under.class) && !field.getDeclaringClass().isAnnotationPresent(Under.class)) {
          without.add(spec.name() + " " + option.longestName());
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(options).isGreaterThan(200);
  }

  @Test
  void helpIsAScreen() {
    for (String verb : verbs()) {
      List<String> lines = help(verb, "--help").lines().toList();
      assertThat(lines).as(verb).hasSizeLessThanOrEqualTo(LINES).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
      assertThat(lines.getFirst()).startsWith("spikelock " + verb + " - ");
      assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("Usage: spikelock " + verb));
      assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("spikelock " + verb + " --help all: "));
      assertThat(lines).contains("Examples:", "Every verb:");
      assertThat(lines.getLast()).contains("130 interrupted");
    }
  }

  @Test
  void everyOptionFieldAndParameterIsInAllOfIt() {
    for (Verb verb : Verbs.all()) {
      CommandSpec spec = new CommandLine(verb).getCommandSpec();
      String page = help(spec.name(), "--help", "all");
      String words = page.replaceAll("\\s+", " ");
      for (OptionSpec option : spec.options()) {
        for (String name : option.names()) {
          assertThat(page).as(spec.name()).contains(option.negatable() ? name.replace("--", "--[no-]") : name);
        }
        for (String text : option.description()) {
          assertThat(words).as(spec.name()).contains(text.replaceAll("\\s+", " "));
        }
      }
      spec.positionalParameters().forEach(parameter -> assertThat(page).contains(parameter.paramLabel()));
      for (Class<? extends Record> answer : verb.answers()) {
        assertThat(page).as(spec.name()).contains("Fields of the JSON object");
        assertThat(answer.getRecordComponents()).as(answer.getName()).isNotEmpty();
      }
      assertThat(page.lines().toList()).as(spec.name()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
    }
  }

  @Test
  void theWaysToAskAreTheSame() {
    String some = help("run", "--help");
    assertThat(some).doesNotContain("--channel-order").contains("--input FILE", "more options");
    for (List<String> line : List.of(List.of("run", "-h"), List.of("help", "run"), List.of("--help", "run"), List.of("run", "orientation", "--help"),
        List.of("run", "--help", "orientation"), List.of("run", "--no-such-option", "--help"))) {
      assertThat(help(line.toArray(String[]::new))).as(line.toString()).isEqualTo(some);
    }
    String everything = help("run", "--help", "all");
    assertThat(everything).contains("--channel-order", "image_hash", "hops {n, e, s, w}").doesNotContain("more options");
    for (List<String> line : List.of(List.of("run", "-h", "all"), List.of("help", "run", "all"), List.of("help", "all", "run"), List.of("--help", "all", "run"),
        List.of("run", "orientation", "--help", "all"))) {
      assertThat(help(line.toArray(String[]::new))).as(line.toString()).isEqualTo(everything);
    }
    assertThat(help("help")).isEqualTo(help("--help")).isEqualTo(help("--help", "all")).isEqualTo(help()).startsWith("NAME");
  }

  @Test
  void whatIsCommonStandsFirst() {
    String everything = help("run", "--help", "all");
    assertThat(everything.indexOf("--input FILE")).isLessThan(everything.indexOf("--array"));
    assertThat(everything.indexOf("--chip CHIP")).isLessThan(everything.indexOf("--limit"));
    List<String> headings = everything.lines().filter(line -> List.of("The network:", "Its input:", "Mapping:", "Running:", "Output:", "Every verb:")
        .contains(line)).toList();
    assertThat(headings).containsExactly("The network:", "Its input:", "Mapping:", "Running:", "Output:", "Every verb:");
  }

  @Test
  void helpOfWhatIsNoVerbIsWrongInput() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(run(new ByteArrayOutputStream(), err, "help", "rnu")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown verb 'rnu'", "did you mean run?");
    err.reset();
    assertThat(run(new ByteArrayOutputStream(), err, "help", "test")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("spikelock test --help");
  }

  private static List<String> verbs() {
    return Verbs.all().stream().map(verb -> new CommandLine(verb).getCommandName()).toList();
  }

  private String help(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, new ByteArrayOutputStream(), arguments)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
    return new CommandRun(Verbs.all(), Map.of("test", "run all tests"), new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), folder).run(arguments);
  }
}
