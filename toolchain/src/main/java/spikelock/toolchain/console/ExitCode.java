package spikelock.toolchain.console;

/** The exit codes of the command, the same for every verb. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;
  /** A check failed: a divergence, a regression, timing missed. */
  public static final int CHECK_FAILED = 1;
  /** The input is wrong: a file, an option, or a network that does not fit. */
  public static final int INPUT_WRONG = 2;
  /** A tool, device or permission is missing or failed. */
  public static final int TOOL_FAILED = 3;
  /** A bug of ours. */
  public static final int BUG = 70;
  /** Interrupted; children ended, partial output removed. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
