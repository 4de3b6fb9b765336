package spikelock.emulator.engine.function;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.image.PlacedCores;

/**
 * The memories of an emulated chip, word by word as the chip holds them: what a {@link FunctionalEngine} keeps in its own form is packed
 * and unpacked here, and tables that are written act from the next timestep on. Counters are no business of it.
 */
public final class EmulatedMemories {
  private final ChipSpec spec;
  private final ChipImage image;
  private final PlacedCores placed;
  private final FunctionalEngine engine;
  private final CoreMemories[] tables; // of tiles whose tables were asked for
  private final boolean[] stale; // whose core no longer runs what the tables say

  /**
   * The memories behind an engine.
   *
   * @param image that it was made of
   */
  public EmulatedMemories(ChipImage image, FunctionalEngine engine) {
    this.spec = image.spec();
    this.image = image;
    this.placed = engine.placed();
    this.engine = engine;
    this.tables = new CoreMemories[spec.tiles()];
    this.stale = new boolean[spec.tiles()];
  }

  /** Reads words, as {@link spikelock.emulator.platform.Target#peek} tells. */
  public int[] peek(int tile, Region region, int firstWord, int words) {
    refresh();
    engine.settle();
    if (CoreMemories.isTable(region)) {
      int[] units = tables(tile).read(region, firstWord, words);
      if (region == Region.CONTROL) {
        replace(units, firstWord, Region.AGE, engine.age(tile));
        replace(units, firstWord, Region.NOW, schedule().now(tile));
      }
      return units;
    }
    int size = placed.plan(tile).units(region);
    int[] units = new int[words * size];
    for (int i = 0; i < words; i++) {
      int[] word = word(tile, region, firstWord + i);
      System.arraycopy(word, 0, units, i * size, size);
    }
    return units;
  }

  private static void replace(int[] units, int firstWord, int entry, int value) {
    if (entry >= firstWord && entry < firstWord + units.length) {
      units[entry - firstWord] = value;
    }
  }

  private int[] word(int tile, Region region, int at) {
    Core core = engine.core(tile);
    MemoryPlan plan = placed.plan(tile);
    return switch (region) {
      case SCHEDULER -> engine.path().word(tile, at / spec.core().axonWords(), at % spec.core().axonWords());
      case ACCUMULATOR -> {
        long value = core.accumulators()[at] & (-1L >>> (64 - spec.core().accumulatorBits()));
        yield spec.core().accumulatorBits() > 16 ? new int[] {(int) value & 0xffff, (int) (value >> 16)} : new int[] {(int) value};
      }
      case STATE -> at < engine.tables(tile).neurons() ? CoreMemories.pack(core.state, stateTypes(tile), at) : new int[plan.units(region)];
      default -> throw new IllegalArgumentException(region + " is a table");
    };
  }

  /** Writes words, given as {@link #peek} gives them. */
  public void poke(int tile, Region region, int firstWord, int[] units) {
    refresh();
    engine.settle();
    if (CoreMemories.isTable(region)) {
      pokeTable(tile, region, firstWord, units);
      return;
    }
    Core core = engine.core(tile);
    int size = placed.plan(tile).units(region);
    for (int i = 0; i < units.length / size; i++) {
      int at = firstWord + i;
      switch (region) {
        case SCHEDULER -> engine.path().setWord(tile, at / spec.core().axonWords(), at % spec.core().axonWords(), units, i * size);
        case ACCUMULATOR -> {
          int value = size > 1 ? units[2 * i] | units[2 * i + 1] << 16 : units[i];
          core.accumulators()[at] = value << (32 - spec.core().accumulatorBits()) >> (32 - spec.core().accumulatorBits());
        }
        case STATE -> {
          if (at < engine.tables(tile).neurons()) {
            CoreMemories.unpack(Arrays.copyOfRange(units, i * size, (i + 1) * size), stateTypes(tile), core.state, at);
          }
        }
        default -> throw new IllegalArgumentException(region + " is a table");
      }
    }
  }

  private void pokeTable(int tile, Region region, int firstWord, int[] units) {
    tables(tile).write(region, firstWord, units);
    boolean timeOnly = false; // age and current slot are no part of what a core runs
    if (region == Region.CONTROL) {
      engine.setAge(tile, valueOr(units, firstWord, Region.AGE, engine.age(tile)));
      schedule().setNow(tile, valueOr(units, firstWord, Region.NOW, schedule().now(tile)));
      timeOnly = firstWord >= Region.AGE && firstWord + units.length <= Region.FIRST_PARAMETER;
    }
    stale[tile] |= !timeOnly;
  }

  private static int valueOr(int[] units, int firstWord, int entry, int otherwise) {
    return entry >= firstWord && entry < firstWord + units.length ? units[entry - firstWord] : otherwise;
  }

  private Schedule schedule() {
    return engine.path().schedule();
  }

  private List<Type> stateTypes(int tile) {
    return placed.datapath(tile).datapath().states().stream().map(Field::type).toList();
  }

  private CoreMemories tables(int tile) {
    if (tables[tile] == null) {
      tables[tile] = new CoreMemories(placed.plan(tile), placed.datapath(tile), image.cores().get(tile));
    }
    return tables[tile];
  }

  /** Whether tables were written that the engine does not run yet. */
  public boolean isStale() {
    for (boolean one : stale) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  /** After writes into tables the engine is given what they say now; its state stays. */
  public void refresh() {
    if (!isStale()) {
      return;
    }
    engine.settle();
    if (engine.isShared()) {
      Arrays.fill(stale, true);
    }
    for (int tile = 0; tile < stale.length; tile++) {
      if (stale[tile]) {
        stale[tile] = false;
        engine.replace(tile, tables(tile).image());
      }
    }
    engine.link();
  }
}
