package spikelock.emulator.engine.function;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/**
 * The way of a packet's payload from its arrival to the accumulators: how a chip's scheduler keeps it, and what the walk makes of it. One
 * class for each kind of packet that chips have; a chip has one kind.
 */
interface PayloadPath {
  /** The path of a chip, with nothing on it. */
  static PayloadPath of(ChipSpec spec) {
    return spec.packet().payloadBits() > 0 ? new GradedPath(spec) : new PlainPath(spec);
  }

  /** Which axons are due when. */
  Schedule schedule();

  /**
   * A spike packet arrives: the axon is due in {@code delay} timesteps.
   *
   * @param record the axon's, {@link CoreProgram#axons}
   * @param payload within the chip's payload bits
   */
  void arrive(int tile, int delay, int axon, long record, int payload);

  /**
   * The rows of a core's due axons into its accumulators; then nothing is due.
   *
   * @param step is told what was walked
   */
  void walk(int tile, CoreProgram program, int[] accumulators, Step step);

  /** RESET-STATE of a tile. */
  void reset(int tile);

  /** A word as the chip's scheduler memory holds it: sixteen bits, then sixteen payloads, the first lowest. */
  int[] word(int tile, int slot, int word);

  /** Writes a word: its units are {@code units[at]} and those behind it. */
  void setWord(int tile, int slot, int word, int[] units, int at);
}
