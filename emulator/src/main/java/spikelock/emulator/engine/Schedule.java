package spikelock.emulator.engine;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;

/**
 * The axon schedulers of all cores of a chip: one bit a (tile, slot, axon), in one flat array, and above it one bit a group of words
 * that says where to look.
 */
final class Schedule {
  private final int slots;
  private final int wordsLog2; // 64-axon words of a slot
  private final int groupShift; // from an axon to its bit in the slot's summary
  private final long[] bits; // [tile * slots * words]
  private final long[] summary; // [tile * slots]
  private final int[] now; // [tile] current slot

  Schedule(ChipSpec spec) {
    this.slots = spec.delaySlots();
    this.wordsLog2 = Math.max(0, ChipSpec.log2(spec.axons()) - 6);
    this.groupShift = Math.max(6, ChipSpec.log2(spec.axons()) - 6);
    this.bits = new long[spec.tiles() * slots << wordsLog2];
    this.summary = new long[spec.tiles() * slots];
    this.now = new int[spec.tiles()];
  }

  /** A spike packet arrives: the axon is due in {@code delay} timesteps. */
  void arrive(int tile, int delay, int axon) {
    int slot = tile * slots + (now[tile] + delay & slots - 1);
    bits[(slot << wordsLog2) + (axon >>> 6)] |= 1L << axon;
    summary[slot] |= 1L << (axon >>> groupShift);
  }

  /**
   * Takes the due axons out of the current slot.
   *
   * @param into receives them, ascending; as long as a core has axons
   * @return how many
   */
  int takeDue(int tile, int[] into) {
    int slot = tile * slots + now[tile];
    int count = 0;
    long groups = summary[slot];
    int wordsOfGroup = 1 << groupShift - 6;
    for (; groups != 0; groups &= groups - 1) {
      int first = Long.numberOfTrailingZeros(groups) << groupShift - 6;
      for (int word = first; word < first + wordsOfGroup; word++) {
        long due = bits[(slot << wordsLog2) + word];
        if (due != 0) {
          bits[(slot << wordsLog2) + word] = 0;
          for (; due != 0; due &= due - 1) {
            into[count++] = word << 6 | Long.numberOfTrailingZeros(due);
          }
        }
      }
    }
    summary[slot] = 0;
    return count;
  }

  /** RESET-STATE of a tile. */
  void reset(int tile) {
    Arrays.fill(bits, tile * slots << wordsLog2, (tile + 1) * slots << wordsLog2, 0);
    Arrays.fill(summary, tile * slots, (tile + 1) * slots, 0);
    now[tile] = 0;
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

  /** Sixteen axons as the chip's scheduler memory holds them. */
  int sixteen(int tile, int slot, int word) {
    return (int) (bits[word(tile, slot, word)] >>> 16 * (word & 3)) & 0xffff;
  }

  void setSixteen(int tile, int slot, int word, int value) {
    int shift = 16 * (word & 3);
    int at = word(tile, slot, word);
    bits[at] = bits[at] & ~(0xffffL << shift) | (value & 0xffffL) << shift;
    summary[tile * slots + slot] |= 1L << (16 * word >>> groupShift);
  }

  private int word(int tile, int slot, int word) {
    return (tile * slots + slot << wordsLog2) + word / 4;
  }
}
