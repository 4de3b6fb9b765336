package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.chip.BlockRam;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** The memories of tiles that have the same datapath. */
public record TileMemories(String datapath, List<Integer> tiles, int stateBits, int setUnits, int latencyCycles, List<Memory> memories) {

  /** One memory of a tile. */
  public record Memory(
      String memory,
      String region,
      int words,
      @Means("of a word") int bits,
      long totalBits,
      @Means("whether it is flip-flops") boolean registers,
      @Means("of 4 kbit") int ice40Blocks,
      @Means("of 18 kbit") int ecp5Blocks) {}

  static TileMemories of(String datapath, List<Integer> tiles, MemoryPlan plan) {
    List<Memory> memories = new ArrayList<>();
    for (MemoryPlan.Memory memory : plan.memories()) {
      memories.add(new Memory(memory.name(), memory.region() == null ? "" : memory.region().name().toLowerCase(Locale.ROOT), memory.words(),
          memory.bits(), (long) memory.words() * memory.bits(), memory.registers(), BlockRam.ICE40.blocks(memory), BlockRam.ECP5.blocks(memory)));
    }
    return new TileMemories(datapath, tiles, plan.shape().stateBits(), plan.shape().setUnits(), plan.shape().latency(), memories);
  }

  /** Which tiles, in words. */
  String where() {
    return tiles.size() == 1 ? "tile " + tiles.getFirst() : "each of " + tiles.size() + " tiles";
  }

  String table() {
    TextTable table = new TextTable("memory", "region", "words", "bits", "total bits", "iCE40 blocks", "ECP5 blocks", "");
    for (Memory memory : memories) {
      String region = memory.region.isEmpty() ? "" : Region.valueOf(memory.region.toUpperCase(Locale.ROOT)).ordinal() + " " + memory.region;
      table.row(memory.memory, region, memory.words, memory.bits, memory.totalBits, memory.ice40Blocks, memory.ecp5Blocks,
          memory.registers ? "flip-flops" : "");
    }
    return table.row("all", "", "", "", memories.stream().mapToLong(Memory::totalBits).sum(), memories.stream().mapToInt(Memory::ice40Blocks).sum(),
        memories.stream().mapToInt(Memory::ecp5Blocks).sum(), "").toString();
  }
}
