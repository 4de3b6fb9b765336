package spikelock.toolchain.command.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spikelock.emulator.files.Sha256;

/** SHA-256 of what files hold, wherever they lie. */
final class Fingerprint {
  private static final Pattern BESIDE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\.[A-Za-z0-9]+");
  private static final int LONGEST_TEXT = 4 << 20;

  private Fingerprint() {}

  /** Of a file, or of all files in a folder by their names. */
  static String of(Path path) {
    Sha256 hash = new Sha256();
    try {
      if (!Files.isDirectory(path)) {
        add(hash, path);
        return hash.hex();
      }
      try (Stream<Path> all = Files.walk(path)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          hash.add("\n" + path.relativize(file) + " " + Files.size(file) + "\n");
          add(hash, file);
        }
      }
      return hash.hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Sha256 hash, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file); OutputStream out = hash.stream()) {
      in.transferTo(out);
    }
  }

  /** Of a text file with the files beside it that it names. */
  static String withNamed(Path path) {
    try {
      if (Files.size(path) > LONGEST_TEXT || !path.toString().matches(".*\\.ya?ml")) {
        return of(path);
      }
      Sha256 hash = new Sha256().add(of(path));
      Matcher named = BESIDE.matcher(Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1));
      for (String name : new TreeSet<>(named.results().map(java.util.regex.MatchResult::group).toList())) {
        Path file = path.toAbsolutePath().resolveSibling(name);
        hash.add(Files.isRegularFile(file) ? "\n" + name + " " + of(file) : "");
      }
      return hash.hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
