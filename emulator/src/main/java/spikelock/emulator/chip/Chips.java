package spikelock.emulator.chip;

import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.BundledFiles;
import spikelock.emulator.files.YamlFile;

/** The bundled chips, and chips by bundled name or file. */
public final class Chips {
  private static final BundledFiles BUNDLED = new BundledFiles("chip",
      List.of("core-1", "mesh-2x2", "mesh-4x4", "mesh-8x8", "loihi-sized", "up5k-1", "hx8k-1", "loihi", "truenorth", "odin", "spinnaker"));

  private Chips() {}

  /** Names of the bundled chips: our own, smallest mesh first, then published ones. */
  public static List<String> names() {
    return BUNDLED.names();
  }

  /** The file of a bundled chip as it was written, comments included. */
  public static String text(String name) {
    return BUNDLED.text(name);
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
    return BUNDLED.has(nameOrPath) ? ChipFile.parse(text(nameOrPath), nameOrPath + ".yaml") : ChipFile.read(BUNDLED.path(nameOrPath));
  }
}
