package spikelock.emulator.engine;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.platform.StepRecord;

/**
 * The clock cycles of one step ({@code hdl/TIMING.md}): walk and sweep are closed formulas, so only axon-out and the routers are
 * played, cycle by cycle, and only while something is in flight.
 */
final class MeshTiming {
  private final CoreProgram[] programs;
  private final int tiles;
  private final int treeDepth;
  private final int counterMost;
  private final Traffic traffic;
  private final AxonOuts outs;
  private final int[] moved; // [tile << 3 | output] flits that left

  MeshTiming(ChipSpec spec, CoreProgram[] programs) {
    this.programs = programs;
    this.tiles = spec.tiles();
    this.treeDepth = spec.mesh().treeDepth();
    this.counterMost = (1 << spec.counters().bits()) - 1;
    this.traffic = SlicedTraffic.fits(spec) ? new SlicedTraffic(spec) : new QueuedTraffic(spec);
    this.outs = new AxonOuts(tiles);
    this.moved = new int[tiles << Traffic.STRIDE_LOG2];
  }

  void observe(TrafficObserver watcher) {
    traffic.observe(watcher);
  }

  /** Fills the record's step cycles and counters. Depends on the events alone. */
  void time(StepEvents events, StepRecord record, boolean counters) {
    outs.start(events);
    int last = traffic.play(events, outs, moved);
    for (int tile = 0; tile < tiles; tile++) {
      int busy = Math.max(events.walkEnd[tile] + 1 + programs[tile].sweepCycles + 1, outs.outEnd[tile]);
      last = Math.max(last, busy);
      if (counters) {
        count(record, tile, Counter.ACCUMULATIONS, events.accumulations[tile]);
        count(record, tile, Counter.SPIKES, events.firstSpike[tile + 1] - events.firstSpike[tile]);
        count(record, tile, Counter.PACKETS_IN, moved(tile, Ports.LOCAL));
        count(record, tile, Counter.PACKETS_OUT, events.packets(tile));
        count(record, tile, Counter.AXON_OUT_STALLS, outs.stalls[tile]);
        count(record, tile, Counter.BUSY_CYCLES, busy);
        count(record, tile, Counter.HOPS_NORTH, moved(tile, Ports.NORTH));
        count(record, tile, Counter.HOPS_EAST, moved(tile, Ports.EAST));
        count(record, tile, Counter.HOPS_SOUTH, moved(tile, Ports.SOUTH));
        count(record, tile, Counter.HOPS_WEST, moved(tile, Ports.WEST));
      }
    }
    record.setStepCycles(2 * treeDepth + last + 1);
  }

  private int moved(int tile, int output) {
    return moved[tile << Traffic.STRIDE_LOG2 | output];
  }

  private void count(StepRecord record, int tile, Counter counter, int value) {
    record.counters()[tile * Counter.COUNT + counter.ordinal()] =
        value <= counterMost ? value : counterMost | Integer.MIN_VALUE;
  }
}
