package spikelock.emulator.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import spikelock.emulator.error.InputException;

/**
 * Arrays in {@code .npy} and {@code .npz} files, by name. A structured array is its fields: those of a {@code .npy} have their own names, those of an
 * array of a {@code .npz} its name and theirs with a dot between.
 */
public final class ArrayFile {
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
    }, () -> arrays("", () -> new BufferedInputStream(Files.newInputStream(path)), path.toString(), Files.size(path)));
  }

  private interface Opened {
    InputStream open() throws IOException;
  }

  /** The array under its name, or the fields of a structured one. */
  private static Map<String, NdArray> arrays(String name, Opened file, String label, long available) throws IOException {
    try (InputStream in = file.open()) {
      Optional<NpyRecords> records = NpyRecords.header(in, label, available);
      if (records.isPresent()) {
        Map<String, NdArray> fields = new LinkedHashMap<>();
        records.get().read(in, label).forEach((field, values) -> fields.put(full(name, field), values));
        ZipEntryStream.finish(in);
        return fields;
      }
    }
    try (InputStream in = file.open()) {
      NdArray array = Npy.read(in, label, available);
      ZipEntryStream.finish(in);
      return Map.of(name, array);
    }
  }

  private static String full(String array, String field) {
    return array.isEmpty() ? field : array + "." + field;
  }

  /** The name of an array, or of the fields of a structured one; damage is said by who reads the array. */
  private static List<String> names(String name, Opened file) throws IOException {
    try (InputStream in = file.open()) {
      return NpyRecords.header(in, "", Long.MAX_VALUE).map(records -> records.fields().stream().map(field -> full(name, field.name())).toList())
          .orElse(List.of(name));
    } catch (InputException | java.util.zip.ZipException | java.io.EOFException e) {
      return List.of(name);
    }
  }

  /**
   * The names of the arrays of a file; the single one of a {@code .npy} has the empty name.
   *
   * @throws InputException when the file is damaged
   */
  public static List<String> names(Path path) {
    return withEntries(path, zip -> {
      List<String> names = new ArrayList<>();
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(SUFFIX)).toList()) {
        names.addAll(names(plain(entry), () -> new BufferedInputStream(new ZipEntryStream(zip, entry), 1 << 12)));
      }
      return names;
    }, () -> names("", () -> new BufferedInputStream(Files.newInputStream(path), 1 << 12)));
  }

  private static String plain(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
  }

  /**
   * One array of a file, without reading the others.
   *
   * @throws InputException when there is none of that name, or the file is damaged, hostile or too large
   */
  public static NdArray read(Path path, String array) {
    return withEntries(path, zip -> {
      ZipEntry entry = zip.getEntry(array + SUFFIX);
      int dot = array.lastIndexOf('.');
      if (entry == null && dot > 0) {
        entry = zip.getEntry(array.substring(0, dot) + SUFFIX); // a field of it
      }
      NdArray found = entry == null ? null : readEntry(zip, entry, path.toString(), FileBudget.of(Files.size(path))).get(array);
      if (found == null) {
        throw new InputException("has no array \"" + array + "\"", path.toString(), "", NearMiss.hint(array, names(path)));
      }
      return found;
    }, () -> {
      NdArray found = read(path).get(array);
      if (found == null) {
        List<String> names = names(path);
        throw array.isEmpty() ? new InputException("is a structured array with the fields " + String.join(", ", names.stream().limit(20).toList()), path.toString(),
            "", "name one of them")
            : new InputException("is a .npy file and has no array \"" + array + "\"", path.toString(), "", names.getFirst().isEmpty() ? "leave the array's name out"
                : NearMiss.hint(array, names));
      }
      return found;
    });
  }

  /** The arrays of a file whose bytes are in memory; {@code file} is only used in messages. */
  public static Map<String, NdArray> parse(byte[] bytes, String file) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try {
      if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
        return arrays("", () -> new ByteArrayInputStream(bytes), file, bytes.length);
      }
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(SUFFIX)) {
            String name = plain(entry);
            arrays.put(name, Npy.read(zip, file + ":" + name, FileBudget.of(bytes.length)));
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
      ReadFiles.note(path);
      if (!isZip(path)) {
        return single.read();
      }
      ZipLayout.check(path, false);
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
    long left = FileBudget.of(Files.size(Path.of(zip.getName())));
    if (zip.size() > 100_000) {
      throw new InputException("holds " + zip.size() + " entries, too many", file, "", "");
    }
    for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      if (!entry.getName().endsWith(SUFFIX)) {
        continue;
      }
      arrays.putAll(readEntry(zip, entry, file, left));
      left -= entry.getSize();
    }
  }

  private static Map<String, NdArray> readEntry(ZipFile zip, ZipEntry entry, String file, long left) throws IOException {
    String name = plain(entry);
    // The declared size bounds what is allocated; a stream that holds less is found while reading it.
    long size = entry.getSize();
    long fileBytes = Files.size(Path.of(zip.getName()));
    // 1032 is the most that deflate can shrink.
    long possible = 1032L * Math.min(entry.getCompressedSize(), fileBytes);
    if (size > possible) {
      throw new InputException("array " + name + " claims " + size + " bytes unpacked, more than its " + entry.getCompressedSize()
          + " packed ones can hold", file, name, "");
    }
    if (size < 0 || size > left) {
      throw FileBudget.over(size, left, fileBytes, "the array", file, name);
    }
    try {
      return arrays(name, () -> new BufferedInputStream(new ZipEntryStream(zip, entry), 1 << 16), file + ":" + name, size);
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
