package spikelock.toolchain.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.lockstep.Comparison;
import spikelock.toolchain.random.CaseFiles;
import spikelock.toolchain.random.Coverage;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.random.Shrinker;
import spikelock.toolchain.rtl.Loading;
import spikelock.toolchain.rtl.RtlOptions;

/**
 * Random networks dealt to chips in rounds, one a chip and round: case number n = round * chips + chip has seed {@code seed + n}. The
 * chips are shared out among threads, each of which builds and runs its own. Stops at the first difference, makes that case small
 * and saves it; stops, too, as soon as one thread cannot go on. What a seed finds does not depend on the number of threads.
 */
public final class Soak implements AutoCloseable {
  private static final int SHRINK_CALLS = 3_000;

  /** Clock cycles of the Verilog that may be spent on making a case small: about a minute's. */
  private static final long SHRINK_CYCLES = 20_000_000;

  /**
   * How long others are waited for when the soak is over. Who uses the command should not wait for a Verilog that never ends; nothing but
   * the end of the wait depends on it.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** Far above what a step of these chips can take, and soon enough over when the Verilog hangs. */
  private static final int MOST_CYCLES = 1_000_000;

  private final long seed;
  private final Path folder;
  private final int chips;
  private final List<Worker> workers = new ArrayList<>();
  private final Coverage coverage;
  private Consumer<SoakTotals> progress = totals -> { };
  private SoakTotals totals = SoakTotals.NONE;
  private Optional<SoakFailure> failure = Optional.empty();

  /**
   * @param makers of the networks, one for each chip; the chips' Verilog is built when their first case is dealt
   * @param options how
   * @param seed seed of the first case
   * @param folder where a case that differs is saved; created when it is needed
   * @param threads how many chips run at a time
   */
  public Soak(List<RandomImages> makers, RtlOptions options, long seed, Path folder, int threads) {
    this.seed = seed;
    this.folder = folder;
    this.chips = makers.size();
    this.coverage = new Coverage(makers);
    for (int w = 0; w < Math.min(threads, makers.size()); w++) {
      workers.add(new Worker());
    }
    for (int chip = 0; chip < makers.size(); chip++) {
      workers.get(chip % workers.size()).chips.add(
          new Chip(chip, makers.get(chip), new RandomLockstep(options.withMostCycles(MOST_CYCLES))));
    }
  }

  /** Is told after every case; never by two threads at once. */
  public Soak progress(Consumer<SoakTotals> listener) {
    this.progress = listener;
    return this;
  }

  private record Chip(int number, RandomImages images, RandomLockstep lockstep) {}

  /** One thread's chips, and how many cases it has run on them in turn. */
  private final class Worker {
    private final List<Chip> chips = new ArrayList<>();
    private long done;
    private volatile boolean running;

    Void run(LongPredicate another) {
      running = true;
      try {
        return cases(another);
      } finally {
        running = false;
      }
    }

    private Void cases(LongPredicate another) {
      while (!isOver()) {
        Chip chip = chips.get((int) (done % chips.size()));
        long number = done / chips.size() * Soak.this.chips + chip.number;
        if (!another.test(number)) {
          return null;
        }
        done++;
        compare(chip, number);
      }
      return null;
    }
  }

  private void compare(Chip chip, long number) {
    RandomCase subject = chip.images.generate(seed + number);
    Comparison result = chip.lockstep.compare(subject, coverage);
    count(result, chip.lockstep.isThroughPorts(subject));
    if (!result.equal()) {
      report(shrunk(chip, number, subject, result));
    }
  }

  private synchronized void count(Comparison result, boolean throughPorts) {
    totals = totals.plus(result, throughPorts);
    progress.accept(totals);
  }

  private synchronized void report(SoakFailure found) {
    if (failure.isEmpty()) {
      failure = Optional.of(found);
    }
  }

  private SoakFailure shrunk(Chip chip, long number, RandomCase found, Comparison first) {
    chip.lockstep.close(); // as somebody begins who has only this case's seed
    boolean alone = !chip.lockstep.compare(found).equal();
    // Most faults show sooner where nothing goes through the ports.
    Loading loading = chip.lockstep.compare(found, Loading.DIRECT).equal() ? Loading.AUTO : Loading.DIRECT;
    long[] cycles = {0};
    RandomCase small = new Shrinker(c -> {
      Comparison result = chip.lockstep.compare(c, loading);
      cycles[0] += result.cycles() + (result.firstDifference().filter(d -> d.kind().equals("stopped")).isPresent() ? MOST_CYCLES : 0);
      return !result.equal();
    }, SHRINK_CALLS, () -> cycles[0] < SHRINK_CYCLES).shrink(found);
    Comparison again = small == found ? first : chip.lockstep.compare(small);
    return new SoakFailure(number, chip.number, alone, found, small, again.firstDifference().or(first::firstDifference).orElseThrow(), save(found, small));
  }

  private Path save(RandomCase found, RandomCase small) {
    try {
      CaseFiles.save(Files.createDirectories(folder.resolve("as-found")), found);
      return CaseFiles.save(folder, small);
    } catch (IOException e) {
      throw new ToolException("the folder " + folder + " cannot be written: " + e.getMessage(), "", e);
    }
  }

  private synchronized boolean isOver() {
    return failure.isPresent() || Thread.currentThread().isInterrupted();
  }

  /**
   * Runs cases as long as {@code another} says so, or until one differs; may be called again for more.
   *
   * @param another asked with the number of every case before it is run, by several threads, each in rising order; it may look at the clock
   * @throws ToolException when a Verilog does not build, its process dies, or a failing case cannot be saved; at once, whatever the
   *     other threads are at
   */
  public Optional<SoakFailure> run(LongPredicate another) {
    ExecutorService threads = Executors.newFixedThreadPool(workers.size(), Thread.ofPlatform().daemon().factory());
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(threads);
      workers.forEach(worker -> running.submit(() -> worker.run(another)));
      for (int ended = 0; ended < workers.size(); ended++) {
        awaitNext(running);
      }
    } finally {
      end(threads);
    }
    return failure;
  }

  /** A worker looks between cases; one that does not end its case is left behind. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whichever ends next: the first that fails ends all. */
  private static void awaitNext(CompletionService<Void> running) {
    try {
      running.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** How much has been compared so far. */
  public synchronized SoakTotals totals() {
    return totals;
  }

  /** What the cases have shown. */
  public Coverage coverage() {
    return coverage;
  }

  /** What a worker that was left behind still uses stays open. */
  @Override
  public void close() {
    workers.stream().filter(worker -> !worker.running).forEach(worker -> worker.chips.forEach(chip -> chip.lockstep.close()));
  }
}
