package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.lockstep.Difference;
import spikelock.hdl.project.MadeFor;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.Loading;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.RandomLockstep;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** The check can fail: single faults in a copy of the emitted Verilog, run as {@code cosim --rtl} does, are each found and named. */
class PlantedFaultsTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260104);
  private static final int MOST_NETWORKS = 60;
  private static final RtlOptions OPTIONS = RtlOptions.CHECKED.withProfile(Profile.QUICK).withMostCycles(20_000);

  @TempDir Path folder;

  @BeforeAll
  static void needVerilator() {
    System.out.println("PlantedFaultsTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  static List<Fault> faults() {
    return Fault.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isFoundAndNamed(Fault fault) throws IOException {
    RandomImages images = images(fault.chip());
    write(images);
    Path file = folder.resolve("rtl").resolve(fault.file());
    String text = Files.readString(file);
    assertThat(text.split(java.util.regex.Pattern.quote(fault.right()), -1)).as("the text to change is there once").hasSize(2);
    Files.writeString(file, text.replace(fault.right(), fault.wrong()));

    Optional<Difference> difference = firstDifference(images, RtlProject.read(folder), fault.kinds().contains("memory") ? Loading.PORTS : Loading.DIRECT);

    assertThat(difference).as("found within " + MOST_NETWORKS + " networks, -Dspikelock.seed=" + SEED).isPresent();
    Difference found = difference.orElseThrow();
    System.out.println(fault + ": " + found.describe("emulator", "rtl"));
    assertThat(found.kind()).as(found.toString()).isIn(fault.kinds());
    assertThat(found.where()).as(found.toString()).matches(fault.where());
    assertThat(found.tile()).as(found.toString())
        .isGreaterThanOrEqualTo(List.of("step_cycles", "batch_cycles", "stopped", "output").contains(found.kind()) ? -1 : 0);
  }

  @Test
  void noFaultNoDifference() {
    RandomImages images = images("pair");
    write(images);

    assertThat(firstDifference(images, RtlProject.read(folder), Loading.AUTO)).isEmpty();
  }

  private void write(RandomImages images) {
    ChipImage image = images.generate(SEED).image();
    RtlProject.of(image).write(folder, MadeFor.of(image));
  }

  private static RandomImages images(String chip) {
    return new RandomImages(RandomChips.named(chip));
  }

  /** Faults that show in lockstep itself are looked for without the check of the memories, which would come first. */
  private static Optional<Difference> firstDifference(RandomImages images, RtlProject project, Loading loading) {
    try (RandomLockstep lockstep = new RandomLockstep(OPTIONS.withProject(project).withLoading(loading).isolated(Duration.ofSeconds(60)))) {
      Optional<Difference> difference = Optional.empty();
      for (int i = 0; i < MOST_NETWORKS && difference.isEmpty(); i++) {
        difference = lockstep.compare(images.generate(SEED + i)).firstDifference();
      }
      return difference;
    }
  }
}
