package spikelock.toolchain.command.describe;

import java.nio.file.Path;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;

/** Images of mapped networks. */
final class ImageDescriber implements Describer {
  @Override
  public String kind() {
    return "image (.slk)";
  }

  @Override
  public Class<ImageDetails> details() {
    return ImageDetails.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.startsWith("PK") && (name.endsWith(".slk") || start.startsWith("manifest.json", 30));
  }

  @Override
  public Description describe(String name) {
    ChipImage image = ImageFile.read(Path.of(name));
    ImageDetails details = ImageDetails.of(image);
    return new Description(details, details.text(Settings.of(image)));
  }
}
