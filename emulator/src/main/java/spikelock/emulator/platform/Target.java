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
   * Runs timesteps, each as {@link #step(int[], int[], int, StepRecord)} does, with the same results. The target asks for input and gives
   * records both in the order of the timesteps and on the calling thread, but it may ask for the input of later timesteps before it gives
   * the record of an earlier one: a link sends many timesteps before the first answer, an engine works on several at once. So only
   * records tell about a timestep; what {@link #peek}, {@link SpikeView} or {@link PortView} show while it runs may be later.
   *
   * <p>When it throws, how many timesteps the target has run is unknown until {@link #resetState}; records given before are right.
   *
   * @param count how many timesteps, 0 or more
   * @param inputs asked for each timestep 0..count-1
   * @param records given each timestep 0..count-1
   */
  default void steps(int count, Inputs inputs, Records records) {
    int[] channels = new int[image().inputs().channels()];
    int[] values = new int[channels.length];
    StepRecord record = new StepRecord(image().spec());
    for (int timestep = 0; timestep < count; timestep++) {
      step(channels, values, inputs.active(timestep, channels, values), record);
      records.accept(timestep, record);
    }
  }

  /**
   * Runs timesteps as {@link #steps(int, Inputs, Records)} does, for somebody who looks into the target after each.
   *
   * @param look called after each timestep 0..count-1, when that has been run and no later one; what {@link #peek} and {@link SpikeView}
   *     show then is right, but the record of the timestep may be given later
   */
  default void steps(int count, Inputs inputs, Look look, Records records) {
    int[] channels = new int[image().inputs().channels()];
    int[] values = new int[channels.length];
    StepRecord record = new StepRecord(image().spec());
    for (int timestep = 0; timestep < count; timestep++) {
      step(channels, values, inputs.active(timestep, channels, values), record);
      look.after(timestep);
      records.accept(timestep, record);
    }
  }

  /**
   * How many threads {@link #steps} may use, the calling one included. The results are the same for any number; many targets have no use
   * for more than one.
   */
  default void useThreads(int count) {
    // One it is.
  }

  /** What many timesteps are given. */
  @FunctionalInterface
  interface Inputs {
    /**
     * The channels that send in a timestep.
     *
     * @param timestep counted from the first of the call
     * @param channels as long as the image has channels; receives their numbers, ascending, each once
     * @param values as long; receives what each of them sends
     * @return how many
     */
    int active(int timestep, int[] channels, int[] values);
  }

  /** Somebody who reads what a target remembers, and changes nothing. */
  @FunctionalInterface
  interface Look {
    /** A timestep, counted from the first of the call, is the last that was run. */
    void after(int timestep);
  }

  /** Who is given what many timesteps leave behind. */
  @FunctionalInterface
  interface Records {
    /**
     * Takes the record of a timestep.
     *
     * @param timestep counted from the first of the call
     * @param record the target's own: valid until this returns
     */
    void accept(int timestep, StepRecord record);
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
