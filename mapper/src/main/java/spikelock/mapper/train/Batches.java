package spikelock.mapper.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import spikelock.mapper.train.gradient.Gradient;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.SamplePass;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.Parameters;

/**
 * Runs samples on several threads. Samples are taken in groups of {@link #GROUP}, each group is summed in sample order by one thread, and
 * the groups' sums are added in their order: so the threads change no bit.
 */
final class Batches implements AutoCloseable {
  private static final int GROUP = 8;

  /** Groups that are summed before the next ones begin: they take the memory of so many sets of parameters. */
  private static final int WAVE = 16;

  private final SamplePass[] passes;
  private final Sums trained;
  private final Sums evaluated;
  private final Optional<ExecutorService> pool;

  Batches(Parameters parameters, PassOptions options, int threads) {
    passes = new SamplePass[threads];
    for (int i = 0; i < threads; i++) {
      passes[i] = new SamplePass(parameters, options);
    }
    trained = new Sums(IntStream.range(0, WAVE).mapToObj(g -> new Gradient(parameters)).toList(), new Gradient(parameters));
    evaluated = new Sums(IntStream.range(0, WAVE).mapToObj(g -> Gradient.evaluated(parameters)).toList(), Gradient.evaluated(parameters));
    pool = threads == 1 ? Optional.empty() : Optional.of(Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory()));
  }

  /** A wave's groups, and what they and the waves before add up to. */
  private record Sums(List<Gradient> groups, Gradient all) {}

  /** What is done with each sample of a batch. */
  private interface Task {
    void run(SamplePass pass, int position, Gradient into);
  }

  /**
   * Forward and back.
   *
   * @param numbers of the samples
   * @param dropout mixed with a sample's number to draw its silenced neurons; empty for none
   * @return the sums; owned by this, valid until the next call
   */
  Gradient train(Snapshot snapshot, float[][] operations, List<Sample> samples, int[] numbers, Optional<Long> dropout) throws InterruptedException {
    return run(trained, snapshot, operations, numbers.length, (pass, i, into) -> pass.train(samples.get(numbers[i]),
        dropout.map(seed -> new SplittableRandom(seed * 0x9E3779B97F4A7C15L + numbers[i])), into));
  }

  /**
   * Forward only.
   *
   * @param answers receives the answer to each sample
   */
  Gradient evaluate(Snapshot snapshot, List<Sample> samples, int[] numbers, int[] answers) throws InterruptedException {
    return run(evaluated, snapshot, new float[0][], numbers.length, (pass, i, into) -> answers[i] = pass.evaluate(samples.get(numbers[i]), into));
  }

  private Gradient run(Sums sums, Snapshot snapshot, float[][] operations, int count, Task task) throws InterruptedException {
    for (SamplePass pass : passes) {
      pass.use(snapshot, operations);
    }
    sums.all().clear();
    for (int from = 0; from < count; from += WAVE * GROUP) {
      int to = Math.min(count, from + WAVE * GROUP);
      wave(sums, from, to, task);
      for (int g = 0; g < groups(from, to); g++) {
        sums.all().add(sums.groups().get(g));
      }
    }
    return sums.all();
  }

  private static int groups(int from, int to) {
    return (to - from + GROUP - 1) / GROUP;
  }

  private void wave(Sums sums, int from, int to, Task task) throws InterruptedException {
    if (Thread.interrupted()) { // one thread never waits, and several may be done before they are waited for
      throw new InterruptedException("between samples");
    }
    AtomicInteger next = new AtomicInteger();
    if (pool.isEmpty()) {
      work(passes[0], sums, next, from, to, task);
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    for (SamplePass pass : passes) {
      running.add(pool.get().submit(() -> work(pass, sums, next, from, to, task)));
    }
    try {
      for (Future<?> one : running) {
        await(one);
      }
    } finally {
      next.set(WAVE); // on the way out by an exception: nobody may go on with the passes and sums
      running.forEach(Batches::settle);
    }
  }

  private static void work(SamplePass pass, Sums sums, AtomicInteger next, int from, int to, Task task) {
    for (int g = next.getAndIncrement(); g < groups(from, to); g = next.getAndIncrement()) {
      Gradient into = sums.groups().get(g);
      into.clear();
      for (int i = from + g * GROUP; i < Math.min(to, from + (g + 1) * GROUP); i++) {
        task.run(pass, i, into);
      }
    }
  }

  private static void await(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits for the end, whatever it is. */
  private static void settle(Future<?> one) {
    boolean interrupted = false;
    while (!one.isDone()) {
      try {
        one.get();
      } catch (ExecutionException e) {
        continue; // told by await, which came first
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pool.ifPresent(ExecutorService::shutdownNow);
  }
}
