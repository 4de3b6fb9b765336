package spikelock.emulator.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;

/**
 * Counts what happens in a run, from the {@link Step} of each timestep or, where a target has none to show, from its counters. In each timestep
 * only spikes are looked at; what follows from them (packets, hops, rows, layers) is worked out from the image's tables, once.
 */
public final class EventRecorder implements RunWatcher {
  private static final int[] HOPS = {Event.HOP_NORTH.ordinal(), Event.HOP_EAST.ordinal(), Event.HOP_SOUTH.ordinal(), Event.HOP_WEST.ordinal()};
  private static final Counter[] HOP_COUNTERS = {Counter.HOPS_NORTH, Counter.HOPS_EAST, Counter.HOPS_SOUTH, Counter.HOPS_WEST};
  private static final Event[] EVENTS = Event.values();

  private final ImageEvents tables;
  private final ChipSpec spec;
  private final EventCounts counts;
  private final SourceCounts neurons;
  private final SourceCounts channels;
  private final Map<Integer, Integer> lengths = new HashMap<>(); // samples of each length
  private final long[] hops = new long[4];
  private int length; // timesteps of the sample under way
  private int timestep; // that is next
  private boolean fromCounters;

  /**
   * Counts for an image.
   *
   * @param longest timesteps of the longest sample, its tail included
   */
  public EventRecorder(ImageEvents tables, int longest) {
    this.tables = tables;
    ChipImage image = tables.image();
    this.spec = image.spec();
    this.counts = new EventCounts(spec.tiles(), tables.layers(), longest);
    this.neurons = new SourceCounts(tables.neurons(), spec.core().delaySlots());
    this.channels = new SourceCounts(image.inputs().channels(), spec.core().delaySlots());
  }

  @Override
  public void begin(int sample, int timesteps) {
    length = timesteps;
    timestep = 0;
  }

  @Override
  public void end() {
    counts.sample(length);
    lengths.merge(length, 1, Integer::sum);
  }

  @Override
  public void input(int at, int[] active, int count) {
    for (int c = 0; c < count; c++) {
      channels.count(active[c], length - at);
    }
  }

  @Override
  public void after(Step step, StepRecord record) {
    int[] used = tables.usedTiles();
    for (int tile : used) {
      counts.add(Event.AXON_ROW, tile, timestep, step.rows(tile));
      counts.add(Event.SYNAPSE_WORD, tile, timestep, step.synapseWords(tile));
      counts.add(Event.SYNAPTIC_EVENT, tile, timestep, step.accumulations(tile));
      counts.add(Event.NEURON_UPDATE, tile, timestep, step.neuronUpdates(tile));
      int first = step.firstSpike(tile);
      int end = step.firstSpike(tile + 1);
      if (end > first) {
        spikes(step, tile, first, end);
      }
    }
    counts.cycles(record.totalCycles());
    timestep++;
  }

  private void spikes(Step step, int tile, int first, int end) {
    int base = tables.firstNeuron(tile);
    Arrays.fill(hops, 0);
    for (int spike = first; spike < end; spike++) {
      int neuron = base + step.neuron(spike);
      neurons.count(neuron, length - timestep);
      for (int direction = 0; direction < 4; direction++) {
        hops[direction] += tables.hops(neuron, direction);
      }
    }
    counts.add(Event.SPIKE, tile, timestep, end - first);
    counts.add(Event.PACKET_OUT, tile, timestep, step.packets(tile));
    for (int direction = 0; direction < 4; direction++) {
      counts.add(EVENTS[HOPS[direction]], tile, timestep, hops[direction]);
    }
  }

  @Override
  public void after(StepRecord record) {
    fromCounters = true;
    int[] counters = record.counters();
    for (int tile : tables.usedTiles()) {
      int at = tile * Counter.COUNT;
      counts.add(Event.SYNAPTIC_EVENT, tile, timestep, value(counters, at, Counter.ACCUMULATIONS));
      counts.add(Event.SPIKE, tile, timestep, value(counters, at, Counter.SPIKES));
      counts.add(Event.PACKET_IN, tile, timestep, value(counters, at, Counter.PACKETS_IN));
      counts.add(Event.PACKET_OUT, tile, timestep, value(counters, at, Counter.PACKETS_OUT));
      counts.add(Event.NEURON_UPDATE, tile, timestep, tables.started(tile, timestep));
    }
    for (int tile = 0; tile < spec.tiles(); tile++) { // flits pass through tiles on which nothing is mapped
      for (int direction = 0; direction < 4; direction++) {
        counts.add(EVENTS[HOPS[direction]], tile, timestep, value(counters, tile * Counter.COUNT, HOP_COUNTERS[direction]));
      }
    }
    counts.cycles(record.totalCycles());
    timestep++;
  }

  private static int value(int[] counters, int at, Counter counter) {
    return counters[at + counter.ordinal()] & Integer.MAX_VALUE;
  }

  /** Adds what another recorder of the same image has counted. */
  public void add(EventRecorder other) {
    counts.add(other.counts);
    neurons.add(other.neurons);
    channels.add(other.channels);
    other.lengths.forEach((timesteps, samples) -> lengths.merge(timesteps, samples, Integer::sum));
    fromCounters |= other.fromCounters;
  }

  /** Everything that was counted; nothing may be counted after it. */
  public EventCounts counts() {
    tables.complete(counts, neurons, channels, lengths, fromCounters);
    return counts;
  }

  /** Names of the layers that are counted. */
  public List<String> layers() {
    return tables.layers();
  }
}
