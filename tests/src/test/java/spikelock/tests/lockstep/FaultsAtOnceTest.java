package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Difference;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.hdl.project.MadeFor;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/**
 * A fault in the Verilog that shows without looking into memories is named alike whether timesteps are asked for one by one or many at
 * once; so is a Verilog that stops, or stays busy, in the middle of them.
 */
class FaultsAtOnceTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260105);
  private static final int NETWORKS = 60;
  private static final RtlOptions OPTIONS = RtlOptions.CHECKED.withProfile(Profile.QUICK).withMostCycles(20_000);

  @TempDir Path folder;

  @BeforeAll
  static void needVerilator() {
    System.out.println("FaultsAtOnceTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  static Stream<Fault> faults() {
    Fault stops = new Fault("pair", "the Verilog stops itself in the fourth timestep", "core_control.v", "        now <= now + 1'b1;",
        "        now <= now + 1'b1;\n        if (age == 16'd3) $finish;", List.of("stopped"), ".*\\$finish.*");
    List<String> chosen = List.of("fixed order instead of round robin", "a list does not end", "outputs kept from the step before",
        "batches counted a cycle short");
    return Stream.concat(Stream.of(stops), Fault.ALL.stream().filter(fault -> chosen.contains(fault.name())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isNamedAlike(Fault fault) throws IOException {
    RandomImages images = new RandomImages(RandomChips.named(fault.chip()));
    RandomCase first = images.generate(SEED);
    RtlProject.of(first.image()).write(folder, MadeFor.of(first.image()));
    Path file = folder.resolve("rtl").resolve(fault.file());
    String text = Files.readString(file);
    assertThat(text.split(java.util.regex.Pattern.quote(fault.right()), -1)).as("the text to change is there once").hasSize(2);
    Files.writeString(file, text.replace(fault.right(), fault.wrong()));
    RtlOptions options = OPTIONS.withProject(RtlProject.read(folder));
    Difference found = null;
    for (int i = 0; i < NETWORKS && (found == null || found.timestep() == 0); i++) {
      RandomCase made = images.generate(SEED + i);

      Comparison standing = compare(made, options, 0);

      assertThat(compare(made, options, 256)).as("%s, in one call", made.title()).isEqualTo(standing);
      if (!standing.equal()) {
        found = standing.firstDifference().orElseThrow();
        assertThat(compare(made, options, 3)).as("%s, three in a call", made.title()).isEqualTo(standing);
        assertThat(compare(made, options.isolated(Duration.ofMinutes(1)), 256)).as("%s, isolated", made.title()).isEqualTo(standing);
        assertThat(compare(made, options.throughPorts(), 256)).as("%s, through the ports", made.title()).isEqualTo(standing);
      }
    }
    assertThat(found).as("a difference behind the first timestep, -Dspikelock.seed=" + SEED).isNotNull();
    System.out.println(fault + ": " + found.describe("emulator", "rtl"));
    assertThat(found.timestep()).as(found.toString()).isPositive();
    assertThat(found.kind()).as(found.toString()).isIn(fault.kinds());
    assertThat(found.where()).as(found.toString()).matches(fault.where());
  }

  /** @param atOnce 0 for one by one, with both targets standing behind each */
  private static Comparison compare(RandomCase made, RtlOptions options, int atOnce) {
    try (Emulator emulator = Emulator.of(made.image()); RtlTarget rtl = RtlTarget.open(made.image(), options)) {
      Lockstep lockstep = new Lockstep(emulator, rtl, false);
      return (atOnce == 0 ? lockstep.watch(record -> { }) : lockstep.atOnce(atOnce)).run(made.stimulus(), new int[] {0});
    }
  }
}
