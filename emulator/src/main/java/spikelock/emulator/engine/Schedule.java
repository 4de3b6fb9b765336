package spikelock.emulator.engine;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;

/**
 * The axon schedulers of all cores of a chip. What the chip remembers is one bit a (tile, slot, axon). Beside the bits each slot
 * keeps a list of its axons' records: so the walk neither searches the bits nor looks the records up again. A slot whose bits were
 * written from outside has no list until it is next taken. On a chip with payloads it remembers the payload of each (tile, slot, axon),
 * too, and the list names the axons.
 */
final class Schedule {
  private static final int FIRST_LENGTH = 32;

  /** The list of a slot in which nothing is due. */
  private static final long[] EMPTY = {0};

  private final int slots;
  private final int axonsLog2;
  private final int payloadBits;
  private final int wordsLog2; // 64-axon words of a slot
  private final long[] bits; // [tile * slots * words]
  private final int[] now; // [tile] current slot
  private final long[][] listed; // [tile * slots] how many, then the records of the axons whose bits are set, in order of arrival
  private final long[][] spare; // [tile * slots] lists that no slot of the tile has: of few slots in use, few lists grow
  private final int[] spares; // [tile] how many of them
  private final boolean[] unlisted; // [tile * slots] whether the bits say more than the list
  private final short[] payloads; // [tile * slots * axons], none on a chip without payloads
  private final int[][] listedAxons; // [tile * slots] from entry 1 the axons of the list's records, on a chip with payloads

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
    this.axonsLog2 = ChipSpec.log2(spec.core().axons());
    this.payloadBits = spec.packet().payloadBits();
    this.payloads = new short[payloadBits > 0 ? all << axonsLog2 : 0];
    this.listedAxons = new int[payloadBits > 0 ? all : 0][FIRST_LENGTH];
  }

  /**
   * A spike packet arrives: the axon is due in {@code delay} timesteps. Once it is, more packets for it change nothing.
   *
   * @param record the axon's, {@link CoreProgram#axons}
   */
  void arrive(int tile, int delay, int axon, long record) {
    int slot = tile * slots + (now[tile] + delay & slots - 1);
    int word = (slot << wordsLog2) + (axon >>> 6);
    long before = bits[word];
    long after = before | 1L << axon;
    if (before == after) {
      return;
    }
    bits[word] = after;
    append(slot, record);
  }

  /**
   * The same on a chip with payloads. Payloads that meet are joined by OR, as the bits are: then their order does not matter.
   *
   * @param payload within the chip's payload bits
   */
  void arrive(int tile, int delay, int axon, long record, int payload) {
    int slot = tile * slots + (now[tile] + delay & slots - 1);
    payloads[(slot << axonsLog2) + axon] |= (short) payload;
    int before = (int) listed[slot][0];
    arrive(tile, delay, axon, record);
    if (listed[slot][0] > before) {
      name(slot, axon);
    }
  }

  private void name(int slot, int axon) {
    int at = (int) listed[slot][0];
    if (at >= listedAxons[slot].length) {
      listedAxons[slot] = Arrays.copyOf(listedAxons[slot], 2 * at);
    }
    listedAxons[slot][at] = axon;
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

  /** How many axons of a tile are due; makes the list when there is none. */
  int due(int tile, CoreProgram program) {
    int slot = slotOf(tile);
    if (unlisted[slot]) {
      list(slot, program);
    }
    return (int) listed[slot][0];
  }

  /** Records of the due axons, in no particular order: from entry 1, as many as {@link #due} said. */
  long[] records(int tile) {
    return listed[slotOf(tile)];
  }

  /** The axons of {@link #records}, on a chip with payloads. */
  int[] axons(int tile) {
    return listedAxons[slotOf(tile)];
  }

  /** What an axon that is due was sent, on a chip with payloads. */
  int duePayload(int tile, int axon) {
    return payloads[(slotOf(tile) << axonsLog2) + axon];
  }

  /** The highest axon that is due, of at least one: its row is walked last. */
  int lastDue(int tile) {
    int first = slotOf(tile) << wordsLog2;
    int word = (1 << wordsLog2) - 1;
    while (bits[first + word] == 0) {
      word--;
    }
    return word << 6 | 63 - Long.numberOfLeadingZeros(bits[first + word]);
  }

  /** The due copy is over: the slot is empty again. */
  void clearDue(int tile) {
    clear(slotOf(tile));
  }

  private int slotOf(int tile) {
    return tile * slots + now[tile];
  }

  private void clear(int slot) {
    if (listed[slot][0] > 0 || unlisted[slot]) {
      Arrays.fill(bits, slot << wordsLog2, slot + 1 << wordsLog2, 0);
      emptyList(slot);
      unlisted[slot] = false;
      if (payloadBits > 0) {
        Arrays.fill(payloads, slot << axonsLog2, slot + 1 << axonsLog2, (short) 0);
      }
    }
  }

  private void list(int slot, CoreProgram program) {
    emptyList(slot);
    unlisted[slot] = false;
    for (int word = 0; word < 1 << wordsLog2; word++) {
      for (long due = bits[(slot << wordsLog2) + word]; due != 0; due &= due - 1) {
        int axon = word << 6 | Long.numberOfTrailingZeros(due);
        append(slot, program.record(axon));
        if (payloadBits > 0) {
          name(slot, axon);
        }
      }
    }
    if (payloadBits > 0) {
      forgetStrays(slot);
    }
  }

  /** The due copy drops what a slot holds for axons that are not due, which only a write from outside can have put there. */
  private void forgetStrays(int slot) {
    for (int axon = 0; axon < 1 << axonsLog2; axon++) {
      if ((bits[(slot << wordsLog2) + (axon >>> 6)] >>> axon & 1) == 0) {
        payloads[(slot << axonsLog2) + axon] = 0;
      }
    }
  }

  /** RESET-STATE of a tile. */
  void reset(int tile) {
    for (int slot = tile * slots; slot < (tile + 1) * slots; slot++) {
      clear(slot);
    }
    now[tile] = 0;
  }

  /** The tile's axon table has changed: lists of its records are no longer true. */
  void forgetRecords(int tile) {
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
  }

  /** A word as the chip's scheduler memory holds it: sixteen bits, then sixteen payloads, the first lowest. */
  int[] word(int tile, int slot, int word) {
    int[] units = new int[1 + payloadBits];
    units[0] = (int) (bits[wordOf(tile, slot, word)] >>> 16 * (word & 3)) & 0xffff;
    int from = (tile * slots + slot << axonsLog2) + 16 * word;
    for (int bit = 0; bit < 16 * payloadBits; bit++) {
      units[1 + bit / 16] |= (payloads[from + bit / payloadBits] >> bit % payloadBits & 1) << (bit & 15);
    }
    return units;
  }

  /** Writes a word: its units are {@code units[at]} and those behind it. */
  void setWord(int tile, int slot, int word, int[] units, int at) {
    int shift = 16 * (word & 3);
    int in = wordOf(tile, slot, word);
    bits[in] = bits[in] & ~(0xffffL << shift) | (units[at] & 0xffffL) << shift;
    int from = (tile * slots + slot << axonsLog2) + 16 * word;
    for (int axon = 0; axon < (payloadBits > 0 ? 16 : 0); axon++) {
      int payload = 0;
      for (int bit = 0; bit < payloadBits; bit++) {
        int position = axon * payloadBits + bit;
        payload |= (units[at + 1 + position / 16] >> (position & 15) & 1) << bit;
      }
      payloads[from + axon] = (short) (payload << 32 - payloadBits >> 32 - payloadBits);
    }
    unlisted[tile * slots + slot] = true;
  }

  private int wordOf(int tile, int slot, int word) {
    return (tile * slots + slot << wordsLog2) + word / 4;
  }
}
