package spikelock.emulator.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.files.SideFile;

/** The {@code .neuron} files that a chip names; they lie beside the chip's file. */
public final class ChipModels {
  private ChipModels() {}

  /**
   * Their texts by the name that the chip uses.
   *
   * @param nameOrPath what {@link spikelock.emulator.chip.Chips#read} was given
   */
  public static Map<String, String> texts(String nameOrPath, ChipSpec spec) {
    Map<String, String> texts = new TreeMap<>();
    for (DatapathChoice choice : spec.datapaths()) {
      if (ModelName.isFile(choice.model())) {
        texts.computeIfAbsent(choice.model(), name -> new ModelName.OfFile(beside(nameOrPath, name)).text());
      }
    }
    return texts;
  }

  /** The model's file; one that is not there is told by who reads it, with the nearest name. */
  private static Path beside(String chip, String name) {
    Path sibling = Path.of(chip).resolveSibling(SideFile.checked(name, chip));
    return Files.exists(sibling) ? SideFile.of(Path.of(chip), name) : sibling;
  }
}
