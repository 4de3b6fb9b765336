package spikelock.toolchain.console;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A verb that keeps what it has when Ctrl-C is pressed. */
final class Finishing {
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<Thread> verb = Optional.empty();

  /** The verb runs on this thread, and finishes when that is interrupted. */
  void by(Thread thread) {
    verb = Optional.of(thread);
  }

  /** The verb has given its answer. */
  void end() {
    ended.countDown();
  }

  /** Interrupts the verb, if it wants to finish, and waits for its answer, so many seconds at most. */
  void interrupt(long seconds) {
    if (verb.isEmpty()) {
      return;
    }
    verb.get().interrupt();
    try {
      if (!ended.await(seconds, TimeUnit.SECONDS)) {
        verb = Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
