package spikelock.emulator.chip;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.Resource;
import spikelock.emulator.files.YamlFile;

/** The bundled chips, and chips by bundled name or file. */
public final class Chips {
  private static final List<String> NAMES =
      List.of("core-1", "mesh-2x2", "mesh-4x4", "mesh-8x8", "loihi-sized", "up5k-1", "hx8k-1", "loihi", "truenorth", "odin", "spinnaker");

  private Chips() {}

  /** Names of the bundled chips: our own, smallest mesh first, then published ones. */
  public static List<String> names() {
    return NAMES;
  }

  /** The file of a bundled chip as it was written, comments included. */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new InputException("there is no bundled chip \"" + name + "\"", "", "chip", NearMiss.hint(name, NAMES));
    }
    return Resource.text(Chips.class, "/spikelock/emulator/chips/" + name + ".yaml");
  }

  /** One line on a bundled chip. */
  public static String description(String name) {
    return YamlFile.parse(text(name), name + ".yaml", "chip", ChipFile.VERSION).text("description");
  }

  /**
   * A chip.
   *
   * @param nameOrPath name of a bundled chip, or a chip definition file
   * @throws InputException when it is neither, or the file is wrong
   */
  public static ChipSpec read(String nameOrPath) {
    return NAMES.contains(nameOrPath) ? ChipFile.parse(text(nameOrPath), nameOrPath + ".yaml") : ChipFile.read(path(nameOrPath));
  }

  private static Path path(String nameOrPath) {
    try {
      Path path = Path.of(nameOrPath);
      if (Files.exists(path) || path.getNameCount() > 1 || nameOrPath.contains(".")) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new InputException("is neither a bundled chip nor a file's name (" + e.getReason() + ")", "", "chip", "");
    }
    throw new InputException("\"" + nameOrPath + "\" is neither a bundled chip nor a file", "", "chip",
        NearMiss.hint(nameOrPath, NAMES));
  }
}
