package spikelock.tests.mainjob;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes sound files and spoils them. */
final class BadFiles {
  private BadFiles() {}

  // ---- NIR ----

  /** A sound network of 2 inputs and 2 LIF neurons, with some fields of its nodes replaced: {@code node/field} and value in turn. */
  static byte[] nir(Object... changes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "in/type", "Input", "in/shape", new long[] {2}, "w/type", "Linear", "w/weight", new double[][] {{1, 2}, {3, 4}}, "n/type",
        "LIF", "n/tau", new double[] {0.01, 0.01}, "n/r", new double[] {1, 1}, "n/v_leak", new double[2], "n/v_threshold",
        new double[] {1, 1}, "n/v_reset", new double[2], "out/type", "Output", "out/shape", new long[] {2}, "type", "NIRGraph", "edges",
        new String[][] {{"in", "w"}, {"w", "n"}, {"n", "out"}});
    put(fields, changes);
    return hdf("node", fields);
  }

  private static void put(Map<String, Object> fields, Object... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      fields.put((String) changes[i], changes[i + 1]);
    }
  }

  /** An HDF5 file whose graph is called {@code top}. */
  static byte[] hdf(String top, Map<String, Object> fields) {
    try {
      Path file = Files.createTempFile("network", ".nir");
      try (WritableHdfFile hdf = HdfFile.write(file)) {
        hdf.putDataset("version", "1.0.4");
        WritableGroup graph = hdf.putGroup(top);
        WritableGroup nodes = graph.putGroup("nodes");
        Map<String, WritableGroup> groups = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
          int slash = name.indexOf('/');
          WritableGroup group = slash < 0 ? graph : groups.computeIfAbsent(name.substring(0, slash), nodes::putGroup);
          group.putDataset(name.substring(slash + 1), value);
        });
      }
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- numpy ----

  /** An array whose header says whatever one likes, before {@code data} bytes of value {@code fill}. */
  static byte[] npy(String descr, String shape, int data, int fill) {
    return npy("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n", data, fill);
  }

  static byte[] npy(String header, int data, int fill) {
    byte[] bytes = Arrays.copyOf(("\u0093NUMPY\1\0" + (char) (header.length() & 255) + (char) (header.length() >> 8) + header)
        .getBytes(StandardCharsets.ISO_8859_1), 10 + header.length() + data);
    Arrays.fill(bytes, 10 + header.length(), bytes.length, (byte) fill);
    return bytes;
  }

  // ---- ZIP ----

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Map<String, byte[]> unzip(byte[] bytes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /** The first {@code part} of {@code of} parts. */
  static byte[] cut(byte[] bytes, int part, int of) {
    return Arrays.copyOf(bytes, bytes.length * part / of);
  }
}
