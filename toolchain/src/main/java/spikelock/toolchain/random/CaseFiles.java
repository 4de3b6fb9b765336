package spikelock.toolchain.random;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.stimulus.DenseStimulus;

/** A case on disk: the image, its input beside it, and its description for people; every verb that runs an image takes it. */
public final class CaseFiles {
  private static final String SPIKES = "spikes";

  private CaseFiles() {}

  /**
   * Writes {@code random-CHIP-SEED.slk}, {@code .npz} (spikes [samples, timesteps, channels]) and {@code .txt}.
   *
   * @param folder an existing folder
   * @return the image's file
   */
  public static Path save(Path folder, RandomCase subject) {
    String stem = "random-" + subject.image().spec().name() + "-" + subject.seed();
    Path image = folder.resolve(stem + ".slk");
    DenseStimulus spikes = subject.stimulus();
    ImageFile.write(image, subject.image());
    ArrayFile.write(folder.resolve(stem + ".npz"),
        Map.of(SPIKES, NdArray.of(spikes.spikes(), spikes.samples(), spikes.timesteps(), spikes.channels())));
    AtomicOutput.write(folder.resolve(stem + ".txt"),
        out -> out.write(subject.describe().getBytes(StandardCharsets.UTF_8)));
    return image;
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @param image the image's file
   * @throws InputException when a file is missing or damaged, or the image has no seed
   */
  public static RandomCase load(Path image) {
    String name = image.getFileName().toString();
    Path input = image.resolveSibling(name.substring(0, name.length() - ".slk".length()) + ".npz");
    ChipImage read = ImageFile.read(image);
    NdArray spikes = ArrayFile.read(input, SPIKES);
    if (!(read.description().get("seed") instanceof Number seed)) {
      throw new InputException("is not a random case: it has no seed", image.toString(), "description", "");
    }
    if (spikes.rank() != 3 || !(spikes.data() instanceof byte[] bytes) || spikes.shape()[2] != read.inputs().channels()) {
      throw new InputException("has spikes of shape " + spikes.shapeText() + ", must be bytes of (1, timesteps, "
          + read.inputs().channels() + ")", input.toString(), SPIKES, "");
    }
    DenseStimulus stimulus = new DenseStimulus(spikes.shape()[0], spikes.shape()[1], spikes.shape()[2], bytes);
    Draft draft = Disassembler.draft(ChipTables.of(read), read, stimulus);
    return RandomImages.finished(draft, seed.longValue(), Set.of());
  }
}
