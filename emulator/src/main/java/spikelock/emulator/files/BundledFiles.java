package spikelock.emulator.files;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import spikelock.emulator.error.InputException;

/**
 * The YAML files of one kind on the class path, each with a name. Where one is asked for, a user gives such a name or a file.
 *
 * @param kind what such a file describes, such as {@code chip}
 * @param names of the bundled ones
 */
public record BundledFiles(String kind, List<String> names) {
  public BundledFiles {
    names = List.copyOf(names);
  }

  /** Whether a bundled file has this name. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /**
   * A bundled file as it was written, comments included.
   *
   * @throws InputException when none has this name
   */
  public String text(String name) {
    if (!has(name)) {
      throw new InputException("there is no bundled " + kind + " \"" + name + "\"", "", kind, NearMiss.hint(name, names));
    }
    return Resource.text(BundledFiles.class, "/spikelock/emulator/" + kind + "s/" + name + ".yaml");
  }

  /**
   * The file that a user means who gave no bundled name.
   *
   * @throws InputException when it looks like a misspelt name, or like nothing
   */
  public Path path(String nameOrPath) {
    try {
      Path path = Path.of(nameOrPath);
      if (Files.exists(path) || path.getNameCount() > 1 || nameOrPath.contains(".")) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new InputException("is neither a bundled " + kind + " nor a file's name (" + e.getReason() + ")", "", kind, "");
    }
    throw new InputException("\"" + nameOrPath + "\" is neither a bundled " + kind + " nor a file", "", kind, NearMiss.hint(nameOrPath, names));
  }
}
