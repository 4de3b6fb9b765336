package spikelock.emulator.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary names of what is being written, beside its target: {@code .NAME.MACHINE-PROCESS-NUMBER.part}. They say who writes, so that what a killed
 * process of this machine left behind is told from what another one is writing now.
 */
public final class PartFiles {
  private static final String SUFFIX = ".part";
  private static final AtomicLong NUMBER = new AtomicLong();
  /** Process numbers mean something only on one machine, and there only in one namespace of a container. */
  private static final String MACHINE = machine();

  private PartFiles() {}

  /** A name that nobody else uses, in the folder of {@code target}. */
  public static Path beside(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + MACHINE + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + SUFFIX);
  }

  /** Removes what processes that are gone had begun to write for {@code target}. */
  public static void removeLeft(Path target) {
    Pattern name = Pattern.compile("\\.+" + Pattern.quote(String.valueOf(target.getFileName())) + "\\." + MACHINE + "-(\\d{1,18})-\\d+\\.part.*");
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target.toAbsolutePath().getParent(), ".*" + SUFFIX)) {
      for (Path entry : entries) {
        Matcher writer = name.matcher(entry.getFileName().toString());
        if (writer.matches() && ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty()) {
          left.add(entry);
        }
      }
      for (Path entry : left) {
        remove(entry);
      }
    } catch (IOException e) {
      return; // a folder that cannot be looked into: what is wrong with it shows when the target is written
    }
  }

  /** Removes a file, or a folder with what is in it; links are not followed. */
  public static void remove(Path path) throws IOException {
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

  /** Read from the kernel: a name server that does not answer would hold up every start. */
  private static String machine() {
    try {
      return new Sha256().add(Files.readString(Path.of("/proc/sys/kernel/hostname")) + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))).hex(3);
    } catch (IOException e) {
      return "000000"; // not Linux: processes are told by their numbers alone
    }
  }
}
