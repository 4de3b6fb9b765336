package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomContents;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;
import spikelock.toolchain.soak.RandomLockstep;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** Tables that no mapper writes, but that an image or a poke may hold: emulator and RTL do the same with them. */
class StrangeTablesTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260105);
  private static final RtlOptions OPTIONS = RtlOptions.CHECKED.withProfile(Profile.QUICK);
  private static final Set<Region> ROWS = Set.of(Region.AXON, Region.SYNAPSE);
  private static final int NETWORKS = 10;

  @BeforeAll
  static void needVerilator() {
    System.out.println("StrangeTablesTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  /** Rows past the end of the synapse memory, longer than the accumulators, with lengths and bases between lanes. */
  @ParameterizedTest
  @ValueSource(strings = {"dot-wide", "pair"})
  void anyBitsInTheRowTablesActAlike(String chip) {
    RandomImages images = new RandomImages(RandomChips.named(chip));
    try (RtlTarget rtl = RtlTarget.open(images.generate(SEED).image(), OPTIONS)) {
      for (int i = 0; i < NETWORKS; i++) {
        RandomCase made = images.generate(SEED + i);
        try (Emulator emulator = Emulator.of(made.image())) {
          rtl.load(made.image());
          for (RandomContents.Poke poke : RandomContents.tables(made.image(), made.seed())) {
            if (ROWS.contains(poke.region())) {
              emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
              rtl.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
            }
          }
          assertThat(new Lockstep(emulator, rtl, true).run(made.stimulus(), new int[] {0}).firstDifference()).as(made.title()).isEmpty();
        }
      }
    }
  }


  @ParameterizedTest
  @ValueSource(strings = {"dot-wide", "pair"})
  void aBaseMayBeNegative(String chip) {
    RandomImages images = new RandomImages(RandomChips.named(chip));
    try (RandomLockstep lockstep = new RandomLockstep(OPTIONS)) {
      for (int i = 0; i < NETWORKS; i++) {
        RandomCase made = images.generate(SEED + i);
        RandomCase negative = new RandomCase(negative(made.image()), made.stimulus(), made.seed(), made.kinds());

        Comparison result = lockstep.compare(negative);

        assertThat(result.firstDifference()).as(made.title()).isEmpty();
        assertThat(result).isEqualTo(lockstep.compare(made));
      }
    }
  }

  private static ChipImage negative(ChipImage image) {
    PlacedCores placed = PlacedCores.of(image);
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      CoreImage c = image.cores().get(tile);
      int accumulators = placed.plan(tile).accumulators();
      int[] target = Arrays.stream(c.axonTarget()).map(t -> t - accumulators).toArray();
      cores.add(new CoreImage(c.axonFormat(), c.axonBase(), c.axonLength(), target, c.axonExponent(), c.synapses(), c.coreParameters(),
          c.setCount(), c.setStart(), c.setParameters(), c.setInitial(), c.neuronParameters(), c.neuronInitial(), c.fanoutStart(), c.fanout()));
    }
    return new ChipImage(image.spec(), image.datapathTexts(), cores, image.inputs(), image.populations(), image.description(),
        image.attachments());
  }
}
