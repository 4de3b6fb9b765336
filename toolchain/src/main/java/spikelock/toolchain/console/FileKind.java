package spikelock.toolchain.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import spikelock.emulator.error.InputException;

/** What a file that the command writes holds, told by how such a file begins: so a file of another kind is seen before it is lost. */
public enum FileKind {
  IMAGE("an image", List.of(".slk"), start -> start.startsWith("PK") && start.contains("manifest.json")),
  ARRAYS("arrays of numpy", List.of(".npz"), start -> start.startsWith("PK") && start.contains(".npy") && !start.contains("manifest.json")),
  ARRAY("an array of numpy", List.of(".npy"), start -> start.startsWith("\u0093NUMPY")),
  NIR("a network in NIR", List.of(".nir"), FileKind::isHdf5),
  NIR_DATA("NIRData", List.of(".h5", ".hdf5"), FileKind::isHdf5),
  PAGE("a page", List.of(".html", ".htm"), start -> start.stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype html")),
  XML("XML", List.of(".xml"), start -> start.startsWith("<?xml")),
  TABLE("a table", List.of(".csv"), FileKind::isTable),
  NETWORK("a network", List.of(".yaml", ".yml"), start -> start.contains("spikelock/network")),
  RESULTS("results of a sweep", List.of(".sqlite"), start -> start.startsWith("SQLite format 3")),
  /** FST begins with a block of type 0 (header) whose length is 329. */
  WAVEFORM("a waveform (FST)", List.of(".fst"), start -> start.startsWith("\0\0\0\0\0\0\0\1I"));

  private static final int START_BYTES = 4096;

  private final String title;
  private final List<String> suffixes;
  private final Predicate<String> isStart;

  /** @param isStart whether a file of this kind can begin so, each byte a character */
  FileKind(String title, List<String> suffixes, Predicate<String> isStart) {
    this.title = title;
    this.suffixes = suffixes;
    this.isStart = isStart;
  }

  /** As in messages, with its article. */
  String title() {
    return title;
  }

  /** The kind that a file of this name is written as: the one its ending says, else the first. */
  public static FileKind of(Path file, List<FileKind> possible) {
    return named(file, possible.stream()).orElse(possible.getFirst());
  }

  private static Optional<FileKind> named(Path file, Stream<FileKind> kinds) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return kinds.filter(kind -> kind.suffixes.stream().anyMatch(name::endsWith)).findFirst();
  }

  /**
   * Holds a name to what will be written: nobody expects an image in {@code x.csv}.
   *
   * @throws InputException when the name is that of another kind of file
   */
  static void requireName(Path file, List<FileKind> possible) {
    Optional<FileKind> other = named(file, Stream.of(values()));
    if (named(file, possible.stream()).isEmpty() && other.isPresent()) {
      throw new InputException("is a name for " + other.get().title + "; this writes " + String.join(" or ", possible.stream().map(FileKind::title).toList()),
          file.toString(), "", "end the name with " + String.join(" or ", possible.stream().map(kind -> kind.suffixes.getFirst()).toList()));
    }
  }

  /** Whether an existing file may be replaced by one of this kind: it is of that kind, or empty. */
  boolean mayReplace(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(START_BYTES), StandardCharsets.ISO_8859_1);
      return start.isEmpty() || isStart.test(start);
    }
  }

  private static boolean isHdf5(String start) {
    return start.startsWith("\u0089HDF\r\n");
  }

  private static boolean isTable(String start) {
    return start.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t') && !start.startsWith("<") && !start.startsWith("{")
        && start.lines().findFirst().orElse("").contains(",");
  }
}
