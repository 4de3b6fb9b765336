package spikelock.toolchain.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.FileBudget;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.ReadFiles;

/**
 * One run of the command: reads the arguments, runs the verb and gives exactly one answer, whatever happens. The
 * verb's own thread and the one that ends an interrupted program may race for that answer; the first has it.
 */
public final class CommandRun {
  private static final long CHILD_GRACE_MS = 2000;
  private static final long FINISH_GRACE_S = 60;
  private static final List<String> VERSION = List.of("-V", "--version");

  private final Map<String, Verb> verbs = new LinkedHashMap<>();
  private final Map<String, String> launcherVerbs;
  private final PrintStream out;
  private final PrintStream err;
  private final Path bugs;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final ReadFiles inputs = new ReadFiles();
  private final OutputFiles outputs = new OutputFiles(inputs);
  private final Finishing finishing = new Finishing();
  private List<String> arguments = List.of();

  /**
   * @param verbs the verbs of the command, in the order of the overview
   * @param launcherVerbs verbs that the overview lists but somebody else runs: name to description
   * @param out the answer goes here
   * @param err everything else goes here
   * @param bugs folder for the reports of our own bugs; created when needed
   */
  public CommandRun(List<Verb> verbs, Map<String, String> launcherVerbs, PrintStream out, PrintStream err, Path bugs) {
    this.launcherVerbs = new LinkedHashMap<>(launcherVerbs);
    this.out = out;
    this.err = err;
    this.bugs = bugs;
    verbs.forEach(verb -> this.verbs.put(verb.name(), verb));
  }

  /** Runs to the end and returns the exit code; throws nothing. */
  public int run(String... args) {
    arguments = List.of(args);
    String verb = arguments.stream().filter(argument -> !argument.startsWith("-")).findFirst().orElse("");
    boolean json = arguments.contains("--json");
    boolean verbose = arguments.contains("--verbose");
    try {
      Optional<HelpRequest> help = HelpRequest.in(arguments);
      if (help.isPresent()) {
        return print(help(help.get()));
      }
      if (arguments.isEmpty()) {
        return print(overview());
      }
      if (VERSION.contains(arguments.getFirst())) {
        return print("spikelock " + Version.current());
      }
      // Of the other verbs Picocli need not know: asking every one for its options takes longer than most runs.
      Verb chosen = chosen(arguments.getFirst());
      ParseResult parsed = new CommandLine(chosen).parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
      verbose = chosen.common().verbose;
      json = chosen.common().json;
      if (chosen.common().force) {
        outputs.force();
      }
      NamedFiles named = NamedFiles.of(parsed);
      named.inputs().forEach(inputs::add);
      named.outputs().forEach((file, kinds) -> outputs.check(file, FileKind.of(file, kinds)));
      named.outputs().forEach(FileKind::requireName);
      Session session = new Session(err, verbose, outputs, finishing);
      Long memory = chosen.common().fileMemory;
      Answer answer = inputs.during(() -> memory == null ? chosen.run(session) : FileBudget.allowing(memory, () -> chosen.run(session)));
      outputs.commit();
      return answer(verb, json, answer);
    } catch (ParameterException e) {
      return fail(verb, json, verbose, e, wrongArguments(e));
    } catch (Throwable e) {
      Failure failure = Failure.of(e);
      return fail(verb, json, verbose, e, failure.code() == ExitCode.BUG ? reported(failure, e) : outputs.named(failure));
    } finally {
      outputs.close();
      finishing.end();
    }
  }

  private String overview() {
    return HelpPage.overview(verbs.values(), launcherVerbs).stripTrailing();
  }

  private String help(HelpRequest wanted) {
    if (wanted.verb().isEmpty()) {
      return overview();
    }
    String verb = wanted.verb().get();
    if (!verbs.containsKey(verb) && launcherVerbs.containsKey(verb)) {
      throw new InputException("is done by the checkout itself", "", verb, "spikelock " + verb + " --help explains it");
    }
    return VerbHelp.page(new CommandLine(chosen(verb)).getCommandSpec(), wanted.all());
  }

  private Verb chosen(String word) {
    Verb chosen = verbs.get(word);
    if (chosen == null) {
      throw new InputException("unknown " + (word.startsWith("-") ? "option" : "verb") + " '" + word + "'", "", "",
          NearMiss.of(word, topLevelWords()).map(near -> "did you mean " + near + "?\n").orElse("") + "spikelock --help shows what there is");
    }
    return chosen;
  }

  /**
   * Ends an interrupted run: lets a verb that wants to finish by itself do so; otherwise removes partial output, ends children, says so.
   * Does nothing when the answer is out.
   * Meant for a shutdown hook; the JVM's own exit code for Ctrl-C is 130.
   */
  public void interrupt() {
    finishing.interrupt(FINISH_GRACE_S);
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    outputs.close();
    endChildren();
    Failure failure = new Failure(ExitCode.INTERRUPTED, "interrupted", "", "", "");
    if (arguments.contains("--json")) {
      String verb = arguments.stream().filter(argument -> !argument.startsWith("-")).findFirst().orElse("");
      out.println(Envelope.json(Version.current(), verb, Answer.failed(failure)));
      out.flush();
    }
    err.println("spikelock: interrupted");
    err.flush();
  }

  private static void endChildren() {
    List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
    children.forEach(ProcessHandle::destroy);
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CHILD_GRACE_MS);
    for (ProcessHandle child : children) {
      try {
        child.onExit().get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (Exception e) {
        child.destroyForcibly();
      }
    }
  }

  private int print(String text) {
    return !answered.compareAndSet(false, true) || isPrinted(text) ? ExitCode.DONE : ExitCode.TOOL_FAILED;
  }

  /** Prints the answer; says so on stderr when that fails, as on a full disk. */
  private boolean isPrinted(String text) {
    out.println(text);
    if (out.checkError()) {
      err.println("spikelock: the answer cannot be written to stdout: the disk may be full, or nobody reads it");
      return false;
    }
    return true;
  }

  private int answer(String verb, boolean json, Answer answer) {
    int code = answer.failure().map(Failure::code).orElse(ExitCode.DONE);
    if (answered.compareAndSet(false, true)) {
      String text = json ? Envelope.json(Version.current(), verb, answer) : answer.text();
      if (!text.isEmpty() && !isPrinted(text)) {
        return code == ExitCode.DONE ? ExitCode.TOOL_FAILED : code;
      }
      answer.failure().ifPresent(failure -> err.println("spikelock: " + failure.describe()));
    }
    return code;
  }

  private int fail(String verb, boolean json, boolean verbose, Throwable thrown, Failure failure) {
    if (verbose && !answered.get()) {
      thrown.printStackTrace(err);
    }
    return answer(verb, json, Answer.failed(failure));
  }

  private Failure reported(Failure bug, Throwable thrown) {
    try {
      Path report = BugReport.write(bugs, thrown, Version.current(), arguments);
      return new Failure(bug.code(), bug.message() + "; this is a bug: please report it with " + report, "", "", "");
    } catch (IOException e) {
      thrown.printStackTrace(err);
      return new Failure(bug.code(), bug.message() + "; this is a bug: please report it with the trace above", "", "", "");
    }
  }

  private Failure wrongArguments(ParameterException e) {
    String verb = e.getCommandLine().getCommandName();
    List<String> hints = new ArrayList<>();
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      message = "unknown " + (word.startsWith("-") ? "option" : "argument") + " '" + word + "' of " + verb;
      NearMiss.of(word, options(e.getCommandLine())).ifPresent(near -> hints.add("did you mean " + near + "?"));
    }
    hints.add("spikelock " + verb + " --help shows what there is");
    return new Failure(ExitCode.INPUT_WRONG, message, "", "", String.join("\n", hints));
  }

  private static List<String> options(CommandLine line) {
    return List.copyOf(line.getCommandSpec().optionsMap().keySet());
  }

  private List<String> topLevelWords() {
    List<String> words = new ArrayList<>(verbs.keySet());
    words.addAll(launcherVerbs.keySet());
    words.add(HelpRequest.WORD);
    words.addAll(HelpRequest.OPTIONS);
    words.addAll(VERSION);
    return words;
  }
}
