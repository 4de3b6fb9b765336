package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.CoreImage;

class ShrinkerTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260102);

  @BeforeAll
  static void printSeed() {
    System.out.println("ShrinkerTest: -Dspikelock.seed=" + SEED);
  }

  /** The first case from {@link #SEED} on that fails. */
  private static RandomCase find(ChipSpec spec, Predicate<RandomCase> fails) {
    RandomImages images = new RandomImages(spec);
    return LongStream.iterate(SEED, s -> s + 1).mapToObj(images::generate).filter(fails).findFirst().orElseThrow();
  }

  private static int axons(RandomCase made) {
    return made.image().cores().stream().mapToInt(c -> (int) Arrays.stream(c.axonLength()).filter(n -> n > 0).count()).sum();
  }

  private static long inputSpikes(RandomCase made) {
    long sum = 0;
    for (int value : made.stimulus().values()) {
      sum += value == 0 ? 0 : 1;
    }
    return sum;
  }

  private static Predicate<RandomCase> valid(Predicate<RandomCase> fails) {
    return c -> {
      assertThat(CaseCheck.problems(c)).as(c::describe).isEmpty();
      return fails.test(c);
    };
  }

  @Test
  void onlyTheRowThatMattersStays() {
    for (String chip : List.of("square", "column", "grid-deep")) {
      Predicate<RandomCase> fails = c -> c.kinds().contains(Kind.WRAPPED_DENSE_ROW);
      RandomCase found = find(RandomChips.named(chip), fails);
      Shrinker shrinker = new Shrinker(valid(fails), 20_000);

      RandomCase small = shrinker.shrink(found);

      System.out.println(shrinker.calls() + " calls: " + small.describe());
      assertThat(fails).accepts(small);
      assertThat(axons(small)).isEqualTo(1);
      assertThat(small.neurons()).isZero();
      assertThat(small.timesteps()).isEqualTo(1);
      assertThat(small.stimulus().channels()).isZero();
    }
  }

  @Test
  void oneSpikeOfOneTileNeedsOneNeuron() {
    ChipSpec spec = RandomChips.named("block");
    ChipTables tables = ChipTables.of(spec);
    Predicate<RandomCase> fails = c -> {
      SlowChip chip = new SlowChip(tables, c);
      int spikes = 0;
      for (int t = 0; t < c.timesteps(); t++) {
        spikes += chip.step();
      }
      return spikes > 0;
    };

    RandomCase small = new Shrinker(valid(fails), 20_000).shrink(find(spec, fails));

    assertThat(fails).accepts(small);
    assertThat(small.neurons()).isEqualTo(1);
    assertThat(small.timesteps()).isEqualTo(1);
    assertThat(small.image().cores().stream().mapToInt(c -> c.fanout().length).sum()).isZero();
  }

  /**
   * Two axons at the most, one neuron that they meet and one that sends for each, whatever the seed. How long these must run, and how often they must be sent to, is in their
   * numbers: a potential that falls slowly, or a threshold far above a weight, takes its time.
   */
  @Test
  void aPlantedFaultEndsInFewNeurons() {
    for (String chip : List.of("slab", "pair", "tower")) {
      ChipSpec spec = RandomChips.named(chip);
      Predicate<RandomCase> fails = differs(ChipTables.of(spec));
      RandomCase found = find(spec, fails);
      Shrinker shrinker = new Shrinker(valid(fails), 3_000);

      RandomCase small = shrinker.shrink(found);
      RandomCase again = new Shrinker(fails, 3_000).shrink(found);

      System.out.println(found.title() + "\n" + shrinker.calls() + " calls: " + small.describe());
      assertThat(fails).accepts(small);
      assertThat(again.describe()).isEqualTo(small.describe());
      assertThat(small.neurons()).isLessThanOrEqualTo(1 + axons(small));
      assertThat(axons(small)).isLessThanOrEqualTo(2);
      assertThat(small.timesteps()).isLessThanOrEqualTo(found.timesteps());
      assertThat(inputSpikes(small)).isLessThanOrEqualTo(2L * small.timesteps());
      assertThat(small.describe().lines().count()).isLessThan(20 + small.timesteps());
    }
  }

  /** Whether a chip that ignores exponents spikes otherwise. */
  private static Predicate<RandomCase> differs(ChipTables tables) {
    return c -> {
      SlowChip right = new SlowChip(tables, c);
      SlowChip wrong = new SlowChip(tables, c) {
        @Override
        long scaled(long weight, int exponent) {
          return weight;
        }
      };
      for (int t = 0; t < c.timesteps(); t++) {
        if (right.step() != wrong.step()) {
          return true;
        }
      }
      return false;
    };
  }

  @Test
  void whatCannotBecomeSmallerStaysAndTheBudgetHolds() {
    RandomCase found = new RandomImages(RandomChips.named("dot")).generate(SEED);
    String all = found.describe();
    Shrinker stubborn = new Shrinker(c -> c.describe().equals(all), 50);

    assertThat(stubborn.shrink(found)).isSameAs(found);
    assertThat(stubborn.calls()).isEqualTo(50);
    assertThat(new Shrinker(c -> true, 50, () -> false).shrink(found)).isSameAs(found);
  }

  @Test
  void everythingGoesWhenEverythingFails() {
    for (ChipSpec spec : RandomChips.all()) {
      RandomCase small = new Shrinker(valid(c -> true), 2_000).shrink(new RandomImages(spec).generate(SEED));

      assertThat(small.neurons()).isZero();
      assertThat(small.image().cores()).allMatch(c -> c.axonFormat().length == 0 && c.fanout().length == 0);
      assertThat(small.image().cores().stream().map(CoreImage::synapses)).allMatch(words -> words.length == 0);
      assertThat(small.timesteps()).isEqualTo(1);
    }
  }
}
