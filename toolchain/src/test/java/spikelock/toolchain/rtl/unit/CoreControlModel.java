package spikelock.toolchain.rtl.unit;

import java.util.random.RandomGenerator;

/**
 * Region CONTROL: the sets in use, the age, the current slot, and core-placed parameters. The advance moves age and slot on, the age not
 * beyond its highest value; RESET-STATE sets both to 0 and wins. Entries that there are not store nothing.
 */
final class CoreControlModel implements UnitModel {
  private static final int OLDEST = 0xffff;
  private static final int SETS_USED = 0;
  private static final int AGE = 1;
  private static final int NOW = 2;
  private static final int FIRST_PARAM = 3;

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure advances;
  private int setsUsed;
  private int age;
  private int now;
  private final int[] params; // units
  private final boolean[] written;
  private int entryShown = -1; // the entry asked for in the cycle before
  private int word;

  /** The parameters of the module. */
  record Shape(int setsLog2, int slotsLog2, int coreBits) {
    int units() {
      return (coreBits + 15) / 16;
    }
  }

  CoreControlModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.advances = new Pressure(random);
    this.params = new int[shape.units()];
    this.written = new boolean[shape.units()];
  }

  @Override
  public void cycle(Wires wires) {
    wires.expect("sets_used", setsUsed);
    wires.expect("age", age);
    wires.expect("now", now);
    for (int unit = 0; unit < params.length; unit++) {
      if (written[unit]) {
        wires.expect("core_params", 16 * unit, Math.min(16, shape.coreBits() - 16 * unit), params[unit]);
      }
    }
    if (entryShown >= 0) {
      wires.expect("control_word", word);
    }

    boolean reset = random.nextInt(100) == 0;
    boolean advance = advances.next();
    boolean selected = random.nextInt(3) == 0;
    boolean writes = random.nextInt(4) == 0;
    int entry = random.nextInt(FIRST_PARAM + params.length);
    int value = random.nextInt(4) == 0 ? OLDEST - random.nextInt(3) : random.nextInt(1 << 16);
    wires.drive("reset_state", reset);
    wires.drive("advance", advance);
    wires.drive("cfg_select", selected);
    wires.drive("cfg_write", writes);
    wires.drive("cfg_entry", entry);
    wires.drive("cfg_data", 0, 16, value);
    ask(entry);
    if (reset) {
      age = 0;
      now = 0;
    } else if (advance) {
      age = Math.min(OLDEST, age + 1);
      now = now + 1 & (1 << shape.slotsLog2()) - 1;
    }
    if (selected && writes) {
      write(entry, value, !reset && !advance);
    }
  }

  /** What the entry holds before the edge is shown after it. */
  private void ask(int entry) {
    boolean known = entry < FIRST_PARAM || written[entry - FIRST_PARAM];
    entryShown = known ? entry : -1;
    word = !known ? 0 : switch (entry) {
      case SETS_USED -> setsUsed;
      case AGE -> age;
      case NOW -> now;
      default -> params[entry - FIRST_PARAM];
    };
  }

  private void write(int entry, int value, boolean still) {
    switch (entry) {
      case SETS_USED -> setsUsed = value & (2 << shape.setsLog2()) - 1;
      case AGE -> age = still ? value : age;
      case NOW -> now = still ? value & (1 << shape.slotsLog2()) - 1 : now;
      default -> {
        params[entry - FIRST_PARAM] = value;
        written[entry - FIRST_PARAM] = true;
      }
    }
  }
}
