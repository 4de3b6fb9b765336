package spikelock.toolchain.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the current thread: what else the machine does does not count. */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** In nanoseconds, from any start. */
  public static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
