package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5Output;
import spikelock.mapper.hdf5.Hdf5Writer;
import spikelock.mapper.network.RunOptions;

/** Files of other programs that people give as networks are called by their names, with the way to NIR; unfinished files are called that. */
class ForeignNetworksTest {
  @TempDir Path folder;

  private String refusal(String name, byte[] bytes) throws IOException {
    return refusal(Files.write(folder.resolve(name), bytes));
  }

  private static String refusal(Path file) {
    try {
      NetworkReader.read(file, RunOptions.NONE);
    } catch (InputException e) {
      return e.describe();
    }
    throw new AssertionError(file + " was read");
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    return out.toByteArray();
  }

  @Test
  void archivesAreToldByWhatIsInThem() throws IOException {
    assertThat(refusal("a.pt", zip("m/data.pkl", "m/data/0", "m/version"))).contains("this is a PyTorch zip (.pt)", "nir.write", "export_to_nir");
    assertThat(refusal("b.pt", zip("m/data.pkl", "m/code/__torch__.py", "m/constants.pkl"))).contains("this is a TorchScript file", "nir.write");
    assertThat(refusal("c.pt2", zip("m/archive_format", "m/models/model.json"))).contains("torch.export", "nir.write");
    assertThat(refusal("d.keras", zip("metadata.json", "config.json", "model.weights.h5"))).contains("this is a Keras file (.keras)", "exports NIR", "NETWORK.md");
    assertThat(refusal("e.npz", zip("weights.npy"))).contains("arrays of numpy");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "80 02 8a 0a 6c fc 9c 46 f9 20 6a a8 50 19 2e 80 02 4d|PyTorch file of before release 1.6", "80 04 95 05 00 00 00 00|a Python pickle",
      "08 08 12 07 70 79 74 6f 72 63 68 3a 02 0a 00 42 02 10 11|an ONNX file", "1c 00 00 00 54 46 4c 33 00 00|a TensorFlow Lite file",
      "03 00 00 00 00 00 00 00 7b 22 61|a safetensors file"})
  void othersAreToldByTheirFirstBytes(String bytes, String what) throws IOException {
    String[] hex = bytes.split(" ");
    byte[] file = new byte[hex.length];
    for (int i = 0; i < hex.length; i++) {
      file[i] = (byte) Integer.parseInt(hex[i], 16);
    }

    assertThat(refusal("network.bin", file)).contains("this is " + (what.startsWith("a") ? "" : "a ") + what, "NIR");
  }

  /** A protocol buffer whose fields do not reach the end as they say, or that has no graph, is no ONNX file. */
  @ParameterizedTest
  @ValueSource(strings = {"08 08 12 7f 70", "08 08 12 01 70", "08 08 3a 02 0a", "08 00 3a 00", "12 01 70 3a 00", "08 ff ff ff ff ff ff ff ff ff ff ff 01"})
  void whatOnlyBeginsLikeOnnxIsNot(String bytes) throws IOException {
    String[] hex = bytes.split(" ");
    byte[] file = new byte[hex.length];
    for (int i = 0; i < hex.length; i++) {
      file[i] = (byte) Integer.parseInt(hex[i], 16);
    }

    assertThat(refusal("network.onnx", file)).contains("not HDF5, so not a NIR file");
  }

  @Test
  void kerasInHdf5AndNetlistsOfSanafe() throws IOException {
    Path keras = folder.resolve("keras.h5");
    Hdf5Writer.write(keras, new Hdf5Output().attribute("keras_version", "2.13.1"));
    assertThat(refusal(keras)).contains("this is a Keras file (.h5)", "exports NIR");
    assertThat(refusal("a.net", "g 2 log_spikes=True\nn 0.0 threshold=1\n".getBytes(StandardCharsets.UTF_8))).contains("is a network of SANA-FE", "as NIR (nir.write)");
  }

  /** However much of the end is missing. */
  @Test
  void aFileThatWasCutIsUnfinished() throws IOException {
    byte[] whole = Files.readAllBytes(Recorded.path("neuron.nir"));
    for (int length : new int[] {60, whole.length / 4, whole.length / 2, whole.length - 100, whole.length - 1}) {
      assertThat(refusal("cut.nir", Arrays.copyOf(whole, length))).contains("is an unfinished NIR file", "write it again with nir.write");
    }
    assertThat(refusal("empty.nir", new byte[0])).contains("the file is empty", "its exporter may have died");
  }

  /** What a process leaves that is killed before it closes the file: no top group, or no end in the superblock. */
  @Test
  void aFileThatWasNeverClosedIsUnfinished() throws IOException {
    byte[] whole = Files.readAllBytes(Recorded.path("neuron.nir"));
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(whole[8]).as("the version of its superblock").isZero();
    byte[] topless = whole.clone();
    Arrays.fill(topless, (int) bytes.getLong(64), (int) bytes.getLong(64) + 16, (byte) 0);
    assertThat(refusal("topless.nir", topless)).contains("is an unfinished NIR file: its top group was never written");
    byte[] endless = whole.clone();
    Arrays.fill(endless, 40, 48, (byte) 0xff);
    assertThat(refusal("endless.nir", endless)).contains("is an unfinished NIR file: its end was never written");
  }

  /** What an exporter leaves that fails within {@code nir.write}: a sound HDF5 file of a part of the graph. */
  @Test
  void aGraphWithoutItsLastPartsIsUnfinished() {
    Path version = folder.resolve("version.nir");
    Hdf5Writer.write(version, new Hdf5Output().array("version", new NdArray(new int[0], new String[] {"1.0.4"})));
    assertThat(refusal(version)).contains("is an unfinished NIR file: it has a version but no graph");

    Path half = folder.resolve("half.nir");
    Hdf5Output top = new Hdf5Output();
    Hdf5Output nodes = top.group("node").group("nodes");
    nodes.group("input").array("shape", NdArray.of(new int[] {2}));
    nodes.group("fc");
    Hdf5Writer.write(half, top);
    assertThat(refusal(half)).contains("is an unfinished NIR file: it has 2 nodes but no edges", "look at what the exporter said");
  }
}
