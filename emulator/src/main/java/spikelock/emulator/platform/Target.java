package spikelock.emulator.platform;

import java.util.Arrays;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;

/**
 * A chip on which a {@link ChipImage} runs: the emulator, its Verilog, a board. Used by one thread at a time. The image
 * it was opened with decides the chip; other images of an equal chip may be loaded later.
 */
public interface Target extends AutoCloseable {

  /** What it is, for reports: {@code emulator}, {@code rtl}. */
  String name();

  /** The image that is loaded. */
  ChipImage image();

  /** The memories of a tile. */
  MemoryPlan plan(int tile);

  /**
   * Writes everything the image has into the chip's memories, then {@link #resetState}.
   *
   * @param image an image of an equal {@link spikelock.emulator.chip.ChipSpec}
   */
  void load(ChipImage image);

  /** RESET-STATE on every tile: state to its initial values, accumulators, scheduler and timestep to 0. */
  void resetState();

  /**
   * Runs one timestep: the packets of the channels in batches, then the step. Batches are filled in the order of the
   * channels and of each channel's packets in the image's input table, {@code input_buffer} packets each.
   *
   * @param channels input channels that send, ascending, no duplicates
   * @param values what each of them sends: 1 for a spike, or a payload of the chip's payload bits
   * @param count how many entries of {@code channels} and {@code values} count
   * @param record filled; of the image's chip
   */
  void step(int[] channels, int[] values, int count, StepRecord record);

  /** {@link #step(int[], int[], int, StepRecord)} with plain spikes. */
  default void step(int[] channels, int count, StepRecord record) {
    int[] values = new int[count];
    Arrays.fill(values, 1);
    step(channels, values, count, record);
  }

  /**
   * Reads memory words.
   *
   * @return for each word its 16-bit units, lowest first: {@code words * plan(tile).units(region)} values
   */
  int[] peek(int tile, Region region, int firstWord, int words);

  /** Writes memory words, given as {@link #peek} gives them. */
  void poke(int tile, Region region, int firstWord, int[] units);

  @Override
  void close();
}
