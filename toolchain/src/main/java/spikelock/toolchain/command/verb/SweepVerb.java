package spikelock.toolchain.command.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.toolchain.command.answer.SweptAnswer;
import spikelock.toolchain.command.sweep.SweepFile;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.ExitCode;
import spikelock.toolchain.console.Failure;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;
import spikelock.toolchain.sweep.Grid;
import spikelock.toolchain.sweep.ResultCsv;
import spikelock.toolchain.sweep.ResultMerge;
import spikelock.toolchain.sweep.ResultStore;
import spikelock.toolchain.sweep.Shard;
import spikelock.toolchain.sweep.Summary;
import spikelock.toolchain.sweep.SweepPage;
import spikelock.toolchain.sweep.Sweeper;

/** {@code sweep}: one network in many settings. */
@Command(name = "sweep", customSynopsis = "spikelock sweep FILE.yaml|merge RESULTS.sqlite... [-o RESULTS.sqlite] [options]",
    description = "run a network in many settings: accuracy, energy, latency, cores, memory of each")
final class SweepVerb extends Verb {
  private static final String MERGE = "merge";

  @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE", description = {"What to sweep (guide/sweep.md), or merge and files of results.",
      "Axes: chip, mesh, sizes of a core, lanes, weight_bits, partition_seed, placement_seed, encoding, timesteps, encode_seed, clock_mhz, profile; every "
      + "combination is a point. With merge: shards of one sweep become one file."})
  private List<String> files = new ArrayList<>();

  @Common(1)
  @Under(Heading.OUTPUT)
  @Option(names = {"-o", "--output"}, paramLabel = "FILE.sqlite", description = {"The results; an earlier run's are continued.",
      "Default: FILE.sqlite here, for a shard FILE-2of8.sqlite. What is there stays and is not run again, however the run before ended."})
  private Path output;

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.TABLE)
  @Option(names = "--csv", paramLabel = "FILE.csv", description = "Write all results as a table too.")
  private Path csv;

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.PAGE)
  @Option(names = "--report", paramLabel = "FILE.html", description = {"Write a page: which settings are worth choosing among.",
      "Pareto fronts, what each axis does, what did not fit. One file, without scripts."})
  private Path report;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--shard", paramLabel = "N/OF", description = {"Run the N-th of OF equal parts, for many machines: 2/8.",
      "Each into a file of its own; merge joins them."})
  private String shard = "";

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--dry-run", description = "Say how many points there are; run and write nothing.")
  private boolean dry;

  @Under(Heading.RUNNING)
  @Option(names = "--threads", paramLabel = "N", description = "How many settings run at a time; results do not depend on it. Default: the machine's processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Group group() {
    return Group.CHECK;
  }

  @Override
  public List<String> examples() {
    return List.of("sweep braille.yaml --dry-run", "sweep braille.yaml --csv braille.csv --report braille.html",
        "sweep merge part1.sqlite part2.sqlite -o all.sqlite --report all.html", "sweep braille.yaml --shard 2/8 -o part2.sqlite");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(SweptAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    if (threads < 1) {
      throw new InputException("is " + threads + ", must be at least 1", "", "--threads", "");
    }
    if (files.getFirst().equals(MERGE)) {
      return merge(session, files.subList(1, files.size()).stream().map(Path::of).toList());
    }
    if (files.size() > 1) {
      throw new InputException("takes one file", "", "sweep", "to join results: spikelock sweep merge A.sqlite B.sqlite -o ALL.sqlite");
    }
    Path file = Path.of(files.getFirst());
    Shard part = shard.isEmpty() ? Shard.WHOLE : Shard.parse(shard);
    if (dry) {
      Grid grid = SweepFile.grid(file);
      int missing = new Sweeper(grid, null, new BitSet(), rows -> { }).missing(part);
      SweptAnswer counted = SweptAnswer.counted(grid, shard, missing);
      return Answer.done(counted, counted.text(List.of()));
    }
    SweepFile.Sweep sweep = SweepFile.read(file, session);
    Path results = output == null ? usual(file, part) : output;
    try (ResultStore store = ResultStore.open(results, sweep.definition())) {
      return sweep(session, sweep, store, part);
    }
  }

  private static Path usual(Path file, Shard part) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return Path.of(name + (part.isWhole() ? "" : "-" + part.number() + "of" + part.of()) + ".sqlite");
  }

  private Answer sweep(Session session, SweepFile.Sweep sweep, ResultStore store, Shard part) throws InterruptedException {
    Grid grid = sweep.definition().grid();
    AtomicInteger ran = new AtomicInteger();
    BitSet there = store.points();
    if (!there.isEmpty()) {
      session.note("note: " + there.cardinality() + " points are in " + store.file() + " already");
    }
    Sweeper sweeper;
    int missing;
    boolean interrupted = false;
    session.finishWhenInterrupted();
    int most = new Sweeper(grid, sweep.work(), there, rows -> { }).missing(part);
    try (Progress progress = session.progress("sweeping", most)) {
      sweeper = new Sweeper(grid, sweep.work(), there, rows -> {
        store.add(rows);
        progress.at(ran.addAndGet(rows.size()));
      });
      sweeper.run(part, threads);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    missing = most - ran.get();
    Answer answer = answer(session, store, ran.get(), missing);
    return interrupted ? answer.failing(new Failure(ExitCode.INTERRUPTED, "interrupted with " + missing + " points missing", "", "",
        "run the same again to go on")) : answer;
  }

  private Answer merge(Session session, List<Path> parts) {
    if (parts.isEmpty() || output == null) {
      throw new InputException(parts.isEmpty() ? "names no results" : "needs a file to write to", "", "sweep merge",
          "such as spikelock sweep merge part1.sqlite part2.sqlite -o all.sqlite");
    }
    if (dry || !shard.isEmpty()) {
      throw new InputException("is for running, not for merge", "", dry ? "--dry-run" : "--shard", "");
    }
    if (Files.exists(output)) {
      throw new InputException("exists already", output.toString(), "", "merge writes a new file: name another one with -o, or remove this one");
    }
    parts.forEach(part -> {
      if (parts.indexOf(part) != parts.lastIndexOf(part)) {
        throw new InputException("is named twice", part.toString(), "", "");
      }
    });
    try (Progress progress = session.progress("merging", 0); ResultStore merged = ResultMerge.of(parts, session.outputs().file(output, FileKind.RESULTS), progress::at)) {
      return answer(session, merged, 0, merged.definition().grid().points() - merged.points().cardinality());
    }
  }

  private Answer answer(Session session, ResultStore store, int ran, int missing) {
    Summary summary = Summary.of(store);
    if (csv != null) {
      ResultCsv.write(store, session.outputs().file(csv, FileKind.TABLE));
    }
    String name = Path.of(files.getLast()).getFileName().toString();
    if (report != null) {
      SweepPage.of(files.getFirst().equals(MERGE) ? output.getFileName().toString() : name, summary).write(session.outputs().file(report, FileKind.PAGE));
    }
    SweptAnswer found = SweptAnswer.of(summary, List.of((files.getFirst().equals(MERGE) ? output : store.file()).toString(), written(csv), written(report)),
        store.definition().hash(), shard, ran, missing);
    return Answer.done(found, found.text(summary.reasons()));
  }

  private static String written(Path file) {
    return Optional.ofNullable(file).map(Path::toString).orElse("");
  }
}
