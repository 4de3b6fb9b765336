package spikelock.emulator.engine.function;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.platform.StepRecord;

/**
 * How the functional emulator delivers spikes: a spike's synapses of the next timestep, over all cores, are one list that is added at
 * once to the sums of that timestep, without packets, schedulers and rows. Addition commutes and nothing reads a sum before the sweep,
 * so the sweep sees the same. A Step is told nothing. Only packets of delay 1 to axons that nobody else sends to are in the list, and only
 * those with the payload 1; all others go the ordinary way. Until the next timestep begins the chip's memories would show the packets:
 * {@link #settle} gives them back.
 */
final class DirectDelivery implements Delivery {
  /** Ints of a cache line. */
  private static final int LINE = 16;

  private static final int TARGETS = 1 << 16;

  /** Unrolled synapses may be at most so many times the stored ones: a convolution stores a kernel only. */
  private static final int MOST_UNROLLED = 2;

  private final CoreProgram[] programs;
  private final PayloadPath path;
  private final int outputs;
  private final int[] sums; // [all accumulators of all cores] of the next timestep
  private final int[] sumsFrom; // [tiles + 1] where a tile's begin
  private final int[] sumsUsed; // [tiles] how many of them the synapses reach, from the first
  private int[] targets = {}; // the tiles of which they reach some
  private final int[][] start; // [tile][neurons + 1] where a neuron's synapses begin
  private final int[] synapses; // {weight (16, signed), index into sums (16)}
  private final int[][] otherStart; // [tile][neurons + 1] where a neuron's other packets begin
  private final int[][] others; // [tile] packets by their number in the program's fan-out
  private boolean pending;
  @SuppressWarnings("UnusedVariable")
  private int fetched; // keeps the compiler from leaving the reads out

  private DirectDelivery(ChipSpec spec, PayloadPath path, CoreProgram[] programs, int[] sumsFrom, int synapseCount) {
    this.programs = programs;
    this.path = path;
    this.outputs = spec.host().outputs();
    this.sumsFrom = sumsFrom;
    this.sumsUsed = new int[programs.length];
    this.sums = new int[sumsFrom[programs.length]];
    this.synapses = new int[synapseCount];
    this.start = new int[programs.length][];
    this.otherStart = new int[programs.length][];
    this.others = new int[programs.length][];
  }

  /** The lists of an image; empty when they would not fit or take too much memory. */
  static Optional<Delivery> of(ChipSpec spec, PayloadPath path, CoreProgram[] programs, InputTable inputs) {
    int tiles = programs.length;
    int[] sumsFrom = new int[tiles + 1];
    long stored = 0;
    for (int tile = 0; tile < tiles; tile++) {
      // what reaches a core without axons finds an empty row
      sumsFrom[tile + 1] = sumsFrom[tile] + (programs[tile].axons.length > 0 ? programs[tile].plan.accumulators() : 0);
      stored += programs[tile].image.synapses().length;
    }
    if (sumsFrom[tiles] > TARGETS) {
      return Optional.empty();
    }
    byte[][] senders = senders(spec, programs, inputs);
    long unrolled = 0;
    for (CoreProgram program : programs) {
      for (int p = 0; p < program.fanout.length; p++) {
        unrolled += isDirect(program, p, programs, senders) ? CoreProgram.length(program.fanoutRecord[p]) : 0;
      }
    }
    if (unrolled > MOST_UNROLLED * stored) {
      return Optional.empty();
    }
    DirectDelivery delivery = new DirectDelivery(spec, path, programs, sumsFrom, (int) unrolled);
    delivery.fill(senders);
    return Optional.of(delivery);
  }

  /** [tile][axon] how many packets name it: 0, 1, or 2 for more; nothing for a tile that no packet goes to. */
  private static byte[][] senders(ChipSpec spec, CoreProgram[] programs, InputTable inputs) {
    byte[][] senders = new byte[programs.length][];
    int axons = spec.core().axons();
    for (CoreProgram program : programs) {
      for (int packet : program.fanout) {
        if (!CoreProgram.toHost(packet)) {
          count(senders, CoreProgram.tile(packet), CoreProgram.axon(packet), axons);
        }
      }
    }
    for (int i = 0; i < inputs.packets(); i++) {
      count(senders, inputs.tile()[i], inputs.axon()[i], axons);
    }
    return senders;
  }

  private static void count(byte[][] senders, int tile, int axon, int axons) {
    if (senders[tile] == null) {
      senders[tile] = new byte[axons];
    }
    senders[tile][axon] = (byte) Math.min(2, senders[tile][axon] + 1);
  }

  private static boolean isDirect(CoreProgram sender, int p, CoreProgram[] programs, byte[][] senders) {
    int packet = sender.fanout[p];
    long arrival = sender.fanoutRecord[p];
    return !sender.sendsPayloads && !CoreProgram.toHost(packet) && CoreProgram.delay(arrival) == 1
        && senders[CoreProgram.tile(packet)][CoreProgram.axon(packet)] == 1
        && programs[CoreProgram.tile(packet)].plan.spec().core().synapses().weightBits() + CoreProgram.exponent(CoreProgram.recordOf(arrival)) <= 16;
  }

  private void fill(byte[][] senders) {
    int at = 0;
    for (int tile = 0; tile < programs.length; tile++) {
      CoreProgram program = programs[tile];
      start[tile] = new int[program.neurons + 1];
      start[tile][0] = at;
      otherStart[tile] = new int[program.neurons + 1];
      int[] other = new int[program.fanout.length];
      int otherCount = 0;
      for (int neuron = 0; neuron < program.neurons; neuron++) {
        for (int p = program.fanoutStart[neuron]; p < program.fanoutStart[neuron + 1]; p++) {
          if (isDirect(program, p, programs, senders)) {
            at = unroll(CoreProgram.tile(program.fanout[p]), CoreProgram.recordOf(program.fanoutRecord[p]), at);
          } else {
            other[otherCount++] = p;
          }
        }
        start[tile][neuron + 1] = at;
        otherStart[tile][neuron + 1] = otherCount;
      }
      others[tile] = Arrays.copyOf(other, otherCount);
    }
    targets = IntStream.range(0, sumsUsed.length).filter(tile -> sumsUsed[tile] > 0).toArray();
  }

  private int unroll(int tile, long axon, int from) {
    CoreProgram target = programs[tile];
    int mask = target.accumulatorMask;
    int at = from;
    for (int i = 0; i < CoreProgram.length(axon); i++) {
      boolean dense = CoreProgram.isDense(axon);
      int weight;
      int offset;
      if (dense) {
        weight = target.dense[CoreProgram.row(axon)][i];
        offset = i;
      } else {
        int word = target.sparse[CoreProgram.row(axon) + i];
        weight = word >> 16;
        offset = word & 0xffff;
      }
      int accumulator = offset + CoreProgram.target(axon) & mask;
      sumsUsed[tile] = Math.max(sumsUsed[tile], accumulator + 1);
      synapses[at++] = weight << CoreProgram.exponent(axon) << 16 | sumsFrom[tile] + accumulator;
    }
    return at;
  }

  @Override
  public void begin(Core[] cores) {
    if (!pending) {
      return;
    }
    for (int tile : targets) {
      int[] into = cores[tile].accumulators();
      int from = sumsFrom[tile];
      for (int i = 0; i < sumsUsed[tile]; i++) {
        into[i] += sums[from + i];
      }
    }
    forget();
  }

  /** Every spike's synapses into the sums, its other packets into schedulers and outputs. */
  @Override
  public void deliver(Core[] cores, int[] active, Step step, StepRecord record) {
    for (int tile : active) {
      Core core = cores[tile];
      fetch(core, start[tile]);
      for (int s = 0; s < core.spikes; s++) {
        int neuron = core.spiking[s];
        addSynapses(start[tile][neuron], start[tile][neuron + 1]);
        for (int o = otherStart[tile][neuron]; o < otherStart[tile][neuron + 1]; o++) {
          int packet = programs[tile].fanout[others[tile][o]];
          if (!CoreProgram.toHost(packet)) {
            long arrival = programs[tile].fanoutRecord[others[tile][o]];
            arrive(packet, CoreProgram.delay(arrival), CoreProgram.recordOf(arrival), core.payload(neuron));
          } else if (CoreProgram.output(packet) < outputs) {
            record.send(CoreProgram.output(packet), core.payload(neuron));
          }
        }
      }
      pending |= core.spikes > 0;
    }
  }

  private void arrive(int packet, int delay, long record, int payload) {
    path.arrive(CoreProgram.tile(packet), delay, CoreProgram.axon(packet), record, payload);
  }

  /**
   * Reads a word of every cache line that the core's spikes need. The lists lie at random in more memory than the caches hold; these
   * reads wait side by side, those of the additions would wait one after the other.
   */
  private void fetch(Core core, int[] listStart) {
    int[] list = synapses;
    int sum = 0;
    for (int s = 0; s < core.spikes; s++) {
      int neuron = core.spiking[s];
      for (int i = listStart[neuron], end = listStart[neuron + 1]; i < end; i += LINE) {
        sum += list[i];
      }
    }
    fetched = sum;
  }

  private void addSynapses(int from, int to) {
    int[] into = sums;
    int[] list = synapses;
    for (int i = from; i < to; i++) {
      int synapse = list[i];
      into[synapse & 0xffff] += synapse >> 16;
    }
  }

  /** The direct packets are due now. */
  @Override
  public void settle(Core[] cores) {
    if (!pending) {
      return;
    }
    forget();
    for (int tile = 0; tile < cores.length; tile++) {
      CoreProgram program = programs[tile];
      for (int s = 0; s < cores[tile].spikes; s++) {
        int neuron = cores[tile].spiking[s];
        int other = otherStart[tile][neuron];
        for (int p = program.fanoutStart[neuron]; p < program.fanoutStart[neuron + 1]; p++) {
          if (other < otherStart[tile][neuron + 1] && others[tile][other] == p) {
            other++;
          } else {
            arrive(program.fanout[p], 0, CoreProgram.recordOf(program.fanoutRecord[p]), 1);
          }
        }
      }
    }
  }

  @Override
  public void forget() {
    for (int tile : targets) {
      Arrays.fill(sums, sumsFrom[tile], sumsFrom[tile] + sumsUsed[tile], 0);
    }
    pending = false;
  }
}
