package spikelock.emulator.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which files a command has read, so that nothing it writes replaces one of them. Whoever reads a file that a user can name notes it here; outside of
 * {@link #during} that has no effect. A file is told by its device and inode, so links and other spellings are the same file.
 */
public final class ReadFiles {
  private static final ScopedValue<ReadFiles> CURRENT = ScopedValue.newInstance();

  private final Set<Object> keys = ConcurrentHashMap.newKeySet();

  /** Does the work of a command; what it reads on this thread is noted here. */
  public <T, X extends Throwable> T during(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Notes a file that is about to be read. */
  public static void note(Path file) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(file);
    }
  }

  /** Notes a file that will be read. One that does not exist is not noted. */
  public void add(Path file) {
    key(file).ifPresent(keys::add);
  }

  /** Whether the file at this path was noted, under whatever path. */
  public boolean contains(Path file) {
    return key(file).map(keys::contains).orElse(false);
  }

  private static Optional<Object> key(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Optional.of(key != null ? key : file.toRealPath()); // some file systems have no inodes
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
