package spikelock.emulator.image;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.datapath.ModelName;

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
        texts.computeIfAbsent(choice.model(), name -> new ModelName.OfFile(Path.of(nameOrPath).resolveSibling(name)).text());
      }
    }
    return texts;
  }
}
