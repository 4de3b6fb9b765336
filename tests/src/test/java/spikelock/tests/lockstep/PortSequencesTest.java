package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Difference;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.RandomLockstep;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** Law 5: the packets at every inject and eject port, cycle by cycle, are those of the emulator. */
class PortSequencesTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260106);
  private static final int NETWORKS = 21;
  private static final RtlOptions OPTIONS = RtlOptions.CHECKED.withProfile(Profile.QUICK).withPorts();

  @BeforeAll
  static void needVerilator() {
    System.out.println("PortSequencesTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair", "column", "square", "line"})
  void everyPacketComesInTheSameCycle(String chip) {
    RandomImages images = new RandomImages(RandomChips.named(chip));
    long events = 0;
    try (RandomLockstep lockstep = new RandomLockstep(OPTIONS)) {
      for (int i = 0; i < NETWORKS; i++) {
        Comparison result = lockstep.compare(images.generate(SEED + i));
        assertThat(result.firstDifference()).isEmpty();
        events += result.portEvents();
      }
    }
    System.out.println(chip + ": " + events + " events equal");
    assertThat(events).isGreaterThan(1000);
  }

  /** Two heads that change places need change no total: only the sequence tells. */
  @Test
  void theFirstPacketThatComesLateNamesItsCycle() {
    RandomImages images = new RandomImages(RandomChips.named("square"));
    RtlProject ours = RtlProject.of(images.generate(SEED).image());
    Map<String, String> files = new LinkedHashMap<>(ours.files());
    files.computeIfPresent("round_robin.v", (name, text) -> text.replace("|first ? first : request", "request"));
    assertThat(files).isNotEqualTo(ours.files());
    Optional<Difference> difference = Optional.empty();

    try (RandomLockstep lockstep = new RandomLockstep(OPTIONS.withProject(new RtlProject(ours.top(), files)))) {
      for (int i = 0; i < NETWORKS && difference.isEmpty(); i++) {
        difference = lockstep.compare(images.generate(SEED + i)).firstDifference();
      }
    }

    Difference found = difference.orElseThrow();
    System.out.println(found);
    assertThat(found.kind()).isEqualTo("port");
    assertThat(found.where()).matches("packet to (tile \\d axon \\d+ \\(from core\\d.*\\) delay \\d+|output \\d+)");
    assertThat(found.field()).startsWith("cycle it ");
    assertThat(found.expected()).isNotEqualTo(found.actual());
    assertThat(found.tile()).isNotNegative();
    assertThat(found.cycle()).isGreaterThan(Math.min(found.expected(), found.actual()));
  }
}
