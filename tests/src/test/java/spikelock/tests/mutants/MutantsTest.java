package spikelock.tests.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomChips;

/** Some mutants of every kind, each of which must be found. All of them: {@code ./spikelock bench mutants}. */
class MutantsTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20261130);

  /** Kind and expression; on whatever line of whatever file it is. */
  private static final List<String> CHOSEN = List.of(
      "TIED_LOW write_enable", "TIED_HIGH write_enable", "TIED_LOW read_enable", "TIED_HIGH clear", "TIED_LOW copy_reading", "TIED_HIGH keep",
      "NEGATION ~some[0]", "NEGATION word[15:0] != 16'd0", "NEGATION ~mask_valid",
      "COMPARISON x > HERE_X", "NEGATION ~row_active",
      "SLICE add_target[ACCUMULATORS_LOG2-1:BANKS_LOG2]", "SLICE turned[ACCUMULATOR_BITS-1:0]", "SLICE arrival_axon[AXONS_LOG2-1:4]",
      "RESET_VALUE {DEPTH{1'b0}}");
  private static Campaign campaign;

  @BeforeAll
  static void woven() {
    System.out.println("MutantsTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    campaign = new Campaign(List.of(RandomChips.named("pair")), Path.of("target", "mutants"), SEED);
  }

  @Test
  void withoutAMutantEverythingIsEqual() {
    assertThat(campaign.withoutMutant(3)).isEmpty();
    assertThat(campaign.mutants()).hasSizeGreaterThan(500);
  }

  @Test
  void everyReasonIsThatOfAMutant() {
    List<String> keys = campaign.mutants().stream().map(Mutant::key).toList();

    assertThat(new Survivors().all().keySet()).isSubsetOf(keys);
  }

  @Test
  void someOfEveryKindAreFound() {
    List<Mutant> chosen = CHOSEN.stream().map(name -> campaign.mutants().stream().filter(m -> name.equals(m.kind() + " " + m.was())).findFirst()
        .orElseThrow(() -> new AssertionError("no mutant is " + name))).toList();

    List<Campaign.Verdict> verdicts = campaign.run(chosen, System.out::println);

    assertThat(verdicts.stream().filter(Campaign.Verdict::survived)).as("rerun with -Dspikelock.seed=" + SEED).isEmpty();
  }
}
