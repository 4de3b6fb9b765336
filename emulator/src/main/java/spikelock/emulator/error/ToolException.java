package spikelock.emulator.error;

/** Another program, a device or a permission is missing or failed. The command exits with 3. */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param message what failed, with the tool's name
   * @param hint what to do, or the empty string
   */
  public ToolException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public ToolException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
