package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import spikelock.mapper.Recorded;

/**
 * That {@code nir}, the package, takes files that we wrote: asked now, with {@code --with-python}, or known by the digests of the files
 * that it took when they were recorded. {@code -Dspikelock.record=FOLDER} writes those digests.
 */
public final class NirTakes {
  /** Who says so. */
  public enum Source { RECORDED, PYTHON }

  private NirTakes() {}

  /** Those to ask: Python itself where {@code --with-python} named it. */
  public static Stream<Source> sources() {
    return System.getenv("SPIKELOCK_PYTHON") == null ? Stream.of(Source.RECORDED) : Stream.of(Source.values());
  }

  /**
   * Every {@code .nir} file of a folder.
   *
   * @param recording the name of the list of digests
   * @param metadata a key of a graph's metadata that every file has
   */
  public static void all(Source source, Path folder, String recording, String metadata) throws IOException, InterruptedException {
    List<String> digests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".nir")).sorted().toList()) {
        digests.add(file.getFileName() + "," + digest(Files.readAllBytes(file)));
      }
    }
    if (source == Source.RECORDED) {
      assertThat(digests).as("files that nir took; where we write otherwise now, ask it again: ./spikelock test --with-python -- "
          + "-Dspikelock.record=FOLDER ...").isEqualTo(Files.readAllLines(Recorded.path(recording)));
      return;
    }
    assertThat(Python.print("""
        import nir, pathlib, sys
        graphs = [nir.read(file) for file in pathlib.Path(sys.argv[1]).glob("*.nir")]
        assert all(graph.check_types() and isinstance(graph.metadata["%s"], str) for graph in graphs)
        print(len(graphs))
        """.formatted(metadata), folder)).isEqualTo(Integer.toString(digests.size()));
    String record = System.getProperty("spikelock.record", "");
    if (!record.isEmpty()) {
      Files.write(Files.createDirectories(Path.of(record)).resolve(recording), digests);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
