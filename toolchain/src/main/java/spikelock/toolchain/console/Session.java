package spikelock.toolchain.console;

import java.io.PrintStream;

/** What a running verb may use of the outside: progress and notes on stderr, and output files. */
public final class Session {
  private final PrintStream err;
  private final boolean verbose;
  private final OutputFiles outputs;
  private final Finishing finishing;

  Session(PrintStream err, boolean verbose, OutputFiles outputs, Finishing finishing) {
    this.err = err;
    this.verbose = verbose;
    this.outputs = outputs;
    this.finishing = finishing;
  }

  /**
   * From now on Ctrl-C interrupts the thread that calls this instead of ending the verb, which then has a minute to give its answer: with
   * what it has so far, and {@link ExitCode#INTERRUPTED}.
   */
  public void finishWhenInterrupted() {
    finishing.by(Thread.currentThread());
  }

  /** Files that appear when the verb has succeeded and are gone without a trace when it has not. */
  public OutputFiles outputs() {
    return outputs;
  }

  /**
   * Progress of one piece of work, on stderr and only when it takes long.
   *
   * @param what what is being done, such as {@code emulating}
   * @param total how many units there are, or 0 when nobody knows
   */
  public Progress progress(String what, long total) {
    return new Progress(err, Terminal.isStderr(), System::nanoTime, what, total);
  }

  /** One line on stderr that the user should see: an assumption, a repair. */
  public void note(String line) {
    err.println(line);
  }

  /** One line on stderr that is shown with {@code --verbose} only. */
  public void detail(String line) {
    if (verbose) {
      err.println(line);
    }
  }
}
