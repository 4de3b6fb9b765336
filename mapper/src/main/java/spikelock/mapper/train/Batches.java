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

  private final Parameters parameters;
  private final SamplePass[] passes;
  private final List<Gradient> groups = new ArrayList<>();
  private final Gradient sum;
  private final Optional<ExecutorService> pool;

  Batches(Parameters parameters, PassOptions options, int threads) {
    this.parameters = parameters;
    passes = new SamplePass[threads];
    for (int i = 0; i < threads; i++) {
      passes[i] = new SamplePass(parameters, options);
    }
    sum = new Gradient(parameters);
    pool = threads == 1 ? Optional.empty() : Optional.of(Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory()));
  }

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
    return run(snapshot, operations, numbers.length, (pass, i, into) -> pass.train(samples.get(numbers[i]),
        dropout.map(seed -> new SplittableRandom(seed * 0x9E3779B97F4A7C15L + numbers[i])), into));
  }

  /**
   * Forward only.
   *
   * @param answers receives the answer to each sample
   */
  Gradient evaluate(Snapshot snapshot, List<Sample> samples, int[] numbers, int[] answers) throws InterruptedException {
    return run(snapshot, new float[0][], numbers.length, (pass, i, into) -> answers[i] = pass.evaluate(samples.get(numbers[i]), into));
  }

  private Gradient run(Snapshot snapshot, float[][] operations, int count, Task task) throws InterruptedException {
    int needed = (count + GROUP - 1) / GROUP;
    while (groups.size() < needed) {
      groups.add(new Gradient(parameters));
    }
    for (SamplePass pass : passes) {
      pass.use(snapshot, operations);
    }
    AtomicInteger next = new AtomicInteger();
    if (pool.isEmpty()) {
      work(passes[0], next, needed, count, task);
    } else {
      List<Future<?>> running = new ArrayList<>();
      for (SamplePass pass : passes) {
        running.add(pool.get().submit(() -> work(pass, next, needed, count, task)));
      }
      for (Future<?> one : running) {
        await(one);
      }
    }
    sum.clear();
    for (int g = 0; g < needed; g++) {
      sum.add(groups.get(g));
    }
    return sum;
  }

  private void work(SamplePass pass, AtomicInteger next, int needed, int count, Task task) {
    for (int g = next.getAndIncrement(); g < needed; g = next.getAndIncrement()) {
      Gradient into = groups.get(g);
      into.clear();
      for (int i = g * GROUP; i < Math.min(count, (g + 1) * GROUP); i++) {
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

  @Override
  public void close() {
    pool.ifPresent(ExecutorService::shutdownNow);
  }
}
