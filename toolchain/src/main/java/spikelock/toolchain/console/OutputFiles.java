package spikelock.toolchain.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.error.InputException;

/**
 * The files and folders a verb writes: under a temporary name beside their target until all are written, then moved.
 * When the verb fails or is interrupted they are removed and older files of the same name are as they were.
 */
public final class OutputFiles implements AutoCloseable {
  private final Map<Path, Path> targets = new LinkedHashMap<>();
  private boolean closed;

  OutputFiles() {}

  /**
   * Where to write the file that will be {@code target}. A device or pipe is written directly.
   *
   * @throws InputException when the target is a folder, or its folder does not exist
   */
  public synchronized Path file(Path target) {
    if (Files.isDirectory(target)) {
      throw new InputException("is a folder, not a file", target.toString(), "", "name the file to write");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return target;
    }
    return begin(target);
  }

  /**
   * An empty folder to fill that will be {@code target}.
   *
   * @throws InputException when the target exists and is not an empty folder, or its parent does not exist
   */
  public synchronized Path folder(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
      throw new InputException("exists and is not an empty folder", target.toString(), "", "name a new folder, or remove this one");
    }
    Path temporary = begin(target);
    try {
      return Files.createDirectory(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (var entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path begin(Path target) {
    if (closed) {
      throw new IllegalStateException("outputs are closed");
    }
    Path real = real(target);
    Path folder = real.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException("its folder does not exist", target.toString(), "", "create the folder first");
    }
    Path temporary = folder.resolve("." + real.getFileName() + "." + ProcessHandle.current().pid() + "-" + targets.size() + ".part");
    if (targets.containsValue(real)) {
      throw new InputException("is named for two outputs", target.toString(), "", "give each output a file of its own");
    }
    targets.put(temporary, real);
    return temporary;
  }

  /** A link keeps pointing where it does: the file behind it is replaced. */
  private static Path real(Path target) {
    try {
      return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves everything to its target. Nothing moves after an interruption. */
  synchronized void commit() throws IOException {
    if (closed) {
      return;
    }
    for (Map.Entry<Path, Path> output : targets.entrySet()) {
      if (Files.exists(output.getKey())) {
        Files.move(output.getKey(), output.getValue(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    targets.clear();
  }

  /** Removes what was not committed. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Path temporary : targets.keySet()) {
      try {
        delete(temporary);
      } catch (IOException e) {
        System.getLogger(OutputFiles.class.getName()).log(System.Logger.Level.WARNING, "cannot remove " + temporary, e);
      }
    }
    targets.clear();
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(path, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
