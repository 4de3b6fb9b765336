package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;

/**
 * What the memories hold before: loading must leave nothing of the {@link #tables} that acts, RESET-STATE nothing of the
 * {@link #working} memories.
 */
public final class RandomContents {
  private static final Set<Region> TABLES = Set.of(Region.AXON, Region.SYNAPSE, Region.NEURON, Region.SET,
      Region.FANOUT_INDEX, Region.FANOUT);
  private static final Set<Region> WORKING = Set.of(Region.SCHEDULER, Region.ACCUMULATOR, Region.STATE);

  private RandomContents() {}

  /**
   * Words to write, as {@code Target.poke} takes them.
   *
   * @param tile tile
   * @param region memory
   * @param firstWord first word
   * @param units 16-bit units of the words, lowest first; bits that a word does not have are 0
   */
  public record Poke(int tile, Region region, int firstWord, int[] units) {}

  /**
   * Contents of every table, to be poked into hardware before an image is loaded. They are no network: an emulator, which
   * works its program out from the tables, is not to run them.
   */
  public static List<Poke> tables(ChipImage image, long seed) {
    return fill(image, TABLES, new SplittableRandom(seed ^ 0x7ab1e));
  }

  /** Contents of every working memory, age and current slot, to be poked into any target before RESET-STATE. */
  public static List<Poke> working(ChipImage image, long seed) {
    ChipSpec spec = image.spec();
    SplittableRandom random = new SplittableRandom(seed ^ 0x5eed);
    List<Poke> pokes = fill(image, WORKING, random);
    for (int tile = 0; tile < spec.tiles(); tile++) {
      pokes.add(new Poke(tile, Region.CONTROL, Region.AGE,
          new int[] {random.nextInt(1 << 16), random.nextInt(spec.core().delaySlots())}));
    }
    return pokes;
  }

  private static List<Poke> fill(ChipImage image, Set<Region> regions, SplittableRandom random) {
    ChipTables chip = ChipTables.of(image);
    List<Poke> pokes = new ArrayList<>();
    for (int tile = 0; tile < chip.spec().tiles(); tile++) {
      MemoryPlan plan = chip.plan(tile);
      for (Region region : Region.values()) {
        if (regions.contains(region) && plan.words(region) > 0) {
          pokes.add(new Poke(tile, region, 0, units(random, plan.words(region), plan.bits(region))));
        }
      }
    }
    return pokes;
  }

  /** Contents of every CONTROL region; before an image is loaded, as {@link #tables}. */
  public static List<Poke> control(ChipImage image, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0xc0427);
    ChipTables chip = ChipTables.of(image);
    List<Poke> pokes = new ArrayList<>();
    for (int tile = 0; tile < chip.spec().tiles(); tile++) {
      MemoryPlan plan = chip.plan(tile);
      int[] units = units(random, plan.words(Region.CONTROL), plan.bits(Region.CONTROL));
      units[Region.SETS_USED] = random.nextInt(1 + plan.words(Region.SET));
      units[Region.NOW] = random.nextInt(chip.spec().core().delaySlots());
      pokes.add(new Poke(tile, Region.CONTROL, 0, units));
    }
    return pokes;
  }

  /** Random words of a width in 16-bit units; bits that a word does not have are 0. */
  public static int[] units(SplittableRandom random, int words, int bits) {
    int each = (bits + 15) / 16;
    int[] units = new int[words * each];
    for (int i = 0; i < units.length; i++) {
      int width = i % each == each - 1 ? bits - 16 * (each - 1) : 16;
      units[i] = random.nextInt(1 << width);
    }
    return units;
  }
}
