package spikelock.toolchain.soak;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.MemoryImage;
import spikelock.emulator.lockstep.Difference;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.random.RandomContents;

/**
 * Keeps in mind what every memory of a chip must hold, and reads all of them back: each word that was written has what was written, each
 * that was not is as it was before. Where nothing is known of a memory it is not looked at.
 */
public final class ConfigurationPath {
  private static final int PROBES = 6;
  private static final int LONGEST_PROBE = 5; // words

  private final Target chip;
  private final ChipImage image;
  private final List<Map<Region, int[]>> known;
  private long words;

  /** @param chip reached through its ports, so that writing and reading are what is checked */
  public ConfigurationPath(Target chip) {
    this.chip = chip;
    this.image = chip.image();
    this.known = java.util.stream.IntStream.range(0, image.spec().tiles()).<Map<Region, int[]>>mapToObj(tile -> new EnumMap<>(Region.class)).toList();
  }

  /** 16-bit words read back and compared so far. */
  public long words() {
    return words;
  }

  /** Writes whole regions, and from then on knows what is in them. */
  public void write(List<RandomContents.Poke> contents) {
    for (RandomContents.Poke poke : contents) {
      chip.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
      int[] all = known.get(poke.tile()).computeIfAbsent(poke.region(), region -> poke.units().clone());
      System.arraycopy(poke.units(), 0, all, poke.firstWord() * chip.plan(poke.tile()).units(poke.region()), poke.units().length);
    }
  }

  /** Writes some words here and there, each with the neighbours known. */
  public void probe(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x9a0be);
    for (int i = 0; i < PROBES; i++) {
      int tile = random.nextInt(known.size());
      List<Region> regions = known.get(tile).keySet().stream().filter(region -> region != Region.CONTROL).toList();
      Region region = regions.get(random.nextInt(regions.size()));
      MemoryPlan plan = chip.plan(tile);
      int first = random.nextInt(plan.words(region));
      int[] units = RandomContents.units(random, Math.min(plan.words(region) - first, 1 + random.nextInt(LONGEST_PROBE)), plan.bits(region));
      chip.poke(tile, region, first, units);
      System.arraycopy(units, 0, known.get(tile).get(region), first * plan.units(region), units.length);
    }
  }

  /** Loads an image; what it does not write must stay. What RESET-STATE leaves in the working memories is told by {@link #sees}. */
  public void load(ChipImage loaded) {
    chip.load(loaded);
    holds(loaded);
  }

  /** An image was loaded: its tables are what it says. */
  public void holds(ChipImage loaded) {
    for (int tile = 0; tile < known.size(); tile++) {
      MemoryImage memories = new MemoryImage(chip.plan(tile), loaded.cores().get(tile));
      for (Region region : Region.values()) {
        int[] units = memories.units(region);
        if (units.length > 0) {
          int[] all = known.get(tile).computeIfAbsent(region, r -> units.clone());
          System.arraycopy(units, 0, all, 0, units.length);
        }
      }
    }
  }

  /** The working memories, age and slot are what a target believes; neurons that an image does not have are left as they were. */
  public void sees(Target believed) {
    for (int tile = 0; tile < known.size(); tile++) {
      MemoryPlan plan = chip.plan(tile);
      for (Region region : List.of(Region.SCHEDULER, Region.ACCUMULATOR)) {
        known.get(tile).put(region, believed.peek(tile, region, 0, plan.words(region)));
      }
      int[] state = known.get(tile).get(Region.STATE);
      int neurons = believed.image().cores().get(tile).neurons();
      if (state != null && neurons > 0 && plan.words(Region.STATE) > 0) {
        int[] held = believed.peek(tile, Region.STATE, 0, neurons);
        System.arraycopy(held, 0, state, 0, held.length);
      }
      int[] control = known.get(tile).get(Region.CONTROL);
      if (control != null) {
        System.arraycopy(believed.peek(tile, Region.CONTROL, Region.AGE, 2), 0, control, Region.AGE, 2);
      }
    }
  }

  /** Reads everything that is known through the ports: the first word that is not what it must be. */
  public Optional<Difference> verify(String when) {
    return verify(chip, when);
  }

  /** The same, read by other means. */
  public Optional<Difference> verify(Target reader, String when) {
    for (int tile = 0; tile < known.size(); tile++) {
      for (Map.Entry<Region, int[]> memory : known.get(tile).entrySet()) {
        MemoryPlan plan = chip.plan(tile);
        int each = plan.units(memory.getKey());
        int[] read = reader.peek(tile, memory.getKey(), 0, memory.getValue().length / each);
        words += read.length;
        int at = Arrays.mismatch(memory.getValue(), read);
        if (at >= 0) {
          return Optional.of(difference(tile, memory.getKey(), each, at, memory.getValue(), read, when));
        }
      }
    }
    return Optional.empty();
  }

  private static Difference difference(int tile, Region region, int each, int at, int[] expected, int[] actual, String when) {
    int others = -1;
    for (int i = 0; i < expected.length; i++) {
      others += expected[i] == actual[i] ? 0 : 1;
    }
    return new Difference(0, -1, 0, "memory", tile, region.name().toLowerCase(Locale.ROOT) + " word " + at / each, "unit " + at % each,
        expected[at], actual[at], others, List.of(when));
  }
}
