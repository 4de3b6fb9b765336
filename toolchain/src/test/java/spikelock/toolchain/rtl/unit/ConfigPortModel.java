package spikelock.toolchain.rtl.unit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A region, an address in units of 16 bits, and the units of the word under way. A word whose writing did not start at its unit 0 may hold
 * anything in the units that were left out; an operation that is none does nothing.
 */
final class ConfigPortModel implements UnitModel {
  private static final int SET_REGION = 0;
  private static final int SET_ADDRESS = 1;
  private static final int WRITE = 2;
  private static final int READ = 3;
  private static final int RESET_STATE = 4;
  private static final int MOST_UNITS = 32;

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure arrivals;
  private final Pressure writes;
  private ConfigRegion region = ConfigRegion.CONTROL;
  private int address;
  private final int[] data = new int[MOST_UNITS]; // of the word under way
  private final boolean[] written = new boolean[MOST_UNITS]; // those of them that this word has been given
  private boolean lowerHalf; // of an address comes next
  private int unitRead = -1; // in the cycle before
  private int reply = -1; // shown by the memory in the cycle before

  /**
   * @param entryBits bits of an entry's number
   * @param dataBits bits of the bus to the memories
   * @param widths bits of a word of each region
   */
  record Shape(int entryBits, int dataBits, Map<ConfigRegion, Integer> widths) {

    /** Words as wide as given, in the order of the regions that are sized, the bus as wide as the widest needs. */
    static Shape of(int entryBits, int... sizes) {
      Map<ConfigRegion, Integer> widths = new EnumMap<>(ConfigRegion.class);
      int next = 0;
      for (ConfigRegion region : ConfigRegion.values()) {
        widths.put(region, region.isSized() ? sizes[next++] : region.fixedBits());
      }
      return new Shape(entryBits, widths.values().stream().mapToInt(bits -> (bits + 15) / 16 * 16).max().orElseThrow(), widths);
    }

    int units(ConfigRegion region) {
      return (widths.get(region) + 15) / 16;
    }
  }

  ConfigPortModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.arrivals = new Pressure(random);
    this.writes = new Pressure(random);
  }

  @Override
  public void cycle(Wires wires) {
    expectReply(wires);
    boolean valid = arrivals.next();
    int op = operation();
    int argument = switch (op) {
      case SET_REGION -> random.nextInt(ConfigRegion.values().length);
      case SET_ADDRESS -> address();
      default -> random.nextInt(1 << 16);
    };
    int unit = unit();
    boolean last = unit == shape.units(region) - 1;
    wires.drive("valid", valid);
    if (valid) {
      wires.drive("command", op << 16 | argument);
    }
    wires.expect("cfg_write", valid && op == WRITE && last);
    wires.expect("cfg_read", valid && op == READ);
    wires.expect("reset_state", valid && op == RESET_STATE);
    if (!valid) {
      return;
    }
    switch (op) {
      case SET_REGION -> {
        region = ConfigRegion.values()[argument];
        goTo(0);
      }
      case SET_ADDRESS -> goTo(address << 16 | argument);
      case WRITE -> {
        data[unit] = argument;
        written[unit] = true;
        if (last) {
          expectPlace(wires);
          expectData(wires);
        }
        goOn(last);
      }
      case READ -> {
        expectPlace(wires);
        unitRead = unit;
        goOn(last);
      }
      default -> { }
    }
  }

  /**
   * Mostly runs of reading or writing, so that wide words come to their last unit, then another region, both halves of an address, or one
   * of all operations.
   */
  private int operation() {
    if (lowerHalf) {
      lowerHalf = false;
      return SET_ADDRESS;
    }
    if (random.nextInt(12) > 0) {
      return writes.next() ? WRITE : READ;
    }
    lowerHalf = random.nextInt(3) == 0;
    return lowerHalf ? SET_ADDRESS : random.nextBoolean() ? SET_REGION : random.nextInt(8);
  }

  /** Half an address such that the next unit is one that the region has. */
  private int address() {
    int high = random.nextInt(1 << 16) & -1 << unitBits();
    return high | (random.nextBoolean() ? 0 : random.nextInt(shape.units(region)));
  }

  private int unitBits() {
    return 32 - Integer.numberOfLeadingZeros(shape.units(region) - 1);
  }

  private int unit() {
    return address & (1 << unitBits()) - 1;
  }

  private void goTo(int place) {
    address = place;
    Arrays.fill(written, false);
  }

  /** After the last unit of a word comes unit 0 of the next. */
  private void goOn(boolean last) {
    if (last) {
      goTo(((address >>> unitBits()) + 1) << unitBits());
    } else {
      address++;
    }
  }

  private void expectPlace(Wires wires) {
    wires.expect("cfg_select", 1 << region.ordinal());
    wires.expect("cfg_entry", address >>> unitBits());
  }

  private void expectData(Wires wires) {
    for (int unit = 0; unit < shape.units(region); unit++) {
      if (written[unit]) {
        wires.expect("cfg_data", 16 * unit, 16, data[unit]);
      }
    }
  }

  /** A memory shows its word in the cycle after it was asked; the unit of it that was read goes out in the next. */
  private void expectReply(Wires wires) {
    wires.expect("reply_pending", unitRead >= 0 || reply >= 0);
    wires.expect("reply_valid", reply >= 0);
    if (reply >= 0) {
      wires.expect("reply", reply);
    }
    reply = -1;
    if (unitRead >= 0) {
      int width = Math.min(16, shape.widths().get(region) - 16 * unitRead);
      reply = random.nextInt(1 << width);
      wires.drive(region.port(), 16 * unitRead, width, reply);
    }
    unitRead = -1;
  }
}
