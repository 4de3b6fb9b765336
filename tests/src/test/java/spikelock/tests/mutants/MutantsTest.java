package spikelock.tests.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spikelock.toolchain.process.Tool;

/** Some mutants of every kind, chosen by a seed: each is found, or has its reason. All of them: {@code ./spikelock bench mutants}. */
class MutantsTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20261130);
  private static final int OF_A_KIND = 5;
  private static Campaign campaign;

  @BeforeAll
  static void woven() {
    System.out.println("MutantsTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    campaign = new Campaign(Campaign.CHIPS, Path.of("target", "mutants"), SEED);
  }

  @Test
  void withoutAMutantEverythingIsEqual() {
    assertThat(campaign.withoutMutant(3)).isEmpty();
    assertThat(campaign.mutants()).hasSizeGreaterThan(500);
  }

  @Test
  void someOfEveryKindAreFoundOrHaveAReason() {
    List<Mutant> chosen = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Mutant> all = campaign.mutants().stream().filter(m -> m.kind() == kind).collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(all, new Random(SEED));
      chosen.addAll(all.subList(0, Math.min(all.size(), OF_A_KIND)));
    }
    Survivors survivors = new Survivors();

    List<Campaign.Verdict> verdicts = campaign.run(chosen.stream().filter(m -> survivors.reason(m).isEmpty()).toList(), System.out::println);

    assertThat(verdicts.stream().filter(Campaign.Verdict::survived).map(v -> v.mutant().key())).as("rerun with -Dspikelock.seed=" + SEED).isEmpty();
    assertThat(verdicts).hasSizeGreaterThan(Kind.values().length * OF_A_KIND / 2);
  }

  @Test
  void everyReasonIsOfAMutantThatIsThere() {
    assertThat(campaign.mutants().stream().map(Mutant::key)).containsAll(new Survivors().all().keySet());
  }
}
