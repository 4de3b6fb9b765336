package spikelock.toolchain.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import spikelock.emulator.files.PartFiles;
import spikelock.emulator.files.Sha256;

/**
 * A folder of the cache that was made once and is used many times: beside its files it holds their SHA-256, so that one that is cut off, empty,
 * altered or unreadable is noticed, and made again.
 */
public final class SealedFolder {
  private static final String SEAL = "sha256";

  private SealedFolder() {}

  /** Whether everything in the folder is as it was sealed. */
  public static boolean isSound(Path folder) {
    try {
      Path seal = folder.resolve(SEAL);
      return Files.isRegularFile(seal) && Files.readString(seal).equals(sums(folder));
    } catch (IOException | UncheckedIOException e) {
      return false; // what cannot be read is as good as damaged
    }
  }

  /** A new folder to make things in, beside the one that they are for. What killed processes had begun there goes. */
  public static Path begin(Path place) throws IOException {
    PartFiles.removeLeft(place);
    return Files.createDirectories(PartFiles.beside(place));
  }

  /** Seals a folder whose files are finished and moves it to its place; what is damaged there goes. Of two at the same time, one stays. */
  public static void put(Path work, Path place) throws IOException {
    Files.writeString(work.resolve(SEAL), sums(work));
    Optional<Path> old = Optional.empty();
    if (Files.exists(place) && !isSound(place)) {
      old = Optional.of(PartFiles.beside(place));
      Files.move(place, old.get(), StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.FileSystemException e) {
      if (!isSound(place)) {
        throw e;
      }
      PartFiles.remove(work); // somebody else was faster, with the same contents
    }
    if (old.isPresent()) {
      PartFiles.remove(old.get());
    }
  }

  private static String sums(Path folder) throws IOException {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals(SEAL)) {
          sums.append(new Sha256().add(Files.readAllBytes(file)).hex()).append("  ").append(name).append('\n');
        }
      }
    }
    return sums.toString();
  }
}
