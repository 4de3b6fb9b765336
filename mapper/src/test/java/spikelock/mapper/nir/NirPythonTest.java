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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.mapper.Shared;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

/** Files that h5py writes, and ours as NIR's own reader takes them. */
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

  @Test
  void everyEncodingThatH5pyWritesIsReadOrRefusedByName() throws IOException, InterruptedException {
    Python.needs("h5py");
    try (InputStream script = NirPythonTest.class.getResourceAsStream("encodings.py")) {
      System.out.println("encodings.py wrote " + Python.print(new String(script.readAllBytes(), StandardCharsets.UTF_8), folder) + " files");
    }
    int read = 0;
    int refused = 0;
    for (Path file : files(folder)) {
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
  @Test
  void aWrongChecksumIsFound() throws IOException, InterruptedException {
    Python.needs("h5py");
    Path file = folder.resolve("sum.nir");
    Python.print("""
        import h5py, numpy as np, sys
        text = h5py.string_dtype()
        with h5py.File(sys.argv[1], "w") as f:
          node = f.create_group("node")
          node.create_dataset("type", data="NIRGraph", dtype=text)
          node.create_dataset("edges", data=[("i", "n"), ("n", "o")], dtype=text)
          for name, kind, field, value in (("i", "Input", "shape", np.array([300])), ("n", "Threshold", "threshold", np.arange(300.0)),
              ("o", "Output", "shape", np.array([300]))):
            g = node.create_group("nodes/" + name)
            g.create_dataset("type", data=kind, dtype=text)
            g.create_dataset(field, data=value, fletcher32=field == "threshold")
          f.flush()
          chunk = node["nodes/n/threshold"].id.get_chunk_info(0)
          print(chunk.byte_offset)
        """, file);
    NirModel.read(SourceFile.of(file));
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\0\0\0\0\0\u00f0\u003f");
    assertThat(at).isPositive();
    bytes[at + 6] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> NirModel.read(SourceFile.of(file))).hasMessageContaining("checksum of a chunk is wrong");
  }

  @Test
  void nirsOwnReaderTakesWhatWeWrite() throws IOException, InterruptedException {
    Python.needs("nir");
    int written = 0;
    for (Path file : files(Shared.path("nir-samples"))) {
      try {
        NirModel.read(SourceFile.of(file)).write(folder.resolve(file.getFileName()), RunOptions.NONE);
        written++;
      } catch (InputException e) {
        System.out.println("not written: " + e.getMessage());
      }
    }
    assertThat(Python.print("""
        import glob, nir, sys
        files = glob.glob(sys.argv[1] + "/*.nir")
        for file in files:
          graph = nir.read(file)
          assert graph.check_types() and isinstance(graph.metadata["reset"], str), file
        print(len(files))
        """, folder)).isEqualTo(Integer.toString(written)).isEqualTo("25");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.filter(f -> f.toString().endsWith(".nir")).sorted().toList());
    }
  }
}
