package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.error.InputException;
import spikelock.mapper.Recorded;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

/**
 * Files that h5py writes, and ours as NIR's own reader takes them: those that were recorded ({@code recorded/encodings.zip}, made by
 * encodings.py; {@code recorded/taken-zoo.csv}, the files of ours that NIR took), always; fresh ones with {@code --with-python}.
 */
class NirPythonTest {
  private static final float[] WEIGHTS = {1.5f, -2.25f, 0.5f, 3, 0.125f, -1};
  /** Why a file must be refused, by what follows {@code bad_} in its name. */
  private static final Map<String, String> REASONS = reasons();

  @TempDir Path folder;

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("bomb", "need more than 268435456 bytes");
    reasons.put("compound", "numbers, booleans and text are read");
    reasons.put("external_storage", "keeps the values of an array in another file");
    reasons.put("link_dangling", "is a link to /nowhere, which leads nowhere");
    reasons.put("link_external", "is a link to another file (other.nir:/weight)");
    reasons.put("link_hard_cycle", "the group contains itself");
    reasons.put("link_soft_cycle", "which leads nowhere");
    reasons.put("link_soft_loop", "the group contains itself");
    reasons.put("scaleoffset", "is packed with the HDF5 filter 'scaleoffset'");
    reasons.put("szip", "is packed with the HDF5 filter 'szip'");
    return reasons;
  }

  /** Fills the folder. */
  private void encodings(NirTakes.Source source) throws IOException, InterruptedException {
    if (source == NirTakes.Source.PYTHON) {
      try (InputStream script = NirPythonTest.class.getResourceAsStream("encodings.py")) {
        System.out.println("encodings.py wrote " + Python.print(new String(script.readAllBytes(), StandardCharsets.UTF_8), folder) + " files");
      }
      return;
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Recorded.path("encodings.zip")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spikelock.mapper.nir.NirTakes#sources")
  void everyEncodingThatH5pyWritesIsReadOrRefusedByName(NirTakes.Source source) throws IOException, InterruptedException {
    encodings(source);
    int read = 0;
    int refused = 0;
    for (Path file : files(folder)) {
      if (file.endsWith("checksum.nir")) {
        continue;
      }
      String name = file.getFileName().toString().replace(".nir", "");
      if (name.startsWith("bad_")) {
        String reason = REASONS.get(name.replace("bad_", "").replace("_latest", ""));
        assertThatThrownBy(() -> NirModel.read(SourceFile.of(file))).isInstanceOfSatisfying(InputException.class,
            e -> assertThat(e.describe()).as(name).contains(reason).doesNotContain("damaged"));
        refused++;
      } else {
        NirModel model = NirModel.read(SourceFile.of(file));
        Network network = model.network(RunOptions.NONE);
        assertThat(((Connectivity.Dense) network.projections().getFirst().connectivity()).weights()).as(name).containsExactly(WEIGHTS);
        assertThat(model.repairs()).as(name).isEmpty();
        read++;
      }
    }
    assertThat(read).isGreaterThan(90);
    assertThat(refused).isGreaterThanOrEqualTo(18);
  }

  /** A chunk that does not fit its checksum is damaged. */
  @ParameterizedTest
  @MethodSource("spikelock.mapper.nir.NirTakes#sources")
  void aWrongChecksumIsFound(NirTakes.Source source) throws IOException, InterruptedException {
    encodings(source);
    Path file = folder.resolve("checksum.nir");
    NirModel.read(SourceFile.of(file));
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\0\0\0\0\0\u00f0\u003f");
    assertThat(at).isPositive();
    bytes[at + 6] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> NirModel.read(SourceFile.of(file))).hasMessageContaining("checksum of a chunk is wrong");
  }

  @ParameterizedTest
  @MethodSource("spikelock.mapper.nir.NirTakes#sources")
  void nirsOwnReaderTakesWhatWeWrite(NirTakes.Source source) throws IOException, InterruptedException {
    int written = 0;
    for (Path file : files(Recorded.path("zoo"))) {
      if (!file.endsWith("bad_unknown_type.nir")) {
        NirModel.read(SourceFile.of(file)).write(folder.resolve(file.getFileName()), RunOptions.NONE);
        written++;
      }
    }
    assertThat(written).isEqualTo(23);
    NirTakes.all(source, folder, "taken-zoo.csv", "reset");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.filter(f -> f.toString().endsWith(".nir")).sorted().toList());
    }
  }
}
