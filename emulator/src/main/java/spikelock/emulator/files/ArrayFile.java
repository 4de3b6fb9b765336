package spikelock.emulator.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import spikelock.emulator.error.InputException;

/** Arrays in {@code .npy} and {@code .npz} files, by name. */
public final class ArrayFile {
  /** Bytes that the arrays of one file may take in memory. */
  public static final long BUDGET = 4L << 30;

  private static final String SUFFIX = ".npy";

  private ArrayFile() {}

  /**
   * Every array of a file; the single one of a {@code .npy} has the empty name.
   *
   * @throws InputException when the file is damaged, hostile or too large
   */
  public static Map<String, NdArray> read(Path path) {
    return withEntries(path, zip -> {
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      readZip(zip, path.toString(), arrays);
      return arrays;
    }, () -> {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        return Map.of("", Npy.read(in, path.toString(), Files.size(path)));
      }
    });
  }

  /**
   * The names of the arrays of a file; the single one of a {@code .npy} has the empty name.
   *
   * @throws InputException when the file is damaged
   */
  public static List<String> names(Path path) {
    return withEntries(path, zip -> zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith(SUFFIX))
        .map(n -> n.substring(0, n.length() - SUFFIX.length())).toList(), () -> List.of(""));
  }

  /**
   * One array of a file, without reading the others.
   *
   * @throws InputException when there is none of that name, or the file is damaged, hostile or too large
   */
  public static NdArray read(Path path, String array) {
    return withEntries(path, zip -> {
      ZipEntry entry = zip.getEntry(array + SUFFIX);
      if (entry == null) {
        throw new InputException("has no array \"" + array + "\"", path.toString(), "", NearMiss.hint(array, names(path)));
      }
      return readEntry(zip, entry, path.toString(), BUDGET);
    }, () -> {
      if (!array.isEmpty()) {
        throw new InputException("is a .npy file and has no array \"" + array + "\"", path.toString(), "",
            "leave the array's name out");
      }
      return read(path).get("");
    });
  }

  /** The arrays of a file whose bytes are in memory; {@code file} is only used in messages. */
  public static Map<String, NdArray> parse(byte[] bytes, String file) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try {
      if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
        arrays.put("", Npy.read(new ByteArrayInputStream(bytes), file, bytes.length));
        return arrays;
      }
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(SUFFIX)) {
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            // 1032 is the most that deflate can shrink
            arrays.put(name, Npy.read(zip, file + ":" + name, Math.min(BUDGET, 1032L * bytes.length)));
          }
        }
      }
    } catch (IOException e) {
      throw new InputException("is damaged (" + YamlFile.reason(e) + ")", file, "", "");
    }
    return arrays;
  }

  private interface ZipUse<T> {
    T on(ZipFile zip) throws IOException;
  }

  private interface Single<T> {
    T read() throws IOException;
  }

  private static <T> T withEntries(Path path, ZipUse<T> archive, Single<T> single) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new InputException(Files.exists(path) ? "is not a file" : "no such file", path.toString(), "", "");
      }
      if (!isZip(path)) {
        return single.read();
      }
      try (ZipFile zip = new ZipFile(path.toFile())) {
        return archive.on(zip);
      }
    } catch (java.util.zip.ZipException e) {
      throw new InputException("is a damaged .npz (" + YamlFile.reason(e) + ")", path.toString(), "", "");
    } catch (IOException e) {
      throw YamlFile.unreadable(path, e);
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    }
  }

  private static void readZip(ZipFile zip, String file, Map<String, NdArray> arrays) throws IOException {
    long left = BUDGET;
    if (zip.size() > 100_000) {
      throw new InputException("holds " + zip.size() + " entries, too many", file, "", "");
    }
    for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      if (!entry.getName().endsWith(SUFFIX)) {
        continue;
      }
      String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
      arrays.put(name, readEntry(zip, entry, file, left));
      left -= entry.getSize();
    }
  }

  private static NdArray readEntry(ZipFile zip, ZipEntry entry, String file, long left) throws IOException {
    String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    // The declared size bounds what is allocated; a stream that holds less is found while reading it.
    long size = entry.getSize();
    // 1032 is the most that deflate can shrink, so a small file cannot make us allocate much.
    long possible = 1032L * Math.min(entry.getCompressedSize(), Files.size(Path.of(zip.getName())));
    if (size > possible) {
      throw new InputException("array " + name + " claims " + size + " bytes unpacked, more than its " + entry.getCompressedSize()
          + " packed ones can hold", file, name, "");
    }
    if (size < 0 || size > left) {
      throw new InputException("array " + name + " is " + size + " bytes unpacked, more than the " + left
          + " that are left of the budget", file, name, "");
    }
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
      return Npy.read(in, file + ":" + name, size);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new InputException("is damaged (" + YamlFile.reason(e) + ")", file, name, "");
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
