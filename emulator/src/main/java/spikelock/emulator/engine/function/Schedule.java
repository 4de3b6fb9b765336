package spikelock.emulator.engine.function;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import spikelock.emulator.chip.ChipSpec;

/**
 * The axon schedulers of all cores of a chip. What the chip remembers is one bit a (tile, slot, axon). Beside the bits each slot keeps a
 * list with an entry for each of its axons, which the walk goes through without searching the bits; what an entry says is up to the {@link
 * PayloadPath}. A slot whose bits were written from outside has no list until it is next taken.
 */
final class Schedule {
  private static final int FIRST_LENGTH = 32;

  /** The list of a slot in which nothing is due. */
  private static final long[] EMPTY = {0};

  private final int slots;
  private final int wordsLog2; // 64-axon words of a slot
  private final long[] bits; // [tile * slots * words]
  private final int[] now; // [tile] current slot
  private final long[][] listed; // [tile * slots] how many, then the entries of the axons whose bits are set, in order of arrival
  private final long[][] spare; // [tile * slots] lists that no slot of the tile has: of few slots in use, few lists grow
  private final int[] spares; // [tile] how many of them
  private final boolean[] unlisted; // [tile * slots] whether the bits say more than the list

  Schedule(ChipSpec spec) {
    this.slots = spec.core().delaySlots();
    this.wordsLog2 = Math.max(0, ChipSpec.log2(spec.core().axons()) - 6);
    int all = spec.tiles() * slots;
    this.bits = new long[all << wordsLog2];
    this.now = new int[spec.tiles()];
    this.listed = new long[all][];
    Arrays.fill(listed, EMPTY);
    this.spare = new long[all][];
    this.spares = new int[spec.tiles()];
    this.unlisted = new boolean[all];
  }

  /** The number of the slot that is due in {@code delay} timesteps, counted over all tiles. */
  int slot(int tile, int delay) {
    return tile * slots + (now[tile] + delay & slots - 1);
  }

  /** Packets arrive for an axon, which is due with the slot. Once it is, more packets change nothing. */
  void arrive(int slot, int axon, long entry) {
    int word = (slot << wordsLog2) + (axon >>> 6);
    long before = bits[word];
    long after = before | 1L << axon;
    if (before == after) {
      return;
    }
    bits[word] = after;
    append(slot, entry);
  }

  private void append(int slot, long record) {
    long[] list = listed[slot];
    int at = (int) list[0] + 1;
    if (at == list.length) {
      list = longer(slot, list);
      listed[slot] = list;
    }
    list[0] = at;
    list[at] = record;
  }

  private long[] longer(int slot, long[] list) {
    if (list != EMPTY) {
      return Arrays.copyOf(list, 2 * list.length);
    }
    int tile = slot / slots;
    return spares[tile] > 0 ? spare[tile * slots + --spares[tile]] : new long[FIRST_LENGTH];
  }

  private void emptyList(int slot) {
    if (listed[slot] != EMPTY) {
      int tile = slot / slots;
      spare[tile * slots + spares[tile]++] = listed[slot];
      listed[slot] = EMPTY;
    }
  }

  /** Whether the bits of the current slot say more than its list, so that it needs {@link #list}. */
  boolean isUnlisted(int tile) {
    return unlisted[slot(tile, 0)];
  }

  /** Makes the list of the current slot anew. */
  void list(int tile, IntToLongFunction entryOfAxon) {
    int slot = slot(tile, 0);
    emptyList(slot);
    unlisted[slot] = false;
    for (int word = 0; word < 1 << wordsLog2; word++) {
      for (long due = bits[(slot << wordsLog2) + word]; due != 0; due &= due - 1) {
        int axon = word << 6 | Long.numberOfTrailingZeros(due);
        append(slot, entryOfAxon.applyAsLong(axon));
      }
    }
  }

  /** The entries of the axons that are due, in no particular order: from entry 1, as many as entry 0 says. */
  long[] due(int tile) {
    return listed[slot(tile, 0)];
  }

  boolean isDue(int slot, int axon) {
    return (bits[(slot << wordsLog2) + (axon >>> 6)] >>> axon & 1) != 0;
  }

  /** The highest axon that is due, of at least one: its row is walked last. */
  int lastDue(int tile) {
    int first = slot(tile, 0) << wordsLog2;
    int word = (1 << wordsLog2) - 1;
    while (bits[first + word] == 0) {
      word--;
    }
    return word << 6 | 63 - Long.numberOfLeadingZeros(bits[first + word]);
  }

  /** Empties a slot. */
  void clear(int slot) {
    if (listed[slot][0] > 0 || unlisted[slot]) {
      Arrays.fill(bits, slot << wordsLog2, slot + 1 << wordsLog2, 0);
      emptyList(slot);
      unlisted[slot] = false;
    }
  }

  /** RESET-STATE of a tile. */
  void reset(int tile) {
    for (int slot = tile * slots; slot < (tile + 1) * slots; slot++) {
      clear(slot);
    }
    now[tile] = 0;
  }

  /** The entries of a tile's lists are no longer true, or its bits may say of an axon what is kept elsewhere, too. */
  void forgetEntries(int tile) {
    Arrays.fill(unlisted, tile * slots, (tile + 1) * slots, true);
  }

  void advance(int tile) {
    now[tile] = now[tile] + 1 & slots - 1;
  }

  int now(int tile) {
    return now[tile];
  }

  void setNow(int tile, int slot) {
    now[tile] = slot & slots - 1;
    forgetEntries(tile); // what was due now is due in another timestep
  }

  /** Sixteen bits of a slot, the first axon's lowest. */
  int word(int tile, int slot, int word) {
    return (int) (bits[wordOf(tile, slot, word)] >>> 16 * (word & 3)) & 0xffff;
  }

  void setWord(int tile, int slot, int word, int unit) {
    int shift = 16 * (word & 3);
    int in = wordOf(tile, slot, word);
    bits[in] = bits[in] & ~(0xffffL << shift) | (unit & 0xffffL) << shift;
    unlisted[tile * slots + slot] = true;
  }

  private int wordOf(int tile, int slot, int word) {
    return (tile * slots + slot << wordsLog2) + word / 4;
  }
}
