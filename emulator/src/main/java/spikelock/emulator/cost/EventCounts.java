package spikelock.emulator.cost;

import java.util.Arrays;
import java.util.List;

/**
 * What happened in a run: how often each {@link Event} in each core, over time, and for each layer. Counts of runs of the same image add up.
 */
public final class EventCounts {
  /** Timesteps of a sample are joined in at most so many bins. */
  public static final int MOST_BINS = 128;

  private final int cores;
  private final List<String> layers;
  private final int binWidth;
  private final int bins;
  private final long[][] byCore; // [event][core]
  private final long[][][] cells; // [event][core][bin], null where nothing happened
  private final long[][] byLayer; // [event][layer]
  private final long[][] packets; // [from core][to core], null where nothing was sent
  private long samples;
  private long timesteps;
  private long cycles;
  private boolean knowsRows = true;

  /**
   * Counts of a run in which nothing has happened yet.
   *
   * @param cores cores of the chip
   * @param layers names of the layers
   * @param longest timesteps of the longest sample
   */
  public EventCounts(int cores, List<String> layers, int longest) {
    this.cores = cores;
    this.layers = List.copyOf(layers);
    this.binWidth = Math.max(1, (longest + MOST_BINS - 1) / MOST_BINS);
    this.bins = Math.max(1, (longest + binWidth - 1) / binWidth);
    this.byCore = new long[Event.COUNT][cores];
    this.cells = new long[Event.COUNT][cores][];
    this.byLayer = new long[Event.COUNT][layers.size()];
    this.packets = new long[cores][];
  }

  /** Counts of one core, for costs of totals that somebody published. */
  public static EventCounts totals(long timesteps, java.util.Map<Event, Long> counts) {
    EventCounts totals = new EventCounts(1, List.of(), 1);
    totals.samples = 1;
    totals.timesteps = timesteps;
    counts.forEach((event, count) -> totals.byCore[event.ordinal()][0] = count);
    return totals;
  }

  // ---- reading ----------------------------------------------------------------------------------------------------------

  public int cores() {
    return cores;
  }

  /** Names of the layers, in the image's order. */
  public List<String> layers() {
    return layers;
  }

  public long samples() {
    return samples;
  }

  /** Timesteps of all samples. */
  public long timesteps() {
    return timesteps;
  }

  /** Clock cycles of our RTL; 0 when nobody counted them. */
  public long cycles() {
    return cycles;
  }

  /** All of an event. */
  public long total(Event event) {
    return Arrays.stream(byCore[event.ordinal()]).sum();
  }

  /** Those of a core. */
  public long of(Event event, int core) {
    return byCore[event.ordinal()][core];
  }

  /** Those of a layer: of its neurons, of synapses onto them, of packets they send. */
  public long ofLayer(Event event, int layer) {
    return byLayer[event.ordinal()][layer];
  }

  /** Parts of a sample's time, equal but for the last. */
  public int bins() {
    return bins;
  }

  /** Timesteps of a part. */
  public int binWidth() {
    return binWidth;
  }

  /** Those of a core in a part of the samples' time. */
  public long of(Event event, int core, int bin) {
    long[] cell = cells[event.ordinal()][core];
    return cell == null ? 0 : cell[bin];
  }

  /** Packets from one core to another; the host's come from core 0's place and are not among them. */
  public long packets(int from, int to) {
    return packets[from] == null ? 0 : packets[from][to];
  }

  /** Whether the kinds of synaptic events and those of layers are known; not where only counters told what happened. */
  public boolean knowsRows() {
    return knowsRows;
  }

  // ---- counting ---------------------------------------------------------------------------------------------------------

  /** A sample of so many timesteps was run. */
  public void sample(int length) {
    samples++;
    timesteps += length;
  }

  /** Clock cycles went by. */
  public void cycles(long more) {
    cycles += more;
  }

  /** Events of a core, of no known time. */
  public void add(Event event, int core, long count) {
    byCore[event.ordinal()][core] += count;
  }

  /** Events of a core in a timestep of a sample. */
  public void add(Event event, int core, int timestep, long count) {
    if (count != 0) {
      byCore[event.ordinal()][core] += count;
      long[] cell = cells[event.ordinal()][core];
      if (cell == null) {
        cell = new long[bins];
        cells[event.ordinal()][core] = cell;
      }
      cell[Math.min(bins - 1, timestep / binWidth)] += count;
    }
  }

  /** Events of a layer. */
  public void addToLayer(Event event, int layer, long count) {
    byLayer[event.ordinal()][layer] += count;
  }

  /** Packets went from one core to another. */
  public void addPackets(int from, int to, long count) {
    if (packets[from] == null) {
      packets[from] = new long[cores];
    }
    packets[from][to] += count;
  }

  /** What rows were walked is not known. */
  public void forgetRows() {
    knowsRows = false;
  }

  /** Adds what another run of the same image counted. */
  public void add(EventCounts other) {
    samples += other.samples;
    timesteps += other.timesteps;
    cycles += other.cycles;
    knowsRows &= other.knowsRows;
    add(byCore, other.byCore);
    add(byLayer, other.byLayer);
    for (int event = 0; event < Event.COUNT; event++) {
      add(cells[event], other.cells[event]);
    }
    add(packets, other.packets);
  }

  private static void add(long[][] into, long[][] more) {
    for (int i = 0; i < into.length; i++) {
      if (more[i] != null) {
        if (into[i] == null) {
          into[i] = new long[more[i].length];
        }
        for (int j = 0; j < more[i].length; j++) {
          into[i][j] += more[i][j];
        }
      }
    }
  }
}
