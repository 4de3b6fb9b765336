package spikelock.emulator.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import spikelock.emulator.error.InputException;

/**
 * Writes a file under a temporary name in the same folder and moves it in place: it appears whole or not at all. An older file gives the new one its
 * permissions, a new one has those of the umask. A link keeps pointing where it does; a device or a FIFO is written into.
 */
public final class AtomicOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicOutput() {}

  /** What writes the contents. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes {@code target}; on any failure the temporary file is removed and an older file stays.
   *
   * @throws InputException when the folder does not exist
   * @throws UncheckedIOException with a {@link FileSystemException} that names {@code target} when it cannot be written: permission, a full disk
   */
  public static void write(Path target, Writer writer) {
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        into(target, writer);
        return;
      }
      Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      Path folder = real.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new InputException("cannot be written: the folder " + folder + " does not exist", target.toString(), "", "create the folder first");
      }
      replace(real, writer);
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(new FileSystemException(target.toString(), null, "permission denied"));
    } catch (IOException e) {
      throw new UncheckedIOException(new FileSystemException(target.toString(), null, "cannot be written (" + YamlFile.reason(e) + ")"));
    }
  }

  private static void into(Path target, Writer writer) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER_BYTES)) {
      writer.write(out);
    }
  }

  private static void replace(Path target, Writer writer) throws IOException {
    Path temporary = PartFiles.beside(target);
    try {
      temporary.toFile().deleteOnExit();
      into(temporary, writer);
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Moves a finished file to its name; an older file of that name gives it its permissions. */
  public static void move(Path written, Path target) throws IOException {
    if (Files.isRegularFile(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
    }
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
