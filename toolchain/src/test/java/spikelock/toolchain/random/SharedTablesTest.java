package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.lockstep.Lockstep;

/** Emulators that share their tables act as if each had its own. */
class SharedTablesTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260302);
  private static final Set<Region> ROWS = Set.of(Region.AXON, Region.SYNAPSE);
  private static final int CASES = 60;

  @Test
  void changingTheTablesOfOneLeavesTheOthersAlone() {
    System.out.println("SharedTablesTest: -Dspikelock.seed=" + SEED);
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    int changed = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);
      Supplier<Emulator> sharing = Emulator.sharing(made.image());
      try (Emulator poked = sharing.get(); Emulator left = sharing.get(); Emulator own = Emulator.of(made.image());
          Emulator ownPoked = Emulator.of(made.image())) {
        for (RandomContents.Poke poke : RandomContents.tables(made.image(), made.seed())) {
          if (ROWS.contains(poke.region())) {
            poked.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
            ownPoked.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
          }
        }

        assertAlike(made, poked, ownPoked);
        assertAlike(made, left, own);
        changed += new Lockstep(left, poked, true).run(made.stimulus(), new int[] {0}).equal() ? 0 : 1;
      }
    }
    assertThat(changed).isGreaterThan(CASES / 2);
  }

  private static void assertAlike(RandomCase made, Emulator shared, Emulator own) {
    assertThat(new Lockstep(shared, own, true).run(made.stimulus(), new int[] {0}).firstDifference()).as(made.title()).isEmpty();
  }
}
