package spikelock.emulator.engine;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;

/**
 * What one core computes in a timestep: due rows into accumulators, then the sweep over the occupied neurons. Cores share nothing
 * within a timestep, so they may run on different threads.
 */
final class Core {
  private static final int AXONS_A_WORD = 64;

  private final CoreProgram program;
  private final int scheduleWords;
  private final int slotMask;
  private final int scheduleFrom;
  private final int lanesLog2;
  private final int[] spikeFlags;

  /** [accumulators] only the low accumulator_bits count. */
  final int[] accumulators;

  /** [state fields][neurons]. */
  final int[][] state;

  /** The schedulers of all cores; this one's begins at {@link #scheduleFrom}: [slots * scheduleWords] one bit an axon. */
  private final long[] schedules;

  /** Timesteps since reset, saturating at 65535. */
  int age;

  /** Current slot of the scheduler. */
  int now;

  /** [0 .. spikes) the neurons that spiked in the last timestep, ascending. */
  final int[] spiking;
  int spikes;

  /** Cycle of the walk's end in the last timestep, counted from the pulse at the tile. */
  int walkEnd;

  /** Additions in the last timestep. */
  int accumulations;

  /**
   * A core in its reset state.
   *
   * @param schedules shared by all cores of a chip, {@link #scheduleSize} words each
   * @param tile which of them this is
   */
  Core(CoreProgram program, long[] schedules, int tile) {
    ChipSpec spec = program.plan.spec();
    this.program = program;
    this.schedules = schedules;
    this.scheduleWords = scheduleWords(spec);
    this.scheduleFrom = tile * scheduleSize(spec);
    this.slotMask = spec.delaySlots() - 1;
    this.lanesLog2 = ChipSpec.log2(spec.lanes());
    this.accumulators = new int[program.plan.accumulators()];
    this.state = new int[program.initial.length][program.neurons];
    this.spikeFlags = new int[program.neurons];
    this.spiking = new int[program.neurons];
    initialise();
  }

  /** 64-axon words of a slot. */
  static int scheduleWords(ChipSpec spec) {
    return Math.max(1, spec.axons() / AXONS_A_WORD);
  }

  /** Words of a core's scheduler. */
  static int scheduleSize(ChipSpec spec) {
    return spec.delaySlots() * scheduleWords(spec);
  }

  /** Takes over what a core with other tables remembers; the scheduler is shared already. */
  void remember(Core before) {
    System.arraycopy(before.accumulators, 0, accumulators, 0, accumulators.length);
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(before.state[field], 0, state[field], 0, Math.min(state[field].length, before.state[field].length));
    }
    age = before.age;
    now = before.now;
  }

  /** RESET-STATE. */
  void reset() {
    Arrays.fill(schedules, scheduleFrom, scheduleFrom + (slotMask + 1) * scheduleWords, 0);
    initialise();
  }

  private void initialise() {
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(program.initial[field], 0, state[field], 0, program.neurons);
    }
    Arrays.fill(accumulators, 0);
    age = 0;
    now = 0;
    spikes = 0;
  }

  /** First word in the schedulers of the slot that is due in {@code delay} timesteps. */
  int slotBase(int delay) {
    return scheduleFrom + ((now + delay) & slotMask) * scheduleWords;
  }

  /** Walk and sweep of one timestep. */
  void step() {
    walk();
    sweep();
  }

  private void walk() {
    long[] axons = program.axons;
    long[] schedule = schedules;
    int from = slotBase(0);
    int cycles = 0;
    int added = 0;
    int length = 0;
    for (int word = 0; word < scheduleWords; word++) {
      long due = schedule[from + word];
      if (due == 0) {
        continue;
      }
      schedule[from + word] = 0;
      for (; due != 0; due &= due - 1) {
        int number = word * AXONS_A_WORD + Long.numberOfTrailingZeros(due);
        // An axon the image does not use has an empty row.
        long axon = number < axons.length ? axons[number] : 0;
        length = CoreProgram.length(axon);
        int adding = length;
        if (CoreProgram.isDense(axon)) {
          addDense(program.dense[CoreProgram.row(axon)], CoreProgram.target(axon), CoreProgram.exponent(axon));
          adding = length >> lanesLog2;
        } else {
          addSparse(CoreProgram.row(axon), length, CoreProgram.target(axon), CoreProgram.exponent(axon));
        }
        added += length;
        cycles += Math.max(1, adding);
      }
    }
    accumulations = added;
    int start = program.plan.spec().axonWords() + 3;
    walkEnd = cycles == 0 ? start : start + cycles + (length > 0 ? 6 : 5);
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
        program.kernel.sweep(state, program.scalars[set], program.neuronParameters, accumulators, spikeFlags, from, to);
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

  /** The advance at the end of a timestep. */
  void advance() {
    now = (now + 1) & slotMask;
    if (age < 0xffff) {
      age++;
    }
  }

  CoreProgram program() {
    return program;
  }
}
