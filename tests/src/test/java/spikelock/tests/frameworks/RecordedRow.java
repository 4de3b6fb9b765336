package spikelock.tests.frameworks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random small networks of one neuron class, exported by their framework, with their input and the framework's own answers
 * ({@code mapper/src/test/resources/spikelock/mapper/frameworks/recording.py} says how they are kept).
 *
 * @param archive the framework's, without its ending
 * @param version of the framework
 * @param row its key, {@code FRAMEWORK/CLASS/SWITCHES}
 * @param options what a user has to say beside {@code --like}; or, in words, why there is no way
 * @param potential whether the answers are potentials
 * @param late by how many timesteps the framework's own answers are later than the timestep that they belong to
 * @param byHand why its exporter did not write the files; empty where it did
 */
public record RecordedRow(Path file, String archive, String version, String row, String options, boolean potential, int late, String byHand,
    String folder, String networksIn, int networks, String ending) {

  @Override
  public String toString() {
    return row;
  }

  /** Where the archives are, and the scripts that write them. */
  static Path archives() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("mapper/src/test/resources/spikelock/mapper/frameworks");
  }

  /** Every row of every archive, in the order of their names. */
  public static List<RecordedRow> all() {
    try (Stream<Path> files = Files.list(archives())) {
      List<RecordedRow> rows = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".zip")).sorted().toList()) {
        rows.addAll(of(file));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of one archive. */
  public static List<RecordedRow> of(Path file) throws IOException {
    String archive = file.getFileName().toString().replace(".zip", "");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode contents = JsonMapper.shared().readTree(zip.getInputStream(zip.getEntry("rows.json")));
      JsonNode version = contents.get("versions").get(archive);
      List<RecordedRow> rows = new ArrayList<>();
      for (JsonNode row : contents.get("rows")) {
        String folder = row.get("folder").asString();
        String networks = row.has("networks_in") ? row.get("networks_in").asString() : folder;
        String ending = zip.stream().map(ZipEntry::getName).filter(name -> name.startsWith(networks + "/0/net.")).findFirst().orElseThrow()
            .replaceFirst(".*/net", "");
        rows.add(new RecordedRow(file, archive, version == null ? "" : version.asString(), row.get("row").asString(), row.get("options").asString(),
            row.get("compares").asString().equals("potential"), row.get("late").asInt(), row.get("by_hand").asString(), folder, networks,
            row.get("networks").asInt(), ending));
      }
      return rows;
    }
  }

  /** Whether some options give the framework's answers. */
  public boolean canBeRead() {
    return options.isEmpty() || options.startsWith("--");
  }

  /** The name of the framework for {@code --like}. */
  public String like() {
    return archive.equals("lava-dl") ? "lava" : archive;
  }

  /** Writes the network, {@code x.npy} and {@code expected.npy} into a folder; answers with the network. */
  public Path unpack(int number, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Files.write(into.resolve("expected.npy"), bytes(zip, folder + "/" + number + "/expected.npy"));
      Files.write(into.resolve("x.npy"), bytes(zip, networksIn + "/" + number + "/x.npy"));
      return Files.write(into.resolve("net" + ending), bytes(zip, networksIn + "/" + number + "/net" + ending));
    }
  }

  private static byte[] bytes(ZipFile zip, String entry) throws IOException {
    return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
  }
}
