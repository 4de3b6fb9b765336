package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ChipModels;
import spikelock.emulator.image.ImageFile;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;

/** The chips that random networks can be made for, by name or file. */
final class SoakChips {
  private static final DatapathChoice LIKELY = new DatapathChoice("CubaLIF", Map.of(), List.of(), List.of(), false);

  private SoakChips() {}

  /**
   * Networks for a random chip, a bundled one, a chip file with the {@code .neuron} files beside it, or the chip of an image; {@code auto}
   * datapaths become CubaLIF.
   */
  static RandomImages read(String nameOrPath) {
    for (ChipSpec spec : RandomChips.all()) {
      if (spec.name().equals(nameOrPath)) {
        return new RandomImages(spec);
      }
    }
    try {
      if (nameOrPath.endsWith(".slk")) {
        ChipImage image = ImageFile.read(Path.of(nameOrPath));
        return new RandomImages(image.spec(), image.datapathTexts());
      }
      ChipSpec spec = chip(nameOrPath);
      ChipSpec chosen = spec.withDatapaths(spec.datapaths().stream().map(choice -> choice.isAuto() ? LIKELY : choice).toList());
      return new RandomImages(chosen, ChipModels.texts(nameOrPath, spec));
    } catch (InputException e) {
      throw e.in(nameOrPath);
    }
  }

  private static ChipSpec chip(String nameOrPath) {
    if (nameOrPath.matches("[\\w-]+") && !Chips.names().contains(nameOrPath)) {
      List<String> names = Stream.concat(RandomChips.all().stream().map(ChipSpec::name), Chips.names().stream()).toList();
      throw new InputException("\"" + nameOrPath + "\" is no chip", "", "--chip", NearMiss.hint(nameOrPath, names));
    }
    return Chips.read(nameOrPath);
  }
}
