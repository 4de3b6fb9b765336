package spikelock.hdl.project;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.BlockRam;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.MemoryPlan.Memory;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.PlacedCores;

/**
 * The block RAMs a chip's memories take in an FPGA family, by the shapes of the family's blocks ({@link BlockRam}) and the choice that Yosys makes
 * among them ({@code memory_libmap}). A test holds the numbers equal to what synthesis reports.
 *
 * @param blocks block RAMs: SB_RAM40_4K or DP16KD
 * @param large single-port blocks of 16K x 16 (SB_SPRAM256KA)
 */
public record BlockRams(int blocks, int large) {
  private static final int[][] ECP5_SINGLE_PORT = {{18, 1024}, {9, 2048}, {4, 4096}, {2, 8192}, {1, 16384}}; // width, words
  private static final int[][] SPRAM = {{16, 16384}};
  private static final int[][] LUT_RAM = {{4, 16}};
  private static final int ICE40_COST = 64;
  private static final int SPRAM_COST = 2048;
  private static final int ECP5_COST = 128;
  private static final int LUT_RAM_COST = 4;
  private static final double MUX_COST = 0.5; // of a two-way multiplexer, a bit

  /**
   * Lattice iCE40.
   *
   * @param spram whether the part has the large single-port blocks (UltraPlus)
   */
  public static BlockRams ice40(ChipSpec spec, PlacedCores cores, boolean spram) {
    int blocks = 0;
    int large = 0;
    for (Memory memory : memories(spec, cores)) {
      int small = BlockRam.ICE40.blocks(memory);
      int big = count(memory, SPRAM);
      boolean singlePort = memory.name().equals("synapses");
      if (spram && singlePort && big * SPRAM_COST < small * ICE40_COST) {
        large += big;
      } else if (memory.words() * memory.bits() > ICE40_COST) { // else flip-flops cost no more
        blocks += small;
      }
    }
    return new BlockRams(blocks, large);
  }

  /** Lattice ECP5; small memories go to the look-up tables there. */
  public static BlockRams ecp5(ChipSpec spec, PlacedCores cores) {
    int blocks = 0;
    for (Memory memory : memories(spec, cores)) {
      boolean singlePort = memory.name().equals("synapses");
      int count = singlePort ? count(memory, ECP5_SINGLE_PORT) : BlockRam.ECP5.blocks(memory);
      int rows = (memory.words() + LUT_RAM[0][1] - 1) / LUT_RAM[0][1];
      double lookUpTables = LUT_RAM_COST * count(memory, LUT_RAM) + MUX_COST * (rows - 1) * (memory.bits() + 1);
      blocks += lookUpTables < count * ECP5_COST ? 0 : count;
    }
    return new BlockRams(blocks, 0);
  }

  /** Every memory that should be block RAM: those of all tiles and the host port's buffers and outputs. */
  private static List<Memory> memories(ChipSpec spec, PlacedCores cores) {
    List<Memory> all = new ArrayList<>();
    all.add(new Memory("buffer", null, spec.host().inputBuffer(), new PacketFormat(spec).flitBits(), false));
    all.add(new Memory("reply_buffer", null, spec.host().inputBuffer(), 16, false));
    int numbers = 1 << Math.max(5, ChipSpec.log2Ceil(spec.host().outputs())); // as outputs.v rounds them up
    all.add(new Memory("outputs", null, Math.max(8, numbers / 16), 16, false));
    if (spec.packet().payloadBits() > 0) {
      all.add(new Memory("output values", null, numbers, spec.packet().payloadBits(), false));
    }
    for (int tile = 0; tile < spec.tiles(); tile++) {
      MemoryPlan plan = cores.plan(tile);
      plan.memories().stream().filter(m -> !m.registers()).forEach(all::add);
    }
    return all;
  }

  private static int count(Memory memory, int[][] shapes) {
    int least = Integer.MAX_VALUE;
    for (int[] shape : shapes) {
      int wide = (memory.bits() + shape[0] - 1) / shape[0];
      int deep = (memory.words() + shape[1] - 1) / shape[1];
      least = Math.min(least, wide * deep);
    }
    return least;
  }
}
