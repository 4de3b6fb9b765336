package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageCheck;
import spikelock.emulator.image.MemoryImage;

class RandomImagesTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260101);
  private static final int CASES = 2_000;

  @BeforeAll
  static void printSeed() {
    System.out.println("RandomImagesTest: -Dspikelock.seed=" + SEED);
  }

  private static List<RandomImages> makers() {
    return RandomChips.all().stream().map(RandomImages::new).toList();
  }

  @Test
  void everyCaseIsValidAndEveryKindAppears() {
    Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
    List<RandomImages> makers = makers();

    for (int i = 0; i < CASES; i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);
      assertThat(CaseCheck.problems(made)).as(made.title()).isEmpty();
      ImageCheck.check(made.image());
      made.kinds().forEach(kind -> seen.merge(kind, 1, Integer::sum));
    }

    System.out.println(seen);
    for (Kind kind : Kind.values()) {
      assertThat(seen.getOrDefault(kind, 0)).as(kind.description()).isGreaterThanOrEqualTo(CASES / 100);
    }
  }

  @Test
  void nineOfTenNetworksSpikeInOverHalfOfTheirTimesteps() {
    List<ChipSpec> chips = RandomChips.all();
    List<RandomImages> makers = makers();
    int lively = 0;
    int crowded = 0;
    int runs = 600;

    for (int i = 0; i < runs; i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);
      SlowChip chip = new SlowChip(ChipTables.of(chips.get(i % chips.size())), made);
      int spiking = 0;
      long spikes = 0;
      for (int timestep = 0; timestep < made.timesteps(); timestep++) {
        int now = chip.step();
        spikes += now;
        spiking += now > 0 ? 1 : 0;
      }
      lively += 2 * spiking > made.timesteps() ? 1 : 0;
      crowded += 2 * spikes > (long) made.neurons() * made.timesteps() ? 1 : 0;
    }

    System.out.println(lively + " of " + runs + " lively, " + crowded + " with most neurons firing");
    assertThat(lively).isGreaterThan(runs * 92 / 100);
    assertThat(crowded).isBetween(runs / 10, runs * 3 / 4);
  }

  @Test
  void oneSeedGivesOneCase() {
    for (ChipSpec spec : RandomChips.all()) {
      RandomCase once = new RandomImages(spec).generate(SEED);
      RandomCase again = new RandomImages(spec).generate(SEED);
      RandomCase other = new RandomImages(spec).generate(SEED + 1);

      assertThat(again.describe()).isEqualTo(once.describe()).isNotEqualTo(other.describe());
      assertThat(words(again)).isEqualTo(words(once));
      assertThat(again.stimulus().values()).isEqualTo(once.stimulus().values());
      assertThat(RandomContents.tables(once.image(), SEED)).usingRecursiveComparison().isEqualTo(RandomContents.tables(once.image(), SEED));
      assertThat(RandomContents.working(once.image(), SEED)).usingRecursiveComparison().isEqualTo(RandomContents.working(once.image(), SEED));
    }
  }

  @Test
  void aCaseTakenApartGoesTogetherAgain() {
    List<RandomImages> makers = makers();
    for (int i = 0; i < 200; i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);

      Draft draft = Disassembler.draft(ChipTables.of(made.image().spec()), made.image(), made.stimulus());
      RandomCase again = RandomImages.finished(draft, made.seed(), made.kinds());

      assertThat(words(again)).isEqualTo(words(made));
      assertThat(again.image().populations()).usingRecursiveComparison().isEqualTo(made.image().populations());
      assertThat(again.image().inputs()).usingRecursiveComparison().isEqualTo(made.image().inputs());
      assertThat(again.stimulus().values()).isEqualTo(made.stimulus().values());
      assertThat(again.kinds()).isEqualTo(made.kinds());
    }
  }

  @Test
  void theCheckSeesWhatIsWrong() {
    RandomCase made = new RandomImages(RandomChips.named("square")).generate(SEED);
    CoreImage core = made.image().cores().stream().filter(c -> c.axonFormat().length > 1).findFirst().orElseThrow();
    int axon = 0;
    while (core.axonLength()[axon] == 0) {
      axon++;
    }

    core.axonTarget()[axon] = 1 << 12;

    assertThat(CaseCheck.problems(made)).anyMatch(p -> p.contains("target"));
  }

  @Test
  void theChipsHaveEveryForm() {
    List<ChipSpec> chips = RandomChips.all();

    assertThat(chips).hasSizeLessThanOrEqualTo(12);
    assertThat(chips.stream().map(ChipSpec::name)).doesNotHaveDuplicates();
    assertThat(chips.stream().map(c -> c.mesh().width() + "x" + c.mesh().height()))
        .contains("1x1", "2x1", "1x3", "2x2", "3x2", "4x4", "4x2");
    assertThat(chips.stream().map(spec -> spec.core().synapses().lanes())).contains(1, 2, 4);
    assertThat(chips.stream().map(spec -> spec.mesh().fifoDepth())).contains(2, 4);
    assertThat(chips.stream().map(spec -> spec.core().synapses().wordBits())).contains(16, 32);
    assertThat(chips.stream().map(spec -> spec.core().synapses().weightBits())).contains(2, 16);
    assertThat(chips.stream().map(spec -> spec.core().accumulatorBits())).contains(8, 32);
    assertThat(chips.stream().map(spec -> spec.core().delaySlots())).contains(2, 16);
    assertThat(chips.stream().map(spec -> spec.counters().kind()).distinct()).hasSize(3);
  }

  /** Every loaded unit of every memory. */
  private static int[][] words(RandomCase made) {
    ChipTables chip = ChipTables.of(made.image().spec());
    return Arrays.stream(Region.values())
        .flatMap(region -> java.util.stream.IntStream.range(0, made.image().cores().size())
            .mapToObj(tile -> new MemoryImage(chip.plan(tile), made.image().cores().get(tile)).units(region)))
        .toArray(int[][]::new);
  }
}
