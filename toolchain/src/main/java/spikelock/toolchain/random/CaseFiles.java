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
import spikelock.emulator.stimulus.GradedStimulus;
import spikelock.emulator.stimulus.InputValues;

/** A case on disk: the image, its input beside it, and its description for people; every verb that runs an image takes it. */
public final class CaseFiles {
  private static final String SPIKES = "spikes";

  private CaseFiles() {}

  /**
   * Writes {@code random-CHIP-SEED.slk}, {@code .npz} (spikes [samples, timesteps, channels]; with payloads ints) and {@code .txt}.
   *
   * @param folder an existing folder
   * @return the image's file
   */
  public static Path save(Path folder, RandomCase subject) {
    String stem = "random-" + subject.image().spec().name() + "-" + subject.seed();
    Path image = folder.resolve(stem + ".slk");
    GradedStimulus sent = subject.stimulus();
    ImageFile.write(image, subject.image());
    ArrayFile.write(folder.resolve(stem + ".npz"),
        Map.of(SPIKES, new NdArray(new int[] {sent.samples(), sent.timesteps(), sent.channels()},
            subject.image().spec().packet().payloadBits() > 0 ? sent.values() : bytes(sent.values()))));
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
    if (spikes.rank() != 3 || !(spikes.data() instanceof byte[] || spikes.data() instanceof int[]) || spikes.shape()[2] != read.inputs().channels()) {
      throw new InputException("has spikes of shape " + spikes.shapeText() + ", must be bytes or ints of (1, timesteps, "
          + read.inputs().channels() + ")", input.toString(), SPIKES, "");
    }
    int[] values = spikes.data() instanceof byte[] bytes ? ints(bytes) : (int[]) spikes.data();
    GradedStimulus stimulus = new GradedStimulus(spikes.shape()[0], spikes.shape()[1], spikes.shape()[2], values);
    InputValues.of(read.spec()).requireAll(stimulus, sample -> sample);
    Draft draft = Disassembler.draft(ChipTables.of(read), read, stimulus);
    return RandomImages.finished(draft, seed.longValue(), Set.of());
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static int[] ints(byte[] bytes) {
    int[] values = new int[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i];
    }
    return values;
  }
}
