package spikelock.emulator.engine.function;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/** Packets that are spikes and nothing more: the entries of the schedule are the records of axons, so the walk need not look them up. */
final class PlainPath implements PayloadPath {
  /** Rows of up to so many words are copied together first. */
  private static final int SHORT = 32;

  /** Words copied together before they are added: small enough for the nearest cache. */
  private static final int COPIED = 2048;

  private final Schedule schedule;
  private final int lanesLog2;
  private final int[] words = new int[COPIED];

  PlainPath(ChipSpec spec) {
    schedule = new Schedule(spec);
    lanesLog2 = ChipSpec.log2(spec.core().synapses().lanes());
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  @Override
  public void arrive(int tile, int delay, int axon, long record, int payload) {
    schedule.arrive(schedule.arrivalSlot(tile, delay), axon, record);
  }

  /**
   * Rows come in random order from tables that are larger than the nearest caches, so short ones are first copied together and only
   * then added: fetches do not wait for each other. Addition commutes, so neither the order of rows nor that of words matters.
   */
  @Override
  public void walk(int tile, CoreProgram program, int[] accumulators, Step step) {
    if (schedule.isUnlisted(tile)) {
      schedule.list(tile, program::record);
    }
    long[] records = schedule.due(tile);
    int count = (int) records[0];
    if (count == 0) {
      return;
    }
    int reads = 0;
    int added = 0;
    int copied = 0;
    int empty = 0;
    for (int i = 1; i <= count; i++) {
      long axon = records[i];
      int length = CoreProgram.length(axon);
      added += length;
      empty += length == 0 ? 1 : 0;
      if (CoreProgram.isDense(axon)) {
        reads += length >> lanesLog2;
        addDense(accumulators, program.dense[CoreProgram.row(axon)], CoreProgram.target(axon), CoreProgram.exponent(axon));
        continue;
      }
      reads += length;
      if (length > SHORT || axon >>> CoreProgram.DIRECT_AT != 0 || CoreProgram.target(axon) != 0) {
        addSparse(accumulators, program.words(axon), CoreProgram.row(axon), length, CoreProgram.target(axon), CoreProgram.exponent(axon));
        continue;
      }
      if (copied + length > COPIED) {
        addCopied(accumulators, copied);
        copied = 0;
      }
      System.arraycopy(program.sparse, CoreProgram.row(axon), words, copied, length);
      copied += length;
    }
    addCopied(accumulators, copied);
    step.walked(tile, count, empty, empty > 0 && CoreProgram.length(program.record(schedule.lastDue(tile))) == 0, reads, added);
    schedule.clear(schedule.slot(tile, 0));
  }

  private void addCopied(int[] sums, int count) {
    int mask = sums.length - 1;
    for (int i = 0; i < count; i++) {
      int word = words[i];
      sums[word & mask] += word >> 16;
    }
  }

  private static void addSparse(int[] sums, int[] sparse, int row, int length, int target, int exponent) {
    int mask = sums.length - 1;
    for (int i = row, end = row + length; i < end; i++) {
      int word = sparse[i];
      sums[(word + target) & mask] += word >> 16 << exponent;
    }
  }

  private static void addDense(int[] sums, int[] weights, int target, int exponent) {
    int first = Math.min(weights.length, sums.length - target);
    add(sums, weights, 0, first, target, exponent);
    for (int done = first; done < weights.length; ) { // wraps
      int part = Math.min(weights.length - done, sums.length);
      add(sums, weights, done, part, 0, exponent);
      done += part;
    }
  }

  private static void add(int[] sums, int[] weights, int from, int count, int target, int exponent) {
    for (int i = 0; i < count; i++) {
      sums[target + i] += weights[from + i] << exponent;
    }
  }

  @Override
  public void reset(int tile) {
    schedule.reset(tile);
  }

  @Override
  public int[] word(int tile, int slot, int word) {
    return new int[] {schedule.word(tile, slot, word)};
  }

  @Override
  public void setWord(int tile, int slot, int word, int[] units, int at) {
    schedule.setWord(tile, slot, word, units[at]);
  }
}
