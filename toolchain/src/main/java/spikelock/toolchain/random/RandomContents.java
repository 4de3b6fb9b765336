package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;

/**
 * What the memories hold before a network is loaded: loading and RESET-STATE must leave nothing of it that acts, and both
 * targets must keep the same of the rest.
 */
public final class RandomContents {
  /** Memories in which every word is written; loading or RESET-STATE settles what matters in them. */
  private static final Set<Region> WHOLE = Set.of(Region.SCHEDULER, Region.AXON, Region.SYNAPSE, Region.ACCUMULATOR,
      Region.STATE, Region.NEURON, Region.SET, Region.FANOUT_INDEX, Region.FANOUT);

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

  /** The contents of all memories of a chip that can be written, to be poked before an image is loaded. */
  public static List<Poke> of(ChipSpec spec, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5eed);
    List<Poke> pokes = new ArrayList<>();
    List<MemoryPlan> plans = ChipTables.of(spec).plans();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      pokes.add(new Poke(tile, Region.CONTROL, Region.AGE,
          new int[] {random.nextInt(1 << 16), random.nextInt(spec.delaySlots())}));
      for (Region region : Region.values()) {
        MemoryPlan plan = plans.get(tile);
        if (WHOLE.contains(region) && plan.words(region) > 0) {
          pokes.add(new Poke(tile, region, 0, units(random, plan.words(region), plan.bits(region))));
        }
      }
    }
    return pokes;
  }

  private static int[] units(SplittableRandom random, int words, int bits) {
    int each = (bits + 15) / 16;
    int[] units = new int[words * each];
    for (int i = 0; i < units.length; i++) {
      int width = i % each == each - 1 ? bits - 16 * (each - 1) : 16;
      units[i] = random.nextInt(1 << width);
    }
    return units;
  }
}
