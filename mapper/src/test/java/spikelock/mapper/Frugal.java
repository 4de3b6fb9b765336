package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a hostile file may cost: memory, which is counted, and not time, which depends on who else uses the machine. */
public final class Frugal {
  /** The readers' own limit is 256 MB at a time; what they make of it on the way is some copies of that. */
  private static final long MOST_BYTES = 4L << 30;

  private Frugal() {}

  /** Something that reads a file. */
  public interface Reading<T> {
    T read() throws Exception;
  }

  /** Reads on this thread and gives what was read; fails where that allocated too much. */
  public static <T> T frugally(Reading<T> reading, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      return reading.read();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(what, e);
    } finally {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as("bytes allocated for %s", what).isLessThan(MOST_BYTES);
    }
  }

  /** The same, of something that needs no name. */
  public static <T> T frugally(Reading<T> reading) {
    return frugally(reading, "a file");
  }
}
