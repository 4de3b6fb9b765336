package spikelock.emulator.engine;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;

/**
 * What one core computes in a timestep: due rows into accumulators, then the sweep over the occupied neurons. Cores share nothing
 * within a timestep, so they may run on different threads.
 */
final class Core {
  /** Rows of up to so many words are copied together first. */
  private static final int SHORT = 32;

  /** Words copied together before they are added: small enough for the nearest cache. */
  private static final int COPIED = 2048;

  private final CoreProgram program;
  private final Schedule schedule;
  private final int tile;
  private final int[] words; // shared by cores that do not run at the same time
  private final int lanesLog2;
  private final int[] spikeFlags;
  private final int[] payloads;
  private final boolean graded;

  /** [accumulators] only the low accumulator_bits count. */
  final int[] accumulators;

  /** [state fields][neurons]. */
  final int[][] state;

  /** Timesteps since reset, saturating at 65535. */
  int age;

  /** [0 .. spikes) the neurons that spiked in the last timestep, ascending. */
  final int[] spiking;
  int spikes;

  /** Cycle of the walk's end in the last timestep, counted from the pulse at the tile. */
  int walkEnd;

  /** Additions in the last timestep. */
  int accumulations;

  /**
   * A core in its reset state, but for its scheduler.
   *
   * @param schedule of all cores
   * @param tile which of them this is
   * @param words from {@link #words()}
   */
  Core(CoreProgram program, Schedule schedule, int tile, int[] words) {
    this.program = program;
    this.schedule = schedule;
    this.tile = tile;
    this.words = words;
    this.lanesLog2 = ChipSpec.log2(program.plan.spec().core().synapses().lanes());
    this.accumulators = new int[program.plan.accumulators()];
    this.state = new int[program.initial.length][program.neurons];
    this.spikeFlags = new int[program.neurons];
    this.payloads = new int[program.sendsPayloads ? program.neurons : 0];
    this.graded = program.plan.spec().packet().payloadBits() > 0;
    this.spiking = new int[program.neurons];
    initialise();
  }

  /** Room for a walk; may be shared by cores that do not run at the same time. */
  static int[] words() {
    return new int[COPIED];
  }

  /** Takes over what a core with other tables remembers; the scheduler is shared already. */
  void remember(Core before) {
    System.arraycopy(before.accumulators, 0, accumulators, 0, accumulators.length);
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(before.state[field], 0, state[field], 0, Math.min(state[field].length, before.state[field].length));
    }
    age = before.age;
  }

  /** RESET-STATE. */
  void reset() {
    schedule.reset(tile);
    initialise();
  }

  private void initialise() {
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(program.initial[field], 0, state[field], 0, program.neurons);
    }
    Arrays.fill(accumulators, 0);
    age = 0;
    spikes = 0;
  }

  /** Walk and sweep of one timestep. */
  void step() {
    if (graded) {
      walkGraded();
    } else {
      walk();
    }
    sweep();
  }

  /**
   * Rows come in random order from tables that are larger than the nearest caches, so short ones are first copied together and only
   * then added: fetches do not wait for each other. Addition commutes, so neither the order of rows nor that of words matters.
   */
  private void walk() {
    int count = schedule.due(tile, program);
    int start = program.plan.spec().core().axonWords() + 3;
    accumulations = 0;
    walkEnd = start;
    if (count == 0) {
      return;
    }
    long[] records = schedule.records(tile);
    int cycles = 0;
    int added = 0;
    int copied = 0;
    boolean someEmpty = false;
    for (int i = 1; i <= count; i++) {
      long axon = records[i];
      int length = CoreProgram.length(axon);
      added += length;
      someEmpty |= length == 0;
      if (CoreProgram.isDense(axon)) {
        cycles += Math.max(1, length >> lanesLog2);
        addDense(program.dense[CoreProgram.row(axon)], CoreProgram.target(axon), CoreProgram.exponent(axon));
        continue;
      }
      cycles += Math.max(1, length);
      if (length > SHORT || axon >>> CoreProgram.EXPONENT_AT != 0 || CoreProgram.target(axon) != 0) {
        addSparse(CoreProgram.row(axon), length, CoreProgram.target(axon), CoreProgram.exponent(axon));
        continue;
      }
      if (copied + length > COPIED) {
        addCopied(copied);
        copied = 0;
      }
      System.arraycopy(program.sparse, CoreProgram.row(axon), words, copied, length);
      copied += length;
    }
    addCopied(copied);
    endWalk(added, start + cycles, someEmpty);
  }

  private void endWalk(int added, int lastRow, boolean someEmpty) {
    accumulations = added;
    boolean lastIsEmpty = someEmpty && CoreProgram.length(program.record(schedule.lastDue(tile))) == 0;
    walkEnd = lastRow + (lastIsEmpty ? 5 : 6);
    schedule.clearDue(tile);
  }

  /** The same on a chip with payloads: each weight times what its axon's packet brought. */
  private void walkGraded() {
    int count = schedule.due(tile, program);
    int start = program.plan.spec().core().axonWords() + 3;
    accumulations = 0;
    walkEnd = start;
    if (count == 0) {
      return;
    }
    long[] records = schedule.records(tile);
    int[] axons = schedule.axons(tile);
    int cycles = 0;
    int added = 0;
    boolean someEmpty = false;
    for (int i = 1; i <= count; i++) {
      long axon = records[i];
      int payload = schedule.duePayload(tile, axons[i]);
      int length = CoreProgram.length(axon);
      added += length;
      someEmpty |= length == 0;
      if (CoreProgram.isDense(axon)) {
        cycles += Math.max(1, length >> lanesLog2);
        addDenseTimes(program.dense[CoreProgram.row(axon)], CoreProgram.target(axon), payload << CoreProgram.exponent(axon));
      } else {
        cycles += Math.max(1, length);
        addSparseTimes(CoreProgram.row(axon), length, CoreProgram.target(axon), payload << CoreProgram.exponent(axon));
      }
    }
    endWalk(added, start + cycles, someEmpty);
  }

  private void addDenseTimes(int[] weights, int target, int factor) {
    int[] sums = accumulators;
    int mask = sums.length - 1;
    for (int i = 0; i < weights.length; i++) {
      sums[(target + i) & mask] += weights[i] * factor;
    }
  }

  private void addSparseTimes(int row, int length, int target, int factor) {
    int[] sums = accumulators;
    int[] words = program.sparse;
    int mask = sums.length - 1;
    for (int i = row, end = row + length; i < end; i++) {
      int word = words[i];
      sums[(word + target) & mask] += (word >> 16) * factor;
    }
  }

  private void addCopied(int count) {
    int[] sums = accumulators;
    int mask = sums.length - 1;
    for (int i = 0; i < count; i++) {
      int word = words[i];
      sums[word & mask] += word >> 16;
    }
  }

  private void addSparse(int row, int length, int target, int exponent) {
    int[] sums = accumulators;
    int[] words = program.sparse;
    int mask = sums.length - 1;
    for (int i = row, end = row + length; i < end; i++) {
      int word = words[i];
      sums[(word + target) & mask] += word >> 16 << exponent;
    }
  }

  private void addDense(int[] weights, int target, int exponent) {
    int first = Math.min(weights.length, accumulators.length - target);
    add(weights, 0, first, target, exponent);
    for (int done = first; done < weights.length; ) { // wraps
      int part = Math.min(weights.length - done, accumulators.length);
      add(weights, done, part, 0, exponent);
      done += part;
    }
  }

  private void add(int[] weights, int from, int count, int target, int exponent) {
    int[] sums = accumulators;
    for (int i = 0; i < count; i++) {
      sums[target + i] += weights[from + i] << exponent;
    }
  }

  private void sweep() {
    int inputsLog2 = program.plan.shape().inputsLog2();
    int count = 0;
    for (int set = 0; set < program.setFrom.length; set++) {
      int from = program.setFrom[set];
      int to = program.setTo[set];
      boolean gated = age < program.setStart[set];
      if (!gated) {
        program.kernel.sweep(state, program.scalars[set], program.neuronParameters, accumulators, spikeFlags, payloads, from, to);
        count = collect(from, to, count);
      }
      if (gated || program.spareAccumulators) {
        Arrays.fill(accumulators, from << inputsLog2, to << inputsLog2, 0);
      }
    }
    spikes = count;
  }

  private int collect(int from, int to, int count) {
    int[] flags = spikeFlags;
    int[] out = spiking;
    int n = from;
    for (; n + 8 <= to; n += 8) {
      if ((flags[n] | flags[n + 1] | flags[n + 2] | flags[n + 3] | flags[n + 4] | flags[n + 5] | flags[n + 6]
          | flags[n + 7]) != 0) {
        for (int k = n; k < n + 8; k++) {
          if (flags[k] != 0) {
            out[count++] = k;
          }
        }
      }
    }
    for (; n < to; n++) {
      if (flags[n] != 0) {
        out[count++] = n;
      }
    }
    return count;
  }

  /** What the spike of a neuron carries, if it spiked in the last timestep. */
  int payload(int neuron) {
    return program.sendsPayloads ? payloads[neuron] : 1;
  }

  /** The advance at the end of a timestep. */
  void advance() {
    schedule.advance(tile);
    if (age < 0xffff) {
      age++;
    }
  }

  CoreProgram program() {
    return program;
  }
}
