package spikelock.emulator.engine.timing;

import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.CounterSizes;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.engine.traffic.AxonOuts;
import spikelock.emulator.engine.traffic.Ports;
import spikelock.emulator.engine.traffic.QueuedTraffic;
import spikelock.emulator.engine.traffic.SlicedTraffic;
import spikelock.emulator.engine.traffic.Traffic;
import spikelock.emulator.engine.traffic.TrafficObserver;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;

/**
 * The clock cycles of our chip ({@code hdl/TIMING.md}): batches, walk and sweep are closed formulas, so only axon-out and the routers are
 * played, cycle by cycle, and only while something is in flight. Used by one thread at a time.
 */
public final class ExactTiming implements TimingEngine {
  /** Cycles of a batch beyond the tree's depth and the way of its latest packet ({@code hdl/TIMING.md}, "Batches"). */
  public static final int BATCH_OVERHEAD = 6;

  /** The walk starts so many cycles after the first of the due copy's words. */
  private static final int COPY_OVERHEAD = 3;

  /** Cycles of a walk beyond those of its rows: the stages before and behind the synapse memory; one more where weights meet payloads. */
  private static final int WALK_OVERHEAD = 7;

  private final int tiles;
  private final int treeDepth;
  private final int walkStart;
  private final int walkOverhead;
  private final CounterSizes counters;
  private final boolean counting;
  private final int[] hopsFromHost; // [tiles]
  private final int[][] spikeOffset; // [tiles][neurons] as in SweepTimes
  private final int[] sweepCycles; // [tiles]
  private final Traffic traffic;
  private final AxonOuts outs;
  private final int[] moved; // [tile << 3 | output] flits that left
  private final int[] walkEnd; // [tiles] the cycle in which each walk ends
  private int[] spikeCycles = new int[64]; // [spikes]

  /**
   * The timing of a chip.
   *
   * @param sweeps [tiles]
   */
  public ExactTiming(ChipSpec spec, List<SweepTimes> sweeps) {
    tiles = spec.tiles();
    treeDepth = spec.mesh().treeDepth();
    walkStart = spec.core().axonWords() + COPY_OVERHEAD;
    walkOverhead = WALK_OVERHEAD + (spec.packet().payloadBits() > 0 ? 1 : 0);
    counters = spec.counters();
    counting = spec.counters().kind() != Counters.NONE;
    hopsFromHost = new int[tiles];
    for (int tile = 0; tile < tiles; tile++) {
      hopsFromHost[tile] = tile % spec.mesh().width() + tile / spec.mesh().width();
    }
    spikeOffset = sweeps.stream().map(SweepTimes::spikeOffset).toArray(int[][]::new);
    sweepCycles = sweeps.stream().mapToInt(SweepTimes::cycles).toArray();
    traffic = SlicedTraffic.fits(spec) ? new SlicedTraffic(spec) : new QueuedTraffic(spec);
    outs = new AxonOuts(tiles);
    moved = new int[tiles << Traffic.STRIDE_LOG2];
    walkEnd = new int[tiles];
  }

  /** The timing of the chip on which an image runs. */
  public static ExactTiming of(ChipImage image) {
    return new ExactTiming(image.spec(), SweepTimes.of(image, PlacedCores.of(image)));
  }

  /** Shows the traffic of every step to {@code watcher} from now on; slow. */
  public void observe(TrafficObserver watcher) {
    traffic.observe(watcher);
  }

  @Override
  public void time(Step step, StepRecord record) {
    for (int batch = 0; batch < step.batches(); batch++) {
      record.addBatch(treeDepth + BATCH_OVERHEAD + latest(step, batch));
    }
    placeSpikes(step);
    outs.start(step, spikeCycles);
    int last = traffic.play(step, outs, moved);
    for (int tile = 0; tile < tiles; tile++) {
      int busy = Math.max(walkEnd[tile] + 1 + sweepCycles[tile] + 1, outs.outEnd[tile]);
      last = Math.max(last, busy);
      if (counting) {
        count(record, tile, Counter.ACCUMULATIONS, step.accumulations(tile));
        count(record, tile, Counter.SPIKES, step.firstSpike(tile + 1) - step.firstSpike(tile));
        count(record, tile, Counter.PACKETS_IN, moved(tile, Ports.LOCAL));
        count(record, tile, Counter.PACKETS_OUT, step.packets(tile));
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

  /** When the last packet of a batch is in its core's scheduler: packet k is there k + hops cycles after packet 0 entered the mesh. */
  private int latest(Step step, int batch) {
    int latest = 0;
    int first = step.firstInjected(batch);
    for (int packet = first, end = step.firstInjected(batch + 1); packet < end; packet++) {
      latest = Math.max(latest, packet - first + hopsFromHost[step.injectedTo(packet)]);
    }
    return latest;
  }

  /** The cycle of a walk's end, counted from the pulse at the tile. */
  private int walkEnd(Step step, int tile) {
    int rows = step.rows(tile);
    if (rows == 0) {
      return walkStart;
    }
    int overhead = step.isLastRowEmpty(tile) ? walkOverhead - 1 : walkOverhead; // nothing to add, so no last stage
    return walkStart + step.synapseWords(tile) + step.emptyRows(tile) + overhead; // an empty row takes a cycle, too
  }

  private void placeSpikes(Step step) {
    if (spikeCycles.length < step.spikes()) {
      spikeCycles = new int[2 * step.spikes()];
    }
    for (int tile = 0; tile < tiles; tile++) {
      int end = walkEnd(step, tile);
      walkEnd[tile] = end;
      int[] offset = spikeOffset[tile];
      for (int spike = step.firstSpike(tile), last = step.firstSpike(tile + 1); spike < last; spike++) {
        spikeCycles[spike] = end + offset[step.neuron(spike)];
      }
    }
  }

  private int moved(int tile, int output) {
    return moved[tile << Traffic.STRIDE_LOG2 | output];
  }

  private void count(StepRecord record, int tile, Counter counter, int value) {
    record.counters()[tile * Counter.COUNT + counter.ordinal()] = counters.shown(value);
  }
}
