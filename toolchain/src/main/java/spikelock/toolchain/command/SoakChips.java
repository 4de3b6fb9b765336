package spikelock.toolchain.command;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.image.ImageFile;
import spikelock.toolchain.random.RandomChips;

/** The chips that random networks can be made for, by name or file. */
final class SoakChips {
  private static final DatapathChoice LIKELY = new DatapathChoice("CubaLIF", Map.of(), List.of(), List.of(), false);

  private SoakChips() {}

  /** A random chip, a bundled one, a chip file, or the chip of an image; {@code auto} datapaths become CubaLIF. */
  static ChipSpec read(String nameOrPath) {
    for (ChipSpec spec : RandomChips.all()) {
      if (spec.name().equals(nameOrPath)) {
        return spec;
      }
    }
    ChipSpec spec = nameOrPath.endsWith(".slk") ? ImageFile.read(Path.of(nameOrPath)).spec() : chip(nameOrPath);
    for (DatapathChoice choice : spec.datapaths()) {
      if (choice.model().endsWith(".neuron")) {
        throw new InputException("has the datapath " + choice.model() + "; random networks are made for bundled datapaths only", nameOrPath,
            "datapaths", "prove this chip with a network of your own: cosim");
      }
    }
    return spec.datapaths().stream().anyMatch(DatapathChoice::isAuto) ? spec.withDatapaths(Collections.nCopies(spec.tiles(), LIKELY)) : spec;
  }

  private static ChipSpec chip(String nameOrPath) {
    if (nameOrPath.matches("[\\w-]+") && !Chips.names().contains(nameOrPath)) {
      List<String> names = Stream.concat(RandomChips.all().stream().map(ChipSpec::name), Chips.names().stream()).toList();
      throw new InputException("\"" + nameOrPath + "\" is no chip", "", "--chip", NearMiss.hint(nameOrPath, names));
    }
    return Chips.read(nameOrPath);
  }
}
