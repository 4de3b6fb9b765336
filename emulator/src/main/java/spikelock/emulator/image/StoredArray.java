package spikelock.emulator.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.Npy;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.ZipEntryStream;

/**
 * An array that stays in the image's file. Its type and size were checked when the image was read; its elements are read whenever
 * they are wanted.
 *
 * @param origin the file
 * @param name of the array
 * @param kind what it is in the image's values, see {@link ImageValues}
 * @param bytes of its entry
 * @param crc of its entry
 */
record StoredArray(ImageOrigin origin, String name, String kind, long bytes, long crc) {

  /** What reads an entry. */
  interface Use<T> {
    T of(InputStream in) throws IOException;
  }

  /** The array, as its kind says. */
  Object value() {
    ImageReader.requireMemory(bytes, ImageReader.MOST_BYTES, origin.file(), name);
    try {
      return ImageValues.ofKind(name, kind, use(in -> Npy.read(in, origin.file(), bytes)));
    } catch (IOException e) {
      throw origin.unreadable(e);
    }
  }

  /** Writes the {@code .npy} that {@link #value} would be written as. */
  void write(OutputStream out) throws IOException {
    use(in -> {
      Npy.copy(in, origin.file(), bytes, out);
      return name;
    });
  }

  private <T> T use(Use<T> use) throws IOException {
    return origin.open(zip -> {
      ZipEntry entry = zip.getEntry(name + ImageWriter.SUFFIX);
      if (entry == null || entry.getSize() != bytes || entry.getCrc() != crc) {
        throw origin.changed();
      }
      return use(zip, entry, origin.file(), name, use);
    });
  }

  /** Reads an entry; what goes wrong names it. */
  static <T> T use(ZipFile zip, ZipEntry entry, String file, String name, Use<T> use) throws IOException {
    try (InputStream in = new BufferedInputStream(new ZipEntryStream(zip, entry), 1 << 16)) {
      T result = use.of(in);
      ZipEntryStream.finish(in);
      return result;
    } catch (ZipException | EOFException e) {
      throw new InputException("is damaged (" + YamlFile.reason(e) + ")", file, "entry " + name, "");
    } catch (InputException e) {
      throw e.where().isEmpty() ? new InputException(e.getMessage(), file, "entry " + name, e.hint()) : e;
    }
  }
}
