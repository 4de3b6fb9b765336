package spikelock.toolchain.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import spikelock.emulator.error.InputException;

/** What a file that the command writes holds, told by how such a file begins: so a file of another kind is seen before it is lost. */
public enum FileKind {
  IMAGE("an image", List.of(".slk")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.isZip(start) && FileKind.text(start).contains("manifest.json");
    }
  },
  ARRAYS("arrays of numpy", List.of(".npz")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.isZip(start) && FileKind.text(start).contains(".npy") && !IMAGE.isStart(start);
    }
  },
  ARRAY("an array of numpy", List.of(".npy")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.text(start).startsWith("\u0093NUMPY");
    }
  },
  NIR("a network in NIR", List.of(".nir")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.isHdf5(start);
    }
  },
  NIR_DATA("NIRData", List.of(".h5", ".hdf5")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.isHdf5(start);
    }
  },
  PAGE("a page", List.of(".html", ".htm")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.text(start).stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype html");
    }
  },
  XML("XML", List.of(".xml")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.text(start).startsWith("<?xml");
    }
  },
  TABLE("a table", List.of(".csv")) {
    @Override
    boolean isStart(byte[] start) {
      String text = FileKind.text(start);
      return text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t') && !text.startsWith("<") && !text.startsWith("{")
          && text.lines().findFirst().orElse("").contains(",");
    }
  },
  NETWORK("a network", List.of(".yaml", ".yml")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.text(start).contains("spikelock/network");
    }
  },
  RESULTS("results of a sweep", List.of(".sqlite")) {
    @Override
    boolean isStart(byte[] start) {
      return FileKind.text(start).startsWith("SQLite format 3");
    }
  },
  WAVEFORM("a waveform (FST)", List.of(".fst")) {
    @Override
    boolean isStart(byte[] start) {
      // a block of type 0 (header) whose length is 329
      return start.length > 8 && start[0] == 0 && start[7] == 1 && start[8] == 0x49;
    }
  };

  private static final int START_BYTES = 4096;

  private final String title;
  private final List<String> suffixes;

  FileKind(String title, List<String> suffixes) {
    this.title = title;
    this.suffixes = suffixes;
  }

  abstract boolean isStart(byte[] start);

  /** As in messages, with its article. */
  String title() {
    return title;
  }

  /** The kind that a file of this name is written as: the one its ending says, else the first. */
  public static FileKind of(Path file, List<FileKind> possible) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return possible.stream().filter(kind -> kind.suffixes.stream().anyMatch(name::endsWith)).findFirst().orElse(possible.getFirst());
  }

  /**
   * Holds a name to what will be written: nobody expects an image in {@code x.csv}.
   *
   * @throws InputException when the name is that of another kind of file
   */
  static void requireName(Path file, List<FileKind> possible) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean ours = possible.stream().flatMap(kind -> kind.suffixes.stream()).anyMatch(name::endsWith);
    Optional<FileKind> other = Stream.of(values()).filter(kind -> kind.suffixes.stream().anyMatch(name::endsWith)).findFirst();
    if (!ours && other.isPresent()) {
      throw new InputException("is a name for " + other.get().title + "; this writes " + String.join(" or ", possible.stream().map(FileKind::title).toList()),
          file.toString(), "", "end the name with " + String.join(" or ", possible.stream().map(kind -> kind.suffixes.getFirst()).toList()));
    }
  }

  /** Whether an existing file may be replaced by one of this kind: it is of that kind, or empty. */
  boolean mayReplace(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(START_BYTES);
      return start.length == 0 || isStart(start);
    }
  }

  private static boolean isHdf5(byte[] start) {
    return text(start).startsWith("\u0089HDF\r\n");
  }

  private static boolean isZip(byte[] start) {
    return start.length > 3 && start[0] == 'P' && start[1] == 'K';
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
