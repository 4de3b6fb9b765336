package spikelock.emulator.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import spikelock.emulator.error.InputException;

/** Arrays in {@code .npy} and {@code .npz} files, by name. */
public final class ArrayFile {
  /** Bytes that the arrays of one file may take in memory. */
  public static final long BUDGET = 4L << 30;


  private ArrayFile() {}

  /**
   * Every array of a file; the single one of a {@code .npy} has the empty name.
   *
   * @throws InputException when the file is damaged, hostile or too large
   */
  public static Map<String, NdArray> read(Path path) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try {
      if (!Files.isRegularFile(path)) {
        throw new InputException(Files.exists(path) ? "is not a file" : "no such file", path.toString(), "", "");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        in.mark(4);
        byte[] start = in.readNBytes(2);
        in.reset();
        if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
          arrays.put("", Npy.read(in, path.toString(), Files.size(path)));
          return arrays;
        }
      }
      try (ZipFile zip = new ZipFile(path.toFile())) {
        readZip(zip, path.toString(), arrays);
      }
    } catch (java.util.zip.ZipException e) {
      throw new InputException("is a damaged .npz (" + e.getMessage() + ")", path.toString(), "", "");
    } catch (IOException e) {
      throw YamlFile.unreadable(path, e);
    }
    return arrays;
  }

  private static void readZip(ZipFile zip, String file, Map<String, NdArray> arrays) throws IOException {
    long left = BUDGET;
    if (zip.size() > 100_000) {
      throw new InputException("holds " + zip.size() + " entries, too many", file, "", "");
    }
    for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      if (!entry.getName().endsWith(".npy")) {
        continue;
      }
      String name = entry.getName().substring(0, entry.getName().length() - 4);
      // The declared size bounds what is allocated; a stream that holds less is found while reading it.
      long size = entry.getSize();
      if (size < 0 || size > left) {
        throw new InputException("array " + name + " is " + size + " bytes unpacked, more than the " + left
            + " that are left of the budget", file, name, "");
      }
      left -= size;
      try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
        arrays.put(name, Npy.read(in, file + ":" + name, size));
      } catch (java.util.zip.ZipException | java.io.EOFException e) {
        throw new InputException("is damaged (" + e.getMessage() + ")", file, name, "");
      }
    }
  }

  /** Writes a {@code .npz}: stored ZIP entries in the map's order with a fixed time. */
  public static void write(Path path, Map<String, NdArray> arrays) {
    AtomicOutput.write(path, out -> {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
          writeEntry(zip, array.getKey() + ".npy", inner -> Npy.write(inner, array.getValue()));
        }
      }
    });
  }

  /** Adds one deflated entry with a fixed time. */
  public static void writeEntry(ZipOutputStream zip, String name, AtomicOutput.Writer contents) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 2, 1, 0, 0));
    zip.putNextEntry(entry);
    contents.write(new Unclosable(zip));
    zip.closeEntry();
  }

  /** Keeps an entry's writer from closing the whole archive. */
  private static final class Unclosable extends java.io.FilterOutputStream {
    Unclosable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
