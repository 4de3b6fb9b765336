package spikelock.mapper.sanafe.network;

import java.util.Arrays;

/** Edges that are listed one by one. Sorted by source once all are there. */
final class EdgeList implements EdgeBlock {
  private int count;
  private int[] sources = new int[4]; // in their group
  private int[] targets = new int[4]; // over all groups
  private double[] weights = new double[4];
  private char[] units = new char[4];
  private byte[] delays = {}; // as long as there are edges up to the last that has one
  private int[] taps = {};

  void add(int source, int target, double weight, int unit, int delay, int tap) {
    if (count == sources.length) {
      resize(count + (count >> 1) + 4);
    }
    sources[count] = source;
    targets[count] = target;
    weights[count] = weight;
    units[count] = (char) unit;
    if (delay != EdgeBuffer.UNSAID) {
      int had = delays.length;
      if (count >= had) {
        delays = Arrays.copyOf(delays, Math.max(count + 1, 2 * had));
        Arrays.fill(delays, had, delays.length, (byte) EdgeBuffer.UNSAID);
      }
      delays[count] = (byte) delay;
    }
    if (tap != EdgeBuffer.UNSAID) {
      int had = taps.length;
      if (count >= had) {
        taps = Arrays.copyOf(taps, Math.max(count + 1, 2 * had));
        Arrays.fill(taps, had, taps.length, EdgeBuffer.UNSAID);
      }
      taps[count] = tap;
    }
    count++;
  }

  private void resize(int length) {
    sources = Arrays.copyOf(sources, length);
    targets = Arrays.copyOf(targets, length);
    weights = Arrays.copyOf(weights, length);
    units = Arrays.copyOf(units, length);
  }

  /** No more edges come. Those of one source stay in their order. */
  void finish() {
    resize(count);
    boolean sorted = true;
    for (int edge = 1; edge < count; edge++) {
      sorted &= sources[edge - 1] <= sources[edge];
    }
    if (sorted) {
      return;
    }
    long[] order = new long[count];
    for (int edge = 0; edge < count; edge++) {
      order[edge] = (long) sources[edge] << Integer.SIZE | edge;
    }
    Arrays.sort(order);
    EdgeList ordered = new EdgeList();
    ordered.resize(count);
    for (long at : order) {
      int edge = (int) at;
      ordered.add(sources[edge], targets[edge], weights[edge], units[edge], delay(edge), tap(edge));
    }
    sources = ordered.sources;
    targets = ordered.targets;
    weights = ordered.weights;
    units = ordered.units;
    delays = ordered.delays;
    taps = ordered.taps;
  }

  private int delay(int edge) {
    return edge < delays.length ? delays[edge] : EdgeBuffer.UNSAID;
  }

  private int tap(int edge) {
    return edge < taps.length ? taps[edge] : EdgeBuffer.UNSAID;
  }

  @Override
  public void addTo(EdgeBuffer buffer, int source) {
    int low = 0;
    int high = count;
    while (low < high) { // the first edge of the source
      int middle = (low + high) >>> 1;
      if (sources[middle] < source) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int end = low;
    while (end < count && sources[end] == source) {
      end++;
    }
    buffer.reserve(end - low);
    for (int edge = low; edge < end; edge++) {
      buffer.add(targets[edge], weights[edge], units[edge], delay(edge), tap(edge));
    }
  }

  @Override
  public long edges() {
    return count;
  }
}
