package spikelock.emulator.engine.function;

import java.util.Arrays;
import java.util.stream.IntStream;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.platform.StepRecord;

/**
 * Delivers spikes by their {@link DirectRows}: the synapses of a spike are added at once to the sums of the next timestep, without packets,
 * schedulers and walks. Addition commutes and nothing reads a sum before the sweep, so the sweep sees the same. Packets that are not direct
 * go the ordinary way. Until the next timestep begins the chip's memories would show the direct packets: {@link #settle} gives them back.
 */
final class DirectDelivery implements Delivery {
  /** Ints of a cache line. */
  private static final int LINE = 16;

  private final PayloadPath path;
  private final CoreProgram[] programs;
  private final DirectRows rows;
  private final int outputs;
  private final boolean tells;
  private final int[] targets; // tiles that direct rows reach
  private final int[] sums; // [accumulators of all cores] of the next timestep
  private final long[] loads; // [tiles, host] what its walks will be, as DirectRows sums it
  private boolean pending;
  @SuppressWarnings("UnusedVariable")
  private int fetched; // keeps the compiler from leaving the reads out

  /**
   * For the cores of a chip.
   *
   * @param tells whether Steps are told of spikes, packets and direct rows
   */
  DirectDelivery(PayloadPath path, CoreProgram[] programs, DirectRows rows, int outputs, boolean tells) {
    this.path = path;
    this.programs = programs;
    this.rows = rows;
    this.outputs = outputs;
    this.tells = tells;
    this.targets = IntStream.range(0, programs.length).filter(tile -> rows.reached[tile] > 0).toArray();
    this.sums = new int[rows.firstAccumulator[programs.length]];
    this.loads = new long[programs.length + 1];
  }

  @Override
  public void begin(Core[] cores, Step step) {
    if (!pending) {
      return;
    }
    if (anyUnlisted()) {
      settle(cores);
      return;
    }
    for (int tile : targets) {
      int[] into = cores[tile].accumulators();
      int from = rows.firstAccumulator[tile];
      for (int i = 0, end = rows.reached[tile]; i < end; i++) {
        into[i] += sums[from + i];
      }
      int additions = DirectRows.additions(loads[tile]);
      step.walked(tile, DirectRows.rows(loads[tile]), 0, false, additions, additions);
    }
    forget();
  }

  /** Where the schedule was written from outside an axon may be due that is reached directly, too, and is walked once. */
  private boolean anyUnlisted() {
    for (int tile : targets) {
      if (path.schedule().isUnlisted(tile)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void deliver(Core[] cores, int[] active, Step step, StepRecord record) {
    for (int tile : active) {
      Core core = cores[tile];
      fetch(core, rows.start[tile]);
      if (tells) {
        step.beginSpikes(tile, core.spikes);
        tell(core, programs[tile].fanoutStart, rows.told[tile], step);
      }
      for (int s = 0; s < core.spikes; s++) {
        int neuron = core.spiking[s];
        addSynapses(rows.start[tile][neuron], rows.start[tile][neuron + 1]);
        int from = rows.otherStart[tile][neuron];
        int to = rows.otherStart[tile][neuron + 1];
        if (from < to) {
          sendOthers(core, programs[tile], neuron, rows.others[tile], from, to, record);
        }
      }
      pending |= core.spikes > 0;
    }
    if (tells) {
      step.endSpikes();
    }
  }

  /**
   * Reads a word of every cache line that the core's spikes need. The lists lie at random in more memory than the caches hold; these
   * reads wait side by side, those of the additions would wait one after the other.
   */
  private void fetch(Core core, int[] listStart) {
    int[] list = rows.synapses;
    int sum = 0;
    for (int s = 0; s < core.spikes; s++) {
      int neuron = core.spiking[s];
      for (int i = listStart[neuron], end = listStart[neuron + 1]; i < end; i += LINE) {
        sum += list[i];
      }
    }
    fetched = sum;
  }

  private void tell(Core core, int[] fanoutStart, int[] told, Step step) {
    for (int s = 0; s < core.spikes; s++) {
      int neuron = core.spiking[s];
      int from = fanoutStart[neuron];
      int to = fanoutStart[neuron + 1];
      int number = step.spike(neuron, to - from);
      short[] destinations = step.destinations();
      for (int at = from; at < to; at++) {
        int packet = told[at];
        int destination = DirectRows.destination(packet);
        destinations[number++] = (short) destination;
        loads[destination] += DirectRows.load(packet);
      }
    }
  }

  private void addSynapses(int from, int to) {
    int[] into = sums;
    int[] list = rows.synapses;
    for (int i = from; i < to; i++) {
      int synapse = list[i];
      into[synapse & 0xffff] += synapse >> 16;
    }
  }

  private void sendOthers(Core core, CoreProgram program, int neuron, int[] others, int from, int to, StepRecord record) {
    for (int o = from; o < to; o++) {
      int packet = program.fanout[others[o]];
      if (!CoreProgram.toHost(packet)) {
        arrive(packet, program.fanoutDelay[others[o]], program.fanoutRecord[others[o]], core.payload(neuron));
      } else if (CoreProgram.output(packet) < outputs) {
        record.send(CoreProgram.output(packet), core.payload(neuron));
      }
    }
  }

  private void arrive(int packet, int delay, long record, int payload) {
    path.arrive(CoreProgram.tile(packet), delay, CoreProgram.axon(packet), record, payload);
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
        int other = rows.otherStart[tile][neuron];
        for (int p = program.fanoutStart[neuron]; p < program.fanoutStart[neuron + 1]; p++) {
          if (other < rows.otherStart[tile][neuron + 1] && rows.others[tile][other] == p) {
            other++;
          } else {
            arrive(program.fanout[p], 0, program.fanoutRecord[p], 1);
          }
        }
      }
    }
  }

  @Override
  public void forget() {
    for (int tile : targets) {
      Arrays.fill(sums, rows.firstAccumulator[tile], rows.firstAccumulator[tile] + rows.reached[tile], 0);
    }
    Arrays.fill(loads, 0);
    pending = false;
  }
}
