package spikelock.toolchain.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.PartFiles;
import spikelock.emulator.files.ReadFiles;

/**
 * The files and folders a verb writes: under a temporary name beside their target until all are written, then moved.
 * When the verb fails or is interrupted they are removed and older files of the same name are as they were.
 */
public final class OutputFiles implements AutoCloseable {
  private final Map<Path, Output> outputs = new LinkedHashMap<>();
  private final ReadFiles inputs;
  private boolean force;
  private boolean closed;

  /**
   * What is being written under a temporary name, the key.
   *
   * @param target where it goes, behind all links
   * @param named what the user calls that
   */
  private record Output(Path target, Path named) {}

  /** @param inputs what the command reads, none of which is replaced */
  OutputFiles(ReadFiles inputs) {
    this.inputs = inputs;
  }

  /** From now on files of another kind are replaced, too. */
  void force() {
    force = true;
  }

  /**
   * Where to write the file that will be {@code target}. A device or pipe is written directly.
   *
   * @throws InputException when the target is a folder, an input, or holds something of another kind, or its folder does not exist
   */
  public synchronized Path file(Path target, FileKind kind) {
    check(target, kind);
    return Files.exists(target) && !Files.isRegularFile(target) ? target : begin(target);
  }

  /**
   * Writes a report at once, which is wanted whatever becomes of the rest.
   *
   * @throws InputException as {@link #file}
   */
  public synchronized void now(Path target, FileKind kind, AtomicOutput.Writer contents) {
    check(target, kind);
    AtomicOutput.write(target, contents);
  }

  /**
   * Refuses what must not be written over.
   *
   * @throws InputException when the target is a folder, an input, or holds something of another kind
   */
  void check(Path target, FileKind kind) {
    if (Files.isDirectory(target)) {
      throw new InputException("is a folder, not a file", target.toString(), "", "name the file to write");
    }
    if (!Files.isRegularFile(target)) {
      return;
    }
    requireNoInput(target);
    try {
      if (!force && !kind.mayReplace(target)) {
        throw new InputException("is there already and is not " + kind.title() + ", which would replace it", target.toString(), "",
            "name another file, or replace it with --force");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireNoInput(Path target) {
    if (inputs.contains(target)) {
      throw new InputException("is read by this command, and writing it would destroy it", target.toString(), "", "name another file to write");
    }
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
    PartFiles.removeLeft(real);
    Path temporary = PartFiles.beside(real);
    if (outputs.values().stream().anyMatch(output -> output.target().equals(real))) {
      throw new InputException("is named for two outputs", target.toString(), "", "give each output a file of its own");
    }
    outputs.put(temporary, new Output(real, target));
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
    outputs.values().forEach(output -> requireNoInput(output.named())); // a file that another file names is known only now
    for (Map.Entry<Path, Output> output : outputs.entrySet()) {
      if (Files.exists(output.getKey())) {
        AtomicOutput.move(output.getKey(), output.getValue().target());
      }
    }
    outputs.clear();
  }

  /** What a failure says of a temporary file, said of the file that the user asked for. */
  Failure named(Failure failure) {
    return outputs.entrySet().stream().filter(output -> failure.file().equals(output.getKey().toString())).findFirst()
        .map(output -> new Failure(failure.code(), failure.message(), output.getValue().named().toString(), failure.where(), failure.hint())).orElse(failure);
  }

  /** Removes what was not committed. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Path temporary : outputs.keySet()) {
      try {
        PartFiles.remove(temporary);
      } catch (IOException e) {
        System.getLogger(OutputFiles.class.getName()).log(System.Logger.Level.WARNING, "cannot remove " + temporary, e);
      }
    }
    outputs.clear();
  }
}
