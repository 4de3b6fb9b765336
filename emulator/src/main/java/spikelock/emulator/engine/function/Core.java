package spikelock.emulator.engine.function;

import java.util.Arrays;
import spikelock.emulator.engine.step.Step;

/**
 * What one core computes in a timestep: due rows into accumulators, then the sweep over the occupied neurons. Cores share nothing
 * within a timestep, so they may run on different threads.
 */
final class Core {
  private static final int MOST_AGE = 0xffff;
  private static final int[] NONE = {};

  private final CoreProgram program;
  private final PayloadPath path;
  private final int tile;
  private final int[] spikeFlags;
  private final int[] payloads;

  private final int[] ages; // [tile] of all cores

  private int[] accumulators;

  /** [state fields][neurons]. */
  final int[][] state;

  /** [0 .. spikes) the neurons that spiked in the last timestep, ascending. */
  final int[] spiking;
  int spikes;

  /**
   * A core in its reset state, but for its scheduler.
   *
   * @param path of all cores
   * @param ages [tile] of all cores: timesteps since reset, saturating at 65535
   * @param tile which of them this is
   */
  Core(CoreProgram program, PayloadPath path, int[] ages, int tile) {
    this.program = program;
    this.path = path;
    this.ages = ages;
    this.tile = tile;
    this.accumulators = program.isUsed() ? new int[program.plan.accumulators()] : NONE;
    this.state = new int[program.initial.length][program.neurons];
    this.spikeFlags = new int[program.neurons];
    this.payloads = new int[program.sendsPayloads ? program.neurons : 0];
    this.spiking = new int[program.neurons];
    initialise();
  }

  /** Takes over what a core with other tables remembers; the scheduler is shared already. */
  void remember(Core before) {
    if (before.accumulators != NONE) {
      System.arraycopy(before.accumulators, 0, accumulators(), 0, before.accumulators.length);
    }
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(before.state[field], 0, state[field], 0, Math.min(state[field].length, before.state[field].length));
    }
  }

  /** [accumulators] only the low accumulator_bits count. A core that does nothing has them once someone asks. */
  int[] accumulators() {
    if (accumulators == NONE) {
      accumulators = new int[program.plan.accumulators()];
    }
    return accumulators;
  }

  /** RESET-STATE. */
  void reset() {
    path.reset(tile);
    ages[tile] = 0;
    initialise();
  }

  private void initialise() {
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(program.initial[field], 0, state[field], 0, program.neurons);
    }
    Arrays.fill(accumulators, 0);
    spikes = 0;
  }

  /** Walk and sweep of one timestep; {@code step} is told of both. */
  void step(Step step) {
    path.walk(tile, program, accumulators(), step);
    sweep(step);
  }

  private void sweep(Step step) {
    int inputsLog2 = program.plan.shape().inputsLog2();
    int count = 0;
    int updates = 0;
    for (int set = 0; set < program.setFrom.length; set++) {
      int from = program.setFrom[set];
      int to = program.setTo[set];
      boolean gated = ages[tile] < program.setStart[set];
      if (!gated) {
        program.kernel.sweep(state, program.scalars[set], program.neuronParameters, accumulators, spikeFlags, payloads, from, to);
        count = collect(from, to, count);
        updates += to - from;
      }
      if (gated || program.spareAccumulators) {
        Arrays.fill(accumulators, from << inputsLog2, to << inputsLog2, 0);
      }
    }
    spikes = count;
    step.swept(tile, updates);
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

  /** The advance at the end of a timestep, of all cores. */
  static void advance(int[] ages) {
    for (int tile = 0; tile < ages.length; tile++) {
      ages[tile] = Math.min(ages[tile] + 1, MOST_AGE);
    }
  }
}
