package spikelock.emulator.engine.function;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import spikelock.emulator.chip.ChipSpec;

/**
 * The axon schedulers of all cores of a chip. What the chip remembers is one bit a (tile, slot, axon). Beside the bits each slot keeps a
 * list with an entry for each of its axons, which the walk goes through without searching the bits; what an entry says is up to the {@link
 * PayloadPath}. A slot whose bits were written from outside has no list until it is next taken.
 *
 * <p>Of a large chip most cores are idle, so a tile takes memory from its first packet on. Slots are numbered over the tiles that have
 * memory, in the order in which they were reached; the first {@code slots} of them stand for all other tiles and stay empty.
 */
final class Schedule {
  private static final int FIRST_LENGTH = 32;

  /** The list of a slot in which nothing is due. */
  private static final long[] EMPTY = {0};

  private final int slots;
  private final int wordsLog2; // 64-axon words of a slot
  private final int[] first; // [tile] its first slot; 0 for a tile that has no memory yet
  private int end; // slots of the tiles that have memory
  private long[] bits; // [slot * words]
  private final int[] now; // [tile] current slot
  private long[][] listed; // [slot] how many, then the entries of the axons whose bits are set, in order of arrival
  private long[][] spare; // [tile that has memory][slots] lists that no slot of the tile has: of few slots in use, few lists grow
  private int[] spares; // [tile that has memory] how many of them
  private boolean[] unlisted; // [slot] whether the bits say more than the list

  Schedule(ChipSpec spec) {
    this.slots = spec.core().delaySlots();
    this.wordsLog2 = Math.max(0, ChipSpec.log2(spec.core().axons()) - 6);
    this.first = new int[spec.tiles()];
    this.now = new int[spec.tiles()];
    this.end = slots;
    this.bits = new long[0];
    this.listed = new long[0][];
    this.spare = new long[0][];
    this.spares = new int[0];
    this.unlisted = new boolean[0];
    reserve(2);
  }

  private void reserve(int blocks) {
    int before = listed.length;
    bits = Arrays.copyOf(bits, Math.multiplyExact(blocks, slots) << wordsLog2);
    listed = Arrays.copyOf(listed, blocks * slots);
    Arrays.fill(listed, before, listed.length, EMPTY);
    spare = Arrays.copyOf(spare, blocks * slots);
    spares = Arrays.copyOf(spares, blocks);
    unlisted = Arrays.copyOf(unlisted, blocks * slots);
  }

  /** Gives a tile memory. */
  private void reach(int tile) {
    int block = end / slots;
    if (block == spares.length) {
      reserve(Math.min(2 * block, now.length + 1));
    }
    first[tile] = end;
    end += slots;
  }

  /** How many tiles have memory. */
  int reachedTiles() {
    return end / slots - 1;
  }

  /** Whether a tile has memory. */
  boolean isReached(int tile) {
    return first[tile] != 0;
  }

  /** The number of the slot that is due in {@code delay} timesteps. */
  int slot(int tile, int delay) {
    return first[tile] + (now[tile] + delay & slots - 1);
  }

  /** The same for what arrives: the tile has memory from now on. */
  int arrivalSlot(int tile, int delay) {
    if (first[tile] == 0) {
      reach(tile);
    }
    return slot(tile, delay);
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
    int block = slot / slots;
    return spares[block] > 0 ? spare[block * slots + --spares[block]] : new long[FIRST_LENGTH];
  }

  private void emptyList(int slot) {
    if (listed[slot] != EMPTY) {
      int block = slot / slots;
      spare[block * slots + spares[block]++] = listed[slot];
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
    for (int slot = first[tile]; slot < first[tile] + slots; slot++) {
      clear(slot);
    }
    now[tile] = 0;
  }

  /** The entries of a tile's lists are no longer true, or its bits may say of an axon what is kept elsewhere, too. */
  void forgetEntries(int tile) {
    if (first[tile] != 0) {
      Arrays.fill(unlisted, first[tile], first[tile] + slots, true);
    }
  }

  /** The advance of all tiles. */
  void advance() {
    for (int tile = 0; tile < now.length; tile++) {
      now[tile] = now[tile] + 1 & slots - 1;
    }
  }

  /** A slot of a tile by the number that the chip gives it. */
  int slotNumbered(int tile, int number) {
    return first[tile] + number;
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
    arrivalSlot(tile, 0);
    int in = wordOf(tile, slot, word);
    bits[in] = bits[in] & ~(0xffffL << shift) | (unit & 0xffffL) << shift;
    unlisted[first[tile] + slot] = true;
  }

  private int wordOf(int tile, int slot, int word) {
    return (first[tile] + slot << wordsLog2) + word / 4;
  }
}
