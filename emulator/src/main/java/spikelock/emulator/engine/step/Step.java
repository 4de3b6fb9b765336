package spikelock.emulator.engine.step;

import java.util.Arrays;

/**
 * What happened in one timestep: which rows each core walked, how many neurons it updated, who spiked in which order, where every packet
 * went, and the batches before it. Nothing about time is in it, and all that time or energy depends on is: the timing of a timestep is a
 * function of its Step alone (Law 3).
 *
 * <p>A Step is a value that is handed over by ownership: the functional engine fills it, then it is only read, by one owner after the
 * other, until the last gives it back to be filled anew. {@link #copy} is for who wants to keep one.
 *
 * <p>Spikes and packets have numbers from 0: those of spikes tile after tile, the neurons of a tile ascending; those of packets spike after
 * spike, in the order in which they are sent.
 */
public final class Step {
  private final int[] rows;
  private final int[] emptyRows;
  private final boolean[] lastRowEmpty;
  private final int[] synapseWords;
  private final int[] accumulations;
  private final int[] neuronUpdates;
  private final int[] firstSpike; // [tiles + 1]
  private int[] neuron = new int[64]; // [spikes]
  private int[] firstPacket = new int[65]; // [spikes + 1]
  private int told; // tiles whose spikes have begun
  private int spikes;
  private short[] destinations = new short[256]; // [packets]
  private int packets;
  private int[] batchStart = new int[2]; // [batches + 1] in injected
  private int batches;
  private short[] injected = new short[64]; // [injected packets] their tiles
  private int injections;

  /** A Step in which nothing happens. */
  public Step(int tiles) {
    rows = new int[tiles];
    emptyRows = new int[tiles];
    lastRowEmpty = new boolean[tiles];
    synapseWords = new int[tiles];
    accumulations = new int[tiles];
    neuronUpdates = new int[tiles];
    firstSpike = new int[tiles + 1];
  }

  // ---- reading ----------------------------------------------------------------------------------------------------------

  public int tiles() {
    return rows.length;
  }

  /** Rows that a core walked: one for each axon that was due. */
  public int rows(int tile) {
    return rows[tile];
  }

  /** Those of them that are empty. */
  public int emptyRows(int tile) {
    return emptyRows[tile];
  }

  /** Whether the last row that a core walked, the one of its highest due axon, is empty. */
  public boolean isLastRowEmpty(int tile) {
    return lastRowEmpty[tile];
  }

  /** Reads of the synapse memory: one for each word of a sparse row, one for each group of lanes of a dense one. */
  public int synapseWords(int tile) {
    return synapseWords[tile];
  }

  /** Additions to accumulators. */
  public int accumulations(int tile) {
    return accumulations[tile];
  }

  /** Neurons that a core updated; those whose set has not started are not among them. */
  public int neuronUpdates(int tile) {
    return neuronUpdates[tile];
  }

  /** What a debug chip counts and others leave to be worked out. */
  public Activity activity(int tile) {
    return new Activity(neuronUpdates[tile], synapseWords[tile]);
  }

  /** Spikes of all tiles. */
  public int spikes() {
    return spikes;
  }

  /** The first spike of a tile; of the number of tiles: {@link #spikes}. */
  public int firstSpike(int tile) {
    return firstSpike[tile];
  }

  /** The neuron whose spike it is, by its number in its core. */
  public int neuron(int spike) {
    return neuron[spike];
  }

  /** The first packet of a spike; of the number of spikes: {@link #packets()}. */
  public int firstPacket(int spike) {
    return firstPacket[spike];
  }

  /** Packets of all spikes. */
  public int packets() {
    return packets;
  }

  /** Packets that a tile's spikes sent. */
  public int packets(int tile) {
    return firstPacket[firstSpike[tile + 1]] - firstPacket[firstSpike[tile]];
  }

  /** [packet] the tile it goes to, or the number of tiles for the host; the array may be longer. */
  public short[] destinations() {
    return destinations;
  }

  /** Batches injected before the pulse. */
  public int batches() {
    return batches;
  }

  /** Number, among all injected packets of the timestep, of a batch's first; of the number of batches: their count. */
  public int firstInjected(int batch) {
    return batchStart[batch];
  }

  /** The tile an injected packet goes to. */
  public int injectedTo(int packet) {
    return injected[packet];
  }

  // ---- filling, in this order -------------------------------------------------------------------------------------------

  /** A timestep begins: nothing has happened. */
  public void clear() {
    firstPacket[0] = 0;
    batches = 0;
    injections = 0;
    spikes = 0;
    packets = 0;
    told = 0;
    Arrays.fill(firstSpike, 0);
    Arrays.fill(rows, 0);
    Arrays.fill(emptyRows, 0);
    Arrays.fill(lastRowEmpty, false);
    Arrays.fill(synapseWords, 0);
    Arrays.fill(accumulations, 0);
    Arrays.fill(neuronUpdates, 0);
  }

  /** A packet of the batch under way goes to a tile. */
  public void inject(int tile) {
    if (injections == injected.length) {
      injected = Arrays.copyOf(injected, 2 * injections);
    }
    injected[injections++] = (short) tile;
  }

  /** The batch under way is complete. */
  public void endBatch() {
    if (++batches == batchStart.length) {
      batchStart = Arrays.copyOf(batchStart, 2 * batches);
    }
    batchStart[batches] = injections;
  }

  /** A core has walked rows. It may be told in several parts, the one with the last row last. */
  public void walked(int tile, int rowCount, int emptyCount, boolean lastEmpty, int words, int additions) {
    rows[tile] += rowCount;
    emptyRows[tile] += emptyCount;
    lastRowEmpty[tile] = lastEmpty;
    synapseWords[tile] += words;
    accumulations[tile] += additions;
  }

  /** A core has swept its neurons. */
  public void swept(int tile, int updates) {
    neuronUpdates[tile] = updates;
  }

  /** The spikes of a tile come next, at most so many; tiles that are passed over have none. */
  public void beginSpikes(int tile, int most) {
    for (; told <= tile; told++) {
      firstSpike[told] = spikes;
    }
    if (spikes + most > neuron.length) {
      int length = Math.max(2 * neuron.length, spikes + most);
      neuron = Arrays.copyOf(neuron, length);
      firstPacket = Arrays.copyOf(firstPacket, length + 1);
    }
  }

  /**
   * A neuron of the tile under way spikes.
   *
   * @param sends how many packets it sends; where they go must be written to {@link #destinations} at once
   * @return the first of them
   */
  public int spike(int who, int sends) {
    int first = packets;
    neuron[spikes] = who;
    firstPacket[spikes++] = first;
    packets = first + sends;
    if (packets > destinations.length) {
      destinations = Arrays.copyOf(destinations, Math.max(packets, destinations.length + destinations.length / 2));
    }
    return first;
  }

  /** All spikes have been told. */
  public void endSpikes() {
    for (; told <= rows.length; told++) {
      firstSpike[told] = spikes;
    }
    firstPacket[spikes] = packets;
  }

  // ---- as a value -------------------------------------------------------------------------------------------------------

  /** The same Step, which nobody fills anew. */
  public Step copy() {
    Step copy = new Step(tiles());
    for (int batch = 0; batch < batches; batch++) {
      for (int packet = batchStart[batch]; packet < batchStart[batch + 1]; packet++) {
        copy.inject(injected[packet]);
      }
      copy.endBatch();
    }
    for (int tile = 0; tile < tiles(); tile++) {
      copy.walked(tile, rows[tile], emptyRows[tile], lastRowEmpty[tile], synapseWords[tile], accumulations[tile]);
      copy.swept(tile, neuronUpdates[tile]);
      copy.beginSpikes(tile, firstSpike[tile + 1] - firstSpike[tile]);
      for (int spike = firstSpike[tile]; spike < firstSpike[tile + 1]; spike++) {
        int sends = firstPacket[spike + 1] - firstPacket[spike];
        int first = copy.spike(neuron[spike], sends);
        System.arraycopy(destinations, firstPacket[spike], copy.destinations, first, sends);
      }
    }
    copy.endSpikes();
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Step step && Arrays.equals(rows, step.rows) && Arrays.equals(emptyRows, step.emptyRows)
        && Arrays.equals(lastRowEmpty, step.lastRowEmpty) && Arrays.equals(synapseWords, step.synapseWords)
        && Arrays.equals(accumulations, step.accumulations) && Arrays.equals(neuronUpdates, step.neuronUpdates)
        && Arrays.equals(firstSpike, step.firstSpike) && Arrays.equals(neuron, 0, spikes, step.neuron, 0, spikes)
        && Arrays.equals(firstPacket, 0, spikes + 1, step.firstPacket, 0, spikes + 1)
        && Arrays.equals(destinations, 0, packets, step.destinations, 0, packets)
        && batches == step.batches && Arrays.equals(batchStart, 0, batches + 1, step.batchStart, 0, batches + 1)
        && Arrays.equals(injected, 0, injections, step.injected, 0, injections);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(firstSpike) * 31 + Arrays.hashCode(synapseWords);
  }

  @Override
  public String toString() {
    return "Step of " + tiles() + " tiles, " + spikes + " spikes, " + batches + " batches, synapse words " + Arrays.toString(synapseWords);
  }
}
