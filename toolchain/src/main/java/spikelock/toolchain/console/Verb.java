package spikelock.toolchain.console;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * One verb of the command. A subclass carries Picocli's {@code @Command} (name, one-line description) and its own
 * options; the common ones are here.
 */
public abstract class Verb {
  /** The sections of the overview, in its order. */
  public enum Group {
    WHOLE_WAY("The whole way"),
    LOOK("Look around"),
    NETWORK("Networks and chips"),
    CHECK("Run and check");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  @Mixin private final CommonOptions common = new CommonOptions();

  /** Where the overview lists this verb. */
  public abstract Group group();

  /** Command lines worth trying, without the leading {@code spikelock}; at least one. */
  public abstract List<String> examples();

  /** Headings whose options only {@code --help all} has, although many need them of other verbs. */
  public Set<Heading> rare() {
    return Set.of();
  }

  /** The forms of its answer; most verbs have one. Their components are the JSON fields. */
  public abstract List<Class<? extends Record>> answers();

  /**
   * Does the work.
   *
   * @throws spikelock.emulator.error.InputException when the input is wrong: exit code 2
   * @throws spikelock.emulator.error.ToolException when a tool is missing or failed: exit code 3
   * @throws java.io.IOException when reading or writing fails: exit code 3
   */
  public abstract Answer run(Session session) throws Exception;

  /** What the user calls it. */
  final String name() {
    return getClass().getAnnotation(Command.class).name();
  }

  /** In one line. */
  final String description() {
    return getClass().getAnnotation(Command.class).description()[0];
  }

  final CommonOptions common() {
    return common;
  }
}
