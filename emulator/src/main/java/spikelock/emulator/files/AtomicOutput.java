package spikelock.emulator.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import spikelock.emulator.error.InputException;

/** Writes a file under a temporary name in the same folder and moves it in place: it appears whole or not at all. */
public final class AtomicOutput {
  private AtomicOutput() {}

  /** What writes the contents. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes {@code target}; on any failure the temporary file is removed and an older file stays.
   *
   * @throws InputException when the folder does not exist or cannot be written to
   */
  public static void write(Path target, Writer writer) {
    Path folder = target.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      temporary = Files.createTempFile(folder, "." + target.getFileName(), ".part");
      temporary.toFile().deleteOnExit();
      try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
        writer.write(out);
      }
      Files.setPosixFilePermissions(temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      temporary = null;
    } catch (IOException e) {
      InputException problem = new InputException("cannot be written (" + reason(e, folder) + ")", target.toString(), "", "");
      problem.initCause(e);
      throw problem;
    } finally {
      if (temporary != null) {
        deleteQuietly(temporary);
      }
    }
  }

  private static String reason(IOException e, Path folder) {
    return !Files.isDirectory(folder) ? "the folder " + folder + " does not exist"
        : e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The folder went away with it; the first failure is the one to report.
    }
  }
}
