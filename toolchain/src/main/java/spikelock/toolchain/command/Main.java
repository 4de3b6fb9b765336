package spikelock.toolchain.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.toolchain.command.verb.Verbs;
import spikelock.toolchain.console.CommandRun;
import spikelock.toolchain.process.Cache;

/** The {@code spikelock} command. */
public final class Main {
  private static final Map<String, String> LAUNCHER_VERBS = launcherVerbs();

  private Main() {}

  /** The checkout's launcher names the verbs that it has itself. */
  private static Map<String, String> launcherVerbs() {
    Map<String, String> known = new LinkedHashMap<>();
    List<String> present = List.of(System.getenv().getOrDefault("SPIKELOCK_LAUNCHER_VERBS", "").split(","));
    if (present.contains("test")) {
      known.put("test", "run all tests of all modules");
    }
    if (present.contains("bench")) {
      known.put("bench", "measure speed");
    }
    return known;
  }

  /**
   * The command, to be run once inside this process.
   *
   * @param out the answer goes here
   * @param err everything else goes here
   */
  public static CommandRun command(PrintStream out, PrintStream err) {
    return new CommandRun(Verbs.all(), LAUNCHER_VERBS, out, err, Cache.path().resolve("bugs"));
  }

  public static void main(String... args) {
    CommandRun run = command(System.out, System.err);
    Runtime.getRuntime().addShutdownHook(new Thread(run::interrupt, "interrupt"));
    System.exit(run.run(args));
  }
}
