package spikelock.mapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What frameworks themselves answered: {@code frameworks/FRAMEWORK.zip}, as {@code recording.py} beside it says. */
public final class FrameworkRecordings {
  private FrameworkRecordings() {}

  /**
   * A class of a framework with one setting of its switches.
   *
   * @param key FRAMEWORK/CLASS/SWITCHES
   * @param options what a user has to say
   * @param potential whether the answer is numbers instead of spikes
   * @param recordings a network each
   */
  public record Row(String key, String options, boolean potential, List<Recording> recordings) {
    @Override
    public String toString() {
      return key;
    }
  }

  /**
   * A network and what it answered.
   *
   * @param x [samples, timesteps, channels...]
   * @param expected [samples, timesteps, neurons...]
   */
  public record Recording(Path network, NdArray x, NdArray expected) {
    /** Entries of the answer in a timestep. */
    public int neurons() {
      return expected.size() / (expected.shape()[0] * expected.shape()[1]);
    }
  }

  /** Reads an archive, which it unpacks into a folder. */
  public static List<Row> read(String framework, Path folder) {
    try {
      unpack(framework, folder);
      List<Row> rows = new ArrayList<>();
      for (JsonNode row : JsonMapper.shared().readTree(Files.readString(folder.resolve("rows.json"))).get("rows")) {
        String own = row.get("folder").asString();
        List<Recording> recordings = new ArrayList<>();
        for (int i = 0; i < row.get("networks").asInt(); i++) {
          Path at = folder.resolve(own).resolve(Integer.toString(i));
          Path with = row.has("networks_in") ? folder.resolve(row.get("networks_in").asString()).resolve(Integer.toString(i)) : at;
          Path net = with.resolve("net.net");
          recordings.add(new Recording(Files.exists(net) ? net : with.resolve("net.nir"), array(with.resolve("x.npy")),
              array(at.resolve("expected.npy"))));
        }
        rows.add(new Row(row.get("row").asString(), row.get("options").asString(), row.get("compares").asString().equals("potential"), recordings));
      }
      return rows;
    } catch (IOException e) {
      throw new IllegalStateException(framework, e);
    }
  }

  private static NdArray array(Path path) {
    return ArrayFile.read(path).values().iterator().next();
  }

  private static void unpack(String framework, Path folder) throws IOException {
    InputStream archive = FrameworkRecordings.class.getResourceAsStream("frameworks/" + framework + ".zip");
    if (archive == null) {
      throw new IllegalStateException("there is no recording of " + framework);
    }
    try (ZipInputStream zip = new ZipInputStream(archive)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
