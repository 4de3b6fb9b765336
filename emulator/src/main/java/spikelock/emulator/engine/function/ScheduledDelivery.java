package spikelock.emulator.engine.function;

import spikelock.emulator.engine.step.Step;
import spikelock.emulator.platform.StepRecord;

/** Every packet into the scheduler of its core or to its output, as on the chip. */
final class ScheduledDelivery implements Delivery {
  private final PayloadPath path;
  private final CoreProgram[] programs;
  private final int outputs;

  @SuppressWarnings("UnusedVariable")
  private int fetched; // keeps the compiler from leaving the reads out

  ScheduledDelivery(PayloadPath path, CoreProgram[] programs, int outputs) {
    this.path = path;
    this.programs = programs;
    this.outputs = outputs;
  }

  @Override
  public void begin(Core[] cores, Step step) {
    // Everything is in the schedulers.
  }

  @Override
  public void deliver(Core[] cores, int[] active, Step step, StepRecord record) {
    PayloadPath way = path;
    short host = (short) cores.length;
    for (int tile : active) {
      Core core = cores[tile];
      CoreProgram program = programs[tile];
      step.beginSpikes(tile, core.spikes);
      fetched = program.fetch(core.spiking, core.spikes);
      for (int s = 0; s < core.spikes; s++) {
        int neuron = core.spiking[s];
        int payload = core.payload(neuron);
        int from = program.fanoutStart[neuron];
        int to = program.fanoutStart[neuron + 1];
        int number = step.spike(neuron, to - from);
        short[] destinations = step.destinations();
        for (int at = from; at < to; at++) {
          int packet = program.fanout[at];
          if (!CoreProgram.toHost(packet)) {
            int tileTo = CoreProgram.tile(packet);
            destinations[number++] = (short) tileTo;
            way.arrive(tileTo, program.fanoutDelay[at], CoreProgram.axon(packet), program.fanoutRecord[at], payload);
          } else {
            destinations[number++] = host;
            if (CoreProgram.output(packet) < outputs) {
              record.send(CoreProgram.output(packet), payload);
            }
          }
        }
      }
    }
    step.endSpikes();
  }

  @Override
  public void settle(Core[] cores) {
    // Nothing is kept back.
  }

  @Override
  public void forget() {
    // Nothing is kept back.
  }
}
