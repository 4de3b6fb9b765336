package spikelock.emulator.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.engine.timing.TimingEngine;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;

/**
 * Runs timesteps with their timing on several threads. The function of a timestep needs the one before; its timing needs nothing but its
 * Step (Law 3). So the calling thread computes the function and runs ahead, by at most {@link #AHEAD} timesteps, while helpers time Steps
 * side by side; when it may not go further it times Steps, too. Records are given on the calling thread in the order of the timesteps.
 */
final class RunAhead {
  /** Steps that may be under way: they bound the memory. */
  static final int AHEAD = 16;

  /** Helpers that sleep are woken for so many Steps: for each alone it would cost more than timing a small one. */
  private static final int WORTH_WAKING = AHEAD / 2;

  /** How often a thread looks again before it sleeps. */
  private static final int LOOKS = 200;

  private final TimingEngine own;
  private final List<TimingEngine> helpers = new ArrayList<>();
  private final Step[] steps = new Step[AHEAD];
  private final StepRecord[] records = new StepRecord[AHEAD];

  /** What is computed of a timestep before its timing. */
  interface Function {
    /** Fills the step, and the record but for its times. */
    void step(int timestep, Step step, StepRecord record);
  }

  /**
   * For a chip.
   *
   * @param threads at least 2, the calling one included
   * @param engines gives a timing engine for each of them
   */
  RunAhead(ChipSpec spec, int threads, Supplier<? extends TimingEngine> engines) {
    own = engines.get();
    for (int helper = 1; helper < threads; helper++) {
      helpers.add(engines.get());
    }
    for (int slot = 0; slot < AHEAD; slot++) {
      steps[slot] = new Step(spec.tiles());
      records[slot] = new StepRecord(spec);
    }
  }

  /** Runs timesteps 0..count-1. */
  void run(int count, Function function, Target.Records given) {
    Run run = new Run();
    try (ExecutorService pool = Executors.newFixedThreadPool(helpers.size(), Thread.ofPlatform().daemon().name("timing-", 0).factory())) {
      helpers.forEach(engine -> pool.execute(() -> run.help(engine)));
      try {
        int next = 0; // whose record is given next
        for (int timestep = 0; timestep < count; timestep++) {
          if (timestep - next == AHEAD) {
            give(next++, run, given);
          }
          function.step(timestep, steps[timestep % AHEAD], records[timestep % AHEAD]);
          run.publish(timestep);
        }
        while (next < count) {
          give(next++, run, given);
        }
      } finally {
        run.end();
      }
    }
  }

  private void give(int timestep, Run run, Target.Records given) {
    run.complete(timestep);
    given.accept(timestep, records[timestep % AHEAD]);
  }

  /** The Step of a timestep that was run. */
  Step step(int timestep) {
    return steps[timestep % AHEAD];
  }

  /** What the threads of one run tell each other. */
  private final class Run {
    private final AtomicInteger claimed = new AtomicInteger(); // timesteps whose timing has begun
    private final AtomicIntegerArray timed = new AtomicIntegerArray(AHEAD); // [slot] 1 + the timestep whose timing is over
    private volatile int published; // timesteps whose Step is there
    private volatile boolean over;
    private volatile Throwable failure;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final AtomicInteger asleep = new AtomicInteger();
    private volatile int awaited = -1; // the timestep for which the calling thread waits

    void publish(int timestep) {
      published = timestep + 1;
      if (asleep.get() > 0 && isWorthWaking()) {
        tell();
      }
    }

    private boolean isWorthWaking() {
      return over || published - claimed.get() >= WORTH_WAKING;
    }

    private void tell() {
      lock.lock();
      try {
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void end() {
      over = true;
      tell();
    }

    /** What a helper does until the run is over. */
    void help(TimingEngine engine) {
      try {
        while (!over) {
          if (!timeOne(engine)) {
            sleepUnless(() -> published > claimed.get(), this::isWorthWaking);
          }
        }
      } catch (RuntimeException | Error e) {
        failure = e; // for the calling thread
        tell();
      }
    }

    /** Times the next Step that nobody has begun with, if there is one. */
    private boolean timeOne(TimingEngine engine) {
      int timestep = claimed.get();
      while (timestep < published && !claimed.compareAndSet(timestep, timestep + 1)) {
        timestep = claimed.get();
      }
      if (timestep >= published) {
        return false;
      }
      int slot = timestep % AHEAD;
      engine.time(steps[slot], records[slot]);
      timed.set(slot, timestep + 1);
      if (asleep.get() > 0 && timestep == awaited) {
        tell();
      }
      return true;
    }

    /** Returns when a timestep is timed; the calling thread helps meanwhile. */
    void complete(int timestep) {
      while (!isTimed(timestep)) {
        if (!timeOne(own)) {
          awaited = timestep;
          sleepUnless(() -> isTimed(timestep), () -> isTimed(timestep) || failure != null);
        }
        if (failure != null) {
          throw new IllegalStateException("the timing failed", failure);
        }
      }
    }

    private boolean isTimed(int timestep) {
      return timed.get(timestep % AHEAD) == timestep + 1;
    }

    /** Returns soon when there is something to do, else sleeps until it is worth it. */
    private void sleepUnless(Check something, Check enough) {
      for (int look = 0; look < LOOKS; look++) {
        if (something.holds() || over) {
          return;
        }
        Thread.onSpinWait();
      }
      lock.lock();
      try {
        asleep.incrementAndGet();
        while (!enough.holds()) {
          news.awaitUninterruptibly();
        }
      } finally {
        asleep.decrementAndGet();
        lock.unlock();
      }
    }
  }

  /** Something that another thread may make true. */
  private interface Check {
    boolean holds();
  }
}
