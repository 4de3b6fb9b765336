package spikelock.emulator.error;

/**
 * The user's input is wrong: a file, an option, or a network that does not fit. The command prints it without a
 * stack trace and exits with 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String where;
  private final String hint;

  /**
   * @param message what is wrong, in one sentence without a full stop
   * @param file the file it is in, or the empty string
   * @param where the place inside the file (layer, field, line), or the empty string
   * @param hint what to do about it, or the empty string
   */
  public InputException(String message, String file, String where, String hint) {
    super(message);
    this.file = file;
    this.where = where;
    this.hint = hint;
  }

  /** A problem that is not tied to a file. */
  public InputException(String message) {
    this(message, "", "", "");
  }

  /** The same problem, found while reading {@code outer}; a file that is already named is kept. */
  public InputException in(String outer) {
    return file.isEmpty() ? withCause(new InputException(getMessage(), outer, where, hint), this) : this;
  }

  private static InputException withCause(InputException created, InputException cause) {
    created.initCause(cause);
    return created;
  }

  public String file() {
    return file;
  }

  public String where() {
    return where;
  }

  public String hint() {
    return hint;
  }

  /** {@code file: where: message; hint}, leaving out what is empty. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    if (!file.isEmpty()) {
      text.append(file).append(": ");
    }
    if (!where.isEmpty()) {
      text.append(where).append(": ");
    }
    text.append(getMessage());
    if (!hint.isEmpty()) {
      text.append("; ").append(hint);
    }
    return text.toString();
  }
}
