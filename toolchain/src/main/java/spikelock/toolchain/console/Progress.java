package spikelock.toolchain.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows how far a piece of work is. Silent for the first two seconds; then a bar that redraws itself on a terminal, or
 * a line every ten seconds elsewhere. Cheap enough to be told every timestep. Used by one thread.
 */
public final class Progress implements AutoCloseable {
  private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(2);
  private static final long REDRAW_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_NS = TimeUnit.SECONDS.toNanos(10);
  private static final int BAR_WIDTH = 30;

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier clock;
  private final String what;
  private final long total;
  private final long startNs;
  private long nextNs;
  private boolean drawn;

  Progress(PrintStream err, boolean terminal, LongSupplier clock, String what, long total) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.what = what;
    this.total = total;
    startNs = clock.getAsLong();
    nextNs = startNs + SILENT_NS;
  }

  /** {@code done} units are finished. */
  public void at(long done) {
    at(done, "");
  }

  /** {@code done} units are finished; {@code detail} is shown behind the bar. */
  public void at(long done, String detail) {
    long nowNs = clock.getAsLong();
    if (nowNs - nextNs < 0) {
      return;
    }
    nextNs = nowNs + (terminal ? REDRAW_NS : LINE_NS);
    String line = line(done, detail, nowNs - startNs);
    if (terminal) {
      err.print("\r\u001b[K" + line);
      err.flush();
      drawn = true;
    } else {
      err.println(line);
    }
  }

  private String line(long done, String detail, long elapsedNs) {
    StringBuilder line = new StringBuilder(what);
    if (total > 0) {
      long shown = Math.clamp(done, 0, total);
      if (terminal) {
        int filled = (int) (BAR_WIDTH * (double) shown / total);
        line.append(" [").repeat('#', filled).repeat('.', BAR_WIDTH - filled).append(']');
      }
      line.append(String.format(Locale.ROOT, " %3d %% (%d of %d)", (int) (100.0 * shown / total), shown, total));
      if (shown > 0) {
        line.append(", ").append(duration((long) (elapsedNs * ((double) (total - shown) / shown)))).append(" left");
      }
    } else {
      line.append(" (").append(done).append(", ").append(duration(elapsedNs)).append(')');
    }
    return detail.isEmpty() ? line.toString() : line.append(", ").append(detail).toString();
  }

  private static String duration(long ns) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(ns);
    return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }
}
