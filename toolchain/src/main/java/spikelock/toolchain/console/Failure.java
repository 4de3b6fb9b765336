package spikelock.toolchain.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.ToolException;

/**
 * Why a verb did not succeed; the {@code error} object of the JSON answer.
 *
 * @param code exit code, see {@link ExitCode}
 * @param message what is wrong, in one sentence
 * @param file the file it is in, or the empty string
 * @param where the place in the file, or the empty string
 * @param hint what to do about it, or the empty string
 */
public record Failure(int code, String message, String file, String where, String hint) {

  /** Which failure an exception is; whatever is not the user's input or a tool's fault is a bug of ours. */
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case InputException e -> new Failure(isForbidden(e) ? ExitCode.TOOL_FAILED : ExitCode.INPUT_WRONG, e.getMessage(), e.file(), e.where(), e.hint());
      case ToolException e -> new Failure(ExitCode.TOOL_FAILED, e.getMessage(), "", "", e.hint());
      case InterruptedException e -> new Failure(ExitCode.INTERRUPTED, "interrupted", "", "", "");
      case UncheckedIOException e -> of(e.getCause());
      case NoSuchFileException e -> file(e, "no such file or folder");
      case AccessDeniedException e -> file(e, "permission denied");
      case FileSystemException e -> file(e, Objects.requireNonNullElse(e.getReason(), "cannot be used"));
      case IOException e -> new Failure(ExitCode.TOOL_FAILED, "reading or writing failed: " + e.getMessage(), "", "", "");
      case OutOfMemoryError e -> new Failure(ExitCode.TOOL_FAILED, "not enough memory", "", "",
          "allow Java more with SPIKELOCK_JAVA_OPTIONS=-Xmx8g, or use a smaller input");
      default -> new Failure(ExitCode.BUG, "internal error: " + thrown, "", "", "");
    };
  }

  /** A file that may be right but cannot be read is no wrong input. */
  private static boolean isForbidden(Throwable thrown) {
    return thrown != null && (thrown instanceof AccessDeniedException || isForbidden(thrown.getCause()));
  }

  private static Failure file(FileSystemException e, String message) {
    return new Failure(ExitCode.TOOL_FAILED, message, Objects.requireNonNullElse(e.getFile(), ""), "", "");
  }

  /** {@code file: where: message}, then the hint on lines of its own, leaving out what is empty. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (String place : new String[] {file, where}) {
      if (!place.isEmpty()) {
        text.append(place).append(": ");
      }
    }
    text.append(message);
    if (!hint.isEmpty()) {
      text.append("\n  ").append(hint.replace("\n", "\n  "));
    }
    return text.toString();
  }
}
