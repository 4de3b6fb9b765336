package spikelock.emulator.link;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;

/**
 * The configuration port of one tile of an emulator ({@code hdl/rtl/config_port.v}). Words written one after the other reach the
 * emulator together, when something else is asked: it works out a core anew after every change of its tables.
 */
final class TilePort {
  private final Emulator emulator;
  private final int tile;
  private final DebugPort debug;
  private final int[] stage = new int[32]; // units of the word under way
  private Region region = Region.CONTROL;
  private int address; // {word, unit}
  private int[] written = new int[64]; // units of whole words
  private int count; // of them
  private int firstWord; // where they belong

  TilePort(Emulator emulator, int tile, DebugPort debug) {
    this.emulator = emulator;
    this.tile = tile;
    this.debug = debug;
  }

  void setRegion(int data) {
    finish();
    region = Region.values()[data];
    address = 0;
  }

  void setAddress(int data) {
    finish();
    address = address << 16 | data;
  }

  void write(int data) {
    int units = units();
    int unit = unit();
    stage[unit] = data;
    if (unit == units - 1) {
      if (count == 0) {
        firstWord = word();
      }
      if (count + units > written.length) {
        written = Arrays.copyOf(written, 2 * (count + units));
      }
      System.arraycopy(stage, 0, written, count, units);
      count += units;
    }
    next();
  }

  int read() {
    finish();
    boolean moved = region == Region.COUNTERS && debug.counts(word());
    int value = moved ? debug.count(tile, word()) >>> 16 * unit() & 0xffff : emulator.peek(tile, region, word(), 1)[unit()];
    next();
    return value;
  }

  /** What was written is in the memories. */
  void finish() {
    if (count > 0 && region != Region.COUNTERS) { // which are read only
      emulator.poke(tile, region, firstWord, Arrays.copyOf(written, count));
    }
    count = 0;
  }

  private int units() {
    return emulator.plan(tile).units(region);
  }

  private int unitBits() {
    return ChipSpec.log2Ceil(units());
  }

  private int unit() {
    return address & (1 << unitBits()) - 1;
  }

  private int word() {
    return address >>> unitBits();
  }

  private void next() {
    address = unit() == units() - 1 ? (word() + 1) << unitBits() : address + 1;
  }
}
