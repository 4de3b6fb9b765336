package spikelock.toolchain.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.lockstep.Comparison;
import spikelock.toolchain.random.CaseFiles;
import spikelock.toolchain.random.Coverage;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.random.Shrinker;
import spikelock.toolchain.rtl.RtlOptions;

/**
 * Random networks dealt to chips in rounds, one a chip and round: case number n = round * chips + chip has seed {@code seed + n}. The
 * chips are shared out among threads, each of which builds and runs its own. Stops at the first difference, makes that case small
 * and saves it. What a seed finds does not depend on the number of threads.
 */
public final class Soak implements AutoCloseable {
  private static final int SHRINK_CALLS = 3_000;
  private static final Duration SHRINK_LIMIT = Duration.ofSeconds(60);

  private static final Duration LONGEST_CASE = Duration.ofSeconds(20);

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

  /** One thread's chips and its next round. */
  private final class Worker {
    private final List<Chip> chips = new ArrayList<>();
    private int round;

    Void run(IntPredicate another) {
      for (; another.test(round); round++) {
        for (Chip chip : chips) {
          if (isOver()) {
            return null;
          }
          compare(chip, chip.images.generate(seed + (long) round * Soak.this.chips + chip.number));
        }
      }
      return null;
    }
  }

  private void compare(Chip chip, RandomCase subject) {
    Comparison result = chip.lockstep.compare(subject, coverage);
    count(result);
    if (!result.equal()) {
      report(shrunk(chip, subject, result));
    }
  }

  private synchronized void count(Comparison result) {
    totals = totals.plus(result);
    progress.accept(totals);
  }

  private synchronized void report(SoakFailure found) {
    if (failure.isEmpty()) {
      failure = Optional.of(found);
    }
  }

  private SoakFailure shrunk(Chip chip, RandomCase found, Comparison first) {
    RandomCase small = new Shrinker(c -> !chip.lockstep.compare(c).equal(), SHRINK_CALLS, SHRINK_LIMIT).shrink(found);
    Comparison again = small == found ? first : chip.lockstep.compare(small);
    return new SoakFailure(found, small, again.firstDifference().or(first::firstDifference).orElseThrow(), save(found, small));
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
   * Runs rounds as long as {@code another} says so, or until a case differs; may be called again for more.
   *
   * @param another asked with the number of every round before it begins, by several threads
   * @throws ToolException when a Verilog does not build, its process dies, or a failing case cannot be saved
   */
  public Optional<SoakFailure> run(IntPredicate another) {
    ExecutorService threads = Executors.newFixedThreadPool(workers.size(), Thread.ofPlatform().daemon().factory());
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (Worker worker : workers) {
        Callable<Void> task = () -> worker.run(another);
        running.add(threads.submit(task));
      }
      for (Future<Void> one : running) {
        await(one);
      }
    } finally {
      end(threads);
    }
    return failure;
  }

  /** A worker looks between cases; one that never ends its case is left behind. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(LONGEST_CASE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Future<Void> running) {
    try {
      running.get();
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

  @Override
  public void close() {
    workers.forEach(worker -> worker.chips.forEach(chip -> chip.lockstep.close()));
  }
}
