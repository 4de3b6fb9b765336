package spikelock.emulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;

/** Damage to archives of arrays is seen, and small ones do not ask for much. */
class DamagedArchiveTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  @TempDir Path folder;

  private static Map<String, NdArray> arrays() {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("spikes", new NdArray(new int[] {40, 3}, new byte[120]));
    int[] numbers = new Random(1).ints(500).toArray();
    arrays.put("numbers", new NdArray(new int[] {500}, numbers));
    return arrays;
  }

  /** As numpy's {@code savez} writes it: nothing is packed. */
  private static byte[] stored(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, NdArray> array : arrays().entrySet()) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        Npy.write(bytes, array.getValue());
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.size());
        CRC32 crc = new CRC32();
        crc.update(bytes.toByteArray());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes.toByteArray());
        zip.closeEntry();
      }
    }
    return Files.readAllBytes(file);
  }

  private static Map<String, NdArray> read(Path file) {
    return ArrayFile.read(file);
  }

  /** A flipped bit is refused, or in a part that means nothing to the arrays: the attributes of an entry, the padding of its packed data. */
  private void everyFlipIsSeen(byte[] bytes, double harmless) throws IOException {
    System.out.println("everyFlipIsSeen: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    Path file = folder.resolve("flipped.npz");
    int silent = 0;
    for (int i = 0; i < 400; i++) {
      int bit = random.nextInt(bytes.length * 8);
      byte[] flipped = bytes.clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      Files.write(file, flipped);
      try {
        assertThat(read(file)).as("bit %s", bit).isEqualTo(arrays());
        silent++;
      } catch (InputException e) {
        assertThat(e.file()).startsWith(file.toString());
      }
    }
    assertThat(silent).as("of 400").isLessThanOrEqualTo((int) (400 * harmless));
  }

  @Test
  void flippedBitsOfStoredArrays() throws IOException {
    everyFlipIsSeen(stored(folder.resolve("stored.npz")), 0.03);
  }

  @Test
  void flippedBitsOfPackedArrays() throws IOException {
    Path file = folder.resolve("packed.npz");
    ArrayFile.write(file, arrays());
    everyFlipIsSeen(Files.readAllBytes(file), 0.03);
  }

  @Test
  void anArrayThatIsNotTheOneAskedForIsReadWithItsChecksumToo() throws IOException {
    byte[] bytes = stored(folder.resolve("stored.npz"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("numbers.npy") + 300;
    bytes[at] ^= 4;
    Path file = Files.write(folder.resolve("one.npz"), bytes);
    assertThat(ArrayFile.read(file, "spikes")).isEqualTo(arrays().get("spikes"));
    assertThatThrownBy(() -> ArrayFile.read(file, "numbers")).isInstanceOf(InputException.class).hasMessageContaining("checksum");
  }

  @Test
  void aSmallFileThatAsksForMuchIsRefusedUnlessItIsMeant() {
    Path file = folder.resolve("zeros.npz");
    ArrayFile.write(file, Map.of("zeros", new NdArray(new int[] {300 << 20}, new byte[300 << 20])));
    assertThatThrownBy(() -> ArrayFile.read(file)).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).contains("zeros.npz: zeros: the array needs 301 MB of memory").contains("--file-memory 1GB"));
    assertThat(FileBudget.<NdArray, RuntimeException>allowing(1L << 30, () -> ArrayFile.read(file).get("zeros")).shape()).containsExactly(300 << 20);
    assertThatThrownBy(() -> FileBudget.<Object, RuntimeException>allowing(1000, () -> ArrayFile.read(file))).isInstanceOf(InputException.class);
  }

  @Test
  void whatIsWrittenIsWrittenWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("table"), "old");
    assertThatThrownBy(() -> AtomicOutput.write(file, out -> {
      out.write(Arrays.copyOf(new byte[0], 100_000));
      throw new IOException("No space left on device");
    })).hasMessageContaining("cannot be written (No space left on device)").hasMessageContaining(file.toString());
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("table");
    AtomicOutput.write(Path.of("/dev/null"), OutputStream::flush);
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }
}
