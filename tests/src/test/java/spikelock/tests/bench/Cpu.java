package spikelock.tests.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the current thread: what else the machine does does not count. */
final class Cpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Cpu() {}

  static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
