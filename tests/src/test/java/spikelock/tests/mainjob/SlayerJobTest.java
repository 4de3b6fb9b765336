package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lava-dl's blocks by the command: what SLAYER itself answered (frameworks/lava-dl.zip), in the reference, on the chip and in its Verilog. */
class SlayerJobTest {
  private static final List<String> REFUSED = List.of("cuba.Dense/norm=WgtScaleBatchNorm", "alif.Dense/default");
  /** One of each thing that a block adds: neurons that carry delays, loops, neurons that bring a bias, read-outs. */
  private static final List<String> IN_VERILOG = List.of("cuba.Dense/delay=True", "cuba.Recurrent/default", "cuba.Input/current_decay=0.4",
      "cuba.Affine/default");

  @TempDir Path folder;

  /** A network with its input, and what it answered. */
  private record Recording(String row, Path net, Path x, NdArray expected) {}

  private final List<Recording> recordings = new ArrayList<>();

  @BeforeEach
  void unpack() throws IOException {
    try (InputStream in = Files.newInputStream(Spikelock.recorded("../frameworks/lava-dl.zip")); ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    for (JsonNode row : JsonMapper.shared().readTree(Files.readString(folder.resolve("rows.json"))).get("rows")) {
      for (int i = 0; i < row.get("networks").asInt(); i++) {
        Path at = folder.resolve(row.get("folder").asString()).resolve(Integer.toString(i));
        recordings.add(new Recording(row.get("row").asString().replaceFirst("^lava-dl/", ""), at.resolve("net.net"), at.resolve("x.npy"),
            only(at.resolve("expected.npy"))));
      }
    }
  }

  private static NdArray only(Path file) {
    return ArrayFile.read(file).values().iterator().next();
  }

  @Test
  void everyBlockGivesSlayersAnswerInTheReferenceAndOnTheChip() {
    int ran = 0;
    for (Recording recording : recordings) {
      if (REFUSED.contains(recording.row())) {
        Spikelock.Said said = Spikelock.run("check", recording.net());
        assertThat(said.code()).as(recording.row()).isEqualTo(2);
        assertThat(said.err()).contains("net.net", "layer 0").doesNotContain("at spikelock.");
        continue;
      }
      for (String target : List.of("reference", "emulator")) {
        Path out = folder.resolve("out.npz");

        Spikelock.json("run", recording.net(), "--target", target, "--input", recording.x(), "-o", out);

        assertSame(ArrayFile.read(out).values().iterator().next(), recording, target);
      }
      ran++;
    }
    assertThat(ran).isEqualTo(recordings.size() - 3);
  }

  private static void assertSame(NdArray answered, Recording recording, String target) {
    assertThat(answered.size()).as(recording.row()).isEqualTo(recording.expected().size());
    for (int i = 0; i < answered.size(); i++) {
      assertThat(answered.at(i)).as("%s on the %s, entry %d", recording.net(), target, i).isEqualTo(recording.expected().at(i));
    }
  }

  @Test
  void whatBlocksAddRunsInLockstepWithTheVerilog() {
    Spikelock.needsVerilator();
    for (String row : IN_VERILOG) {
      Recording recording = recordings.stream().filter(r -> r.row().equals(row)).findFirst().orElseThrow();
      Path image = folder.resolve("image.slk");
      Spikelock.json("map", recording.net(), "--chip", "mesh-2x2", "-o", image);

      JsonNode cosim = Spikelock.json("cosim", image, "--input", recording.x());

      assertThat(cosim.get("equal").asBoolean()).as(row).isTrue();
    }
  }

  @Test
  void aReadOutShowsItsPotential() {
    Path out = folder.resolve("affine.npz");
    Path net = Spikelock.shared("cases/lava-affine-readout/affine.net");
    for (String target : List.of("reference", "emulator")) {
      Spikelock.json("run", net, "--target", target, "--input", net.resolveSibling("x.npy"), "-o", out);

      assertThat(ArrayFile.read(out).get("dense1").doubles()).as(target).containsExactly(30, 60, 60, 90);
    }
    assertThat(Spikelock.run("check", net).code()).isZero();
  }

  @Test
  void anInputBlockDrivesItsNeuronsWithTheWeightTimesTheInputAndTheBias() {
    Path out = folder.resolve("input.npz");
    Path net = Spikelock.shared("cases/lava-input-block/input.net");
    int[] expected = only(net.resolveSibling("expected_input0.npy")).ints();
    for (String target : List.of("reference", "emulator")) {
      Spikelock.json("run", net, "--target", target, "--input", net.resolveSibling("x.npy"), "--probe", "input0.spikes", "-o", out);

      assertThat(ArrayFile.read(out).get("input0.spikes").ints()).as(target).isEqualTo(expected);
    }
  }
}
