package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;

/**
 * What Python answers to questions of arrays: either the answers that were recorded, with a digest of each question, or, with
 * {@code --with-python}, Python's own. {@code -Dspikelock.record=FOLDER} writes those there, to become the recorded ones.
 */
final class Recording implements AutoCloseable {
  /** Whose answers. */
  enum Source { RECORDED, PYTHON }

  /** Those to compare with: what was recorded, and Python itself where it was asked for. */
  static Stream<Source> sources() {
    return python().isPresent() ? Stream.of(Source.values()) : Stream.of(Source.RECORDED);
  }

  /** Asks Python itself. */
  interface Question {
    Map<String, NdArray> ask(Path python) throws IOException;
  }

  private static final String DIGEST = "asked";

  private final String name;
  private final Source source;
  private final Map<String, NdArray> recorded;
  private final Map<String, NdArray> heard = new LinkedHashMap<>();

  Recording(String name, Source source) {
    this.name = name;
    this.source = source;
    this.recorded = source == Source.RECORDED ? ArrayFile.read(file(name)) : Map.of();
  }

  private static Path file(String name) {
    try {
      return Path.of(Recording.class.getResource("recorded/" + name + ".npz").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The Python of the guide's packages, which {@code ./spikelock test --with-python} names. */
  static Optional<Path> python() {
    return Optional.ofNullable(System.getenv("SPIKELOCK_PYTHON")).map(Path::of);
  }

  /**
   * The answer to a question.
   *
   * @param what names it
   * @param given all that the answer depends on
   */
  Map<String, NdArray> answer(String what, Map<String, NdArray> given, Question question) throws IOException {
    byte[] digest = digest(given);
    if (source == Source.PYTHON) {
      Map<String, NdArray> said = question.ask(python().orElseThrow());
      heard.put(what + "/" + DIGEST, NdArray.of(digest, digest.length));
      said.forEach((array, values) -> heard.put(what + "/" + array, values));
      return said;
    }
    Map<String, NdArray> said = new LinkedHashMap<>();
    recorded.forEach((array, values) -> {
      if (array.startsWith(what + "/")) {
        said.put(array.substring(what.length() + 1), values);
      }
    });
    assertThat(said).as("%s of %s is recorded", what, name).containsKey(DIGEST);
    byte[] asked = new byte[digest.length];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = (byte) said.get(DIGEST).ints()[i];
    }
    assertThat(asked).as("what was asked when %s of %s was recorded; record it again: ./spikelock test --with-python -- "
        + "-pl tests -am -Dtest='spikelock.tests.python.*' -Dsurefire.failIfNoSpecifiedTests=false -Dspikelock.record=FOLDER", what, name)
        .isEqualTo(digest);
    return said;
  }

  private static byte[] digest(Map<String, NdArray> given) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(given).forEach((array, values) -> {
        digest.update((array + Arrays.toString(values.shape())).getBytes(StandardCharsets.UTF_8));
        for (double value : values.doubles()) {
          digest.update(ByteBuffer.allocate(8).putDouble(value).array());
        }
      });
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Text as an array. */
  static NdArray bytes(byte[] bytes) {
    return NdArray.of(bytes, bytes.length);
  }

  @Override
  public void close() throws IOException {
    String folder = System.getProperty("spikelock.record", "");
    if (source == Source.PYTHON && !folder.isEmpty() && !heard.isEmpty()) {
      ArrayFile.write(Files.createDirectories(Path.of(folder)).resolve(name + ".npz"), heard);
    }
  }
}
