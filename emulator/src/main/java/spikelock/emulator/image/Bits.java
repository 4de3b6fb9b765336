package spikelock.emulator.image;

import java.util.List;

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

  /** The next field, sign extended from {@code width} bits (a field of 32 bits comes back as it is). */
  int take(int width) {
    long value = 0;
    for (int done = 0; done < width; ) {
      int room = Math.min(16 - (at & 15), width - done);
      value |= (long) (units[at >> 4] >>> (at & 15) & ((1 << room) - 1)) << done;
      done += room;
      at += room;
    }
    return (int) (value << (64 - width) >> (64 - width));
  }

  int[] units() {
    return units;
  }
}
