package spikelock.emulator.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.Sha256;

/**
 * Image files ({@code .slk}, {@code format: spikelock/image}): a ZIP of {@code manifest.json} and {@code .npy} arrays, which
 * numpy opens. The contents are described in {@code emulator/CHIP.md}.
 *
 * <p>Equal images give equal bytes, on any machine. Values in an image's description and attachments are text, booleans,
 * numbers, lists, maps with text keys, {@link spikelock.emulator.files.NdArray}, and arrays of byte, short, int, long, float and
 * double. They come back equal, except that a whole number comes back as an Integer when it fits and as a Long otherwise, and a
 * Float as a Double.
 */
public final class ImageFile {
  /** The version of the format written and read here. */
  public static final int VERSION = 1;

  private ImageFile() {}

  /**
   * Writes an image; the file appears whole or not at all.
   *
   * @throws InputException when the image is wrong (see {@link ImageCheck}) or the file cannot be written
   * @throws IllegalArgumentException when the description or an attachment holds what cannot be written
   */
  public static void write(Path path, ChipImage image) {
    ImageCheck.check(image);
    AtomicOutput.write(path, out -> ImageWriter.write(image, out));
  }

  /**
   * Reads and checks an image. The file may come from anywhere: what it may cost is bounded by its size.
   *
   * @throws InputException when the file is damaged, hostile, newer than this program, or not an image
   */
  public static ChipImage read(Path path) {
    return ImageReader.read(path);
  }

  /** SHA-256 of the bytes that {@link #write} would give, in hexadecimal. */
  public static String hash(ChipImage image) {
    Sha256 hash = new Sha256();
    try (OutputStream out = hash.stream()) {
      ImageWriter.write(image, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hash.hex();
  }
}
