package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.HandWritten;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.RandomLockstep;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** A chip at the limit of a field is refused by the field's name, or all tools take it and it runs in lockstep. */
class BoundaryChipsTest {
  private static final long SEED = Long.getLong("spikelock.seed", ThreadLocalRandom.current().nextLong(1L << 40));
  private static final int PAIRS = 6;

  static Stream<ChipSpec> chips() {
    System.out.println("BoundaryChipsTest: -Dspikelock.seed=" + SEED);
    return Stream.of(BoundaryChips.alone(), BoundaryChips.choices(), BoundaryChips.pairs(new Random(SEED), PAIRS)).flatMap(List::stream);
  }

  @ParameterizedTest
  @EnumSource(ChipField.class)
  void aValueBeyondALimitIsRefusedByTheFieldsName(ChipField field) {
    ChipSpec chip = Chips.read("core-1");
    for (int value : List.of(field.limit().least() - 1, field.limit().greatest() + 1, 2 * field.limit().greatest())) {
      assertThatThrownBy(() -> chip.with(field, value)).isInstanceOfSatisfying(InputException.class, refused -> {
        assertThat(refused.where()).isEqualTo(field.field());
        assertThat(refused).hasMessageContaining("must be " + field.limit().rule());
      });
    }
  }

  @Test
  void mostLimitsAreChips() {
    assertThat(BoundaryChips.alone()).hasSizeGreaterThan(30);
  }

  /** Not built by any tool, but a chip: its Verilog is written. (LargeMeshTest of the emulator's cycles runs one.) */
  @Test
  void whatIsTooLargeToBuildIsOneChip() {
    assertThat(BoundaryChips.notBuilt()).extracting(ChipSpec::name).containsExactly("mesh.width=64 mesh.height=64");
    ChipSpec chip = BoundaryChips.notBuilt().getFirst();
    assertThat(RtlProject.of(chip, PlacedCores.of(chip, Map.of())).files()).containsKey("chip.v");
  }

  @ParameterizedTest
  @MethodSource("chips")
  void everyToolTakesIt(ChipSpec chip, @TempDir Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> file : RtlProject.of(chip, PlacedCores.of(chip, Map.of())).files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
      names.add(file.getKey());
    }
    Files.writeString(folder.resolve("waivers.vlt"), HandWritten.waivers());
    silent(folder, names, "verilator", "--lint-only", "-Wall", "--top-module", "chip", "waivers.vlt");
    silent(folder, names, "iverilog", "-g2001", "-Wall", "-o", "chip.vvp", "-s", "chip");
    silent(folder, List.of(), "yosys", "-q", "-p", "read_verilog -defer " + String.join(" ", names) + "; hierarchy -check -top chip; proc; check -assert");
  }

  private static void silent(Path folder, List<String> files, String... start) {
    assumeTrue(Tool.find(start[0]).isPresent(), () -> "TOOL: " + start[0] + " is not installed");
    List<String> command = new ArrayList<>(List.of(start));
    command.addAll(files);
    assertThat(Tool.run(folder, command, start[0])).as(start[0]).isEqualTo(new Tool.Result(0, ""));
  }

  /** A compiler takes minutes for 16 tiles and more: meshes that long run with {@code -Dspikelock.boundary.meshes=true} only. */
  static Stream<ChipSpec> chipsThatAreSoonBuilt() {
    return chips().filter(chip -> chip.tiles() < 16 || Boolean.getBoolean("spikelock.boundary.meshes"));
  }

  @ParameterizedTest
  @MethodSource("chipsThatAreSoonBuilt")
  void itRunsInLockstep(ChipSpec chip) {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    RandomImages images = new RandomImages(chip);
    try (RandomLockstep lockstep = new RandomLockstep(RtlOptions.CHECKED.withProfile(Profile.QUICK))) {
      for (int i = 0; i < 2; i++) {
        RandomCase made = images.generate(SEED + i);
        assertThat(lockstep.compare(made).firstDifference()).as("-Dspikelock.seed=%d: %s", SEED, made.title()).isEmpty();
      }
    }
  }
}
