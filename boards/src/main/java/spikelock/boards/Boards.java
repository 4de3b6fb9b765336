package spikelock.boards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.Resource;

/** The bundled boards, and boards by bundled name or file. A bundled board is a folder with a {@code board.yaml} on the class path, and nothing else. */
public final class Boards {
  private static final String FOLDER = "/spikelock/boards";
  private static final String FILE = "board.yaml";
  private static final List<String> NAMES = find();

  private Boards() {}

  /** Names of the bundled boards, in the order of the alphabet. */
  public static List<String> names() {
    return NAMES;
  }

  /** The file of a bundled board as it was written, comments included. */
  public static String text(String name) {
    return Resource.text(Boards.class, FOLDER + "/" + name + "/" + FILE);
  }

  /**
   * A board.
   *
   * @param nameOrPath name of a bundled board, or a board's file
   * @throws InputException when it is neither, or the file is wrong
   */
  public static Board read(String nameOrPath) {
    if (NAMES.contains(nameOrPath)) {
      return BoardFile.parse(text(nameOrPath), nameOrPath + "/" + FILE);
    }
    try {
      Path path = Path.of(nameOrPath);
      if (Files.exists(path) || path.getNameCount() > 1 || nameOrPath.contains(".")) {
        return BoardFile.read(path);
      }
    } catch (InvalidPathException e) {
      throw new InputException("is neither a bundled board nor a file's name (" + e.getReason() + ")", "", "board", "");
    }
    throw new InputException("\"" + nameOrPath + "\" is neither a bundled board nor a file", "", "board", NearMiss.hint(nameOrPath, NAMES));
  }

  /** The folders that have a board's file, where the program's own files are: a folder of classes, or a jar. */
  private static List<String> find() {
    URL known = Boards.class.getResource(FOLDER + "/rtl/board_chip.v");
    if (known == null) {
      throw new IllegalStateException("the program's own file " + FOLDER + "/rtl/board_chip.v is missing");
    }
    try {
      if (!(known.openConnection() instanceof JarURLConnection connection)) {
        return folders(Path.of(known.toURI()).getParent().getParent());
      }
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(connection.getJarFileURL().toURI()))) {
        return folders(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> folders(Path place) throws IOException {
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(folder -> Files.exists(folder.resolve(FILE))).map(folder -> folder.getFileName().toString().replace("/", "")).sorted().toList();
    }
  }
}
