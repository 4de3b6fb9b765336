package spikelock.emulator.image;

import java.util.List;
import spikelock.emulator.datapath.Type;

/** A word under construction or taken apart: fields of up to 32 bits, lowest first, in 16-bit units. */
final class Bits {
  private final int[] units;
  private int at;

  Bits(int bits) {
    this.units = new int[Math.max(1, (bits + 15) / 16)];
  }

  Bits(int[] units) {
    this.units = units;
  }

  Bits put(long value, int width) {
    for (int done = 0; done < width; ) {
      int room = Math.min(16 - (at & 15), width - done);
      int part = (int) (value >>> done) & ((1 << room) - 1);
      units[at >> 4] |= part << (at & 15);
      done += room;
      at += room;
    }
    return this;
  }

  Bits put(int[] values, List<Integer> widths) {
    for (int field = 0; field < widths.size(); field++) {
      put(values[field], widths.get(field));
    }
    return this;
  }

  /** The bits of the next field. */
  long take(int width) {
    long value = 0;
    for (int done = 0; done < width; ) {
      int room = Math.min(16 - (at & 15), width - done);
      value |= (long) (units[at >> 4] >>> (at & 15) & ((1 << room) - 1)) << done;
      done += room;
      at += room;
    }
    return value;
  }

  /** The next field of at most 31 bits as an unsigned number. */
  int takeUnsigned(int width) {
    return (int) take(width);
  }

  /** The next field as its type reads it; an unsigned one of 32 bits as the int with these bits. */
  int take(Type type) {
    return (int) type.wrap(take(type.bits()));
  }

  int[] units() {
    return units;
  }
}
