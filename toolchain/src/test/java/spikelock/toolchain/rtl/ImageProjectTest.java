package spikelock.toolchain.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.hdl.project.ImageProject;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;

/** The emitted project runs by itself in another simulator and agrees with ours. */
class ImageProjectTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong() & 0xffff_ffffL);
  private static final ChipSpec SPEC = SampleImages.chip(2, 1, 2, 16, 2, Counters.BASIC, SampleImages.CORE_PLACED, SampleImages.ADAPTIVE);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void icarusDoesWhatVerilatorDid(int payloadBits) throws IOException {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    assumeTrue(Tool.find("iverilog").isPresent(), "TOOL: iverilog is not installed");
    System.out.println("ImageProjectTest: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    ChipImage image = SampleImages.random(SPEC.with(ChipField.PAYLOAD_BITS, payloadBits), random);
    ImageProject project = new ImageProject(image);
    try (RtlTarget target = RtlTarget.open(image, RtlOptions.CHECKED)) {
      StepRecord record = new StepRecord(image.spec());
      for (int timestep = 0; timestep < 12; timestep++) {
        int[] channels = SampleImages.channels(image, random);
        int[] values = random.ints(channels.length).map(image.spec().packet()::payload).toArray();
        target.step(channels, values, channels.length, record);
        project.timestep(channels, values, channels.length).expect(record);
      }
    }
    project.write(folder);

    List<String> printed = simulate();
    assertThat(printed).hasSize(14).startsWith("input: none").last().isEqualTo("EQUAL: 12 timesteps");
    assertThat(RtlProject.read(folder)).isEqualTo(RtlProject.of(image));

    Path expected = folder.resolve("expected.hex");
    List<String> lines = new ArrayList<>(Files.readAllLines(expected));
    lines.set(3 * (2 + image.spec().outputWords()), "1"); // step cycles of timestep 3
    Files.write(expected, lines);
    assertThat(simulate()).anyMatch(l -> l.startsWith("DIFFERENT: timestep 3 step cycles")).contains("DIFFERENT: 1 values");
    assertThat(Tool.run(folder, List.of("vvp", "-n", "chip.vvp", "+vcd"), "iverilog").code()).as("a failure for who runs it").isNotZero();
    assertThat(folder.resolve("chip.vcd")).isNotEmptyFile();
  }

  private List<String> simulate() throws IOException {
    List<String> command = new ArrayList<>(List.of("iverilog", "-g2001", "-Wall", "-s", "chip_tb", "-o", "chip.vvp", "chip_tb.v"));
    try (Stream<Path> files = Files.list(folder.resolve("rtl"))) {
      files.forEach(f -> command.add("rtl/" + f.getFileName()));
    }
    assertThat(Tool.run(folder, command, "iverilog").code()).isZero();
    return Tool.run(folder, List.of("vvp", "-n", "chip.vvp"), "iverilog").output().lines().filter(l -> !l.contains("$finish called")).toList();
  }
}
