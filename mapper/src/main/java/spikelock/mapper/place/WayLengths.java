package spikelock.mapper.place;

import java.util.Arrays;
import spikelock.mapper.partition.Incoming;
import spikelock.mapper.partition.Partition;

/**
 * How long the ways of packets are with the cores where they are now, and would be elsewhere: each axon is a packet, and so is each output. The
 * hops of a packet are those along the row and those along the column, so for every core two tables hold what it costs to be in each column and
 * in each row, with all others where they are. Then any exchange of two cores is priced in a few additions.
 */
final class WayLengths {
  private final int width;
  private final int height;
  private final long[] toHost; // [core] packets to and from the host, which is at tile 0
  private final int[] start; // [cores + 1] where a core's partners begin
  private final int[] partner;
  private final long[] packets; // to and from each of them
  private final int[] column;
  private final int[] row;
  private final long[][] inColumn; // [core][width]
  private final long[][] inRow; // [core][height]
  private final long[] between; // [cores] packets between the core that is looked at and each other one

  /**
   * The ways with the cores at some tiles.
   *
   * @param isOutput [neurons] whether the neuron sends to the host
   * @param tileOf [cores]
   */
  WayLengths(Partition partition, boolean[] isOutput, int[] tileOf, int width, int height) {
    this.width = width;
    this.height = height;
    int cores = tileOf.length;
    toHost = new long[cores];
    start = new int[cores + 1];
    column = Arrays.stream(tileOf).map(tile -> tile % width).toArray();
    row = Arrays.stream(tileOf).map(tile -> tile / width).toArray();
    between = new long[cores];
    int[] coreOf = new int[isOutput.length];
    for (int core = 0; core < cores; core++) {
      for (int neuron : partition.cores().get(core).neurons()) {
        coreOf[neuron] = core;
        toHost[core] += isOutput[neuron] ? 1 : 0;
      }
    }
    long[] pairs = pairs(partition, coreOf);
    int distinct = 0;
    for (int i = 0; i < pairs.length; i++) {
      distinct += i == 0 || pairs[i] != pairs[i - 1] ? 1 : 0;
    }
    partner = new int[distinct];
    packets = new long[distinct];
    int at = -1;
    for (int i = 0; i < pairs.length; i++) {
      if (i == 0 || pairs[i] != pairs[i - 1]) {
        partner[++at] = (int) pairs[i];
        start[(int) (pairs[i] >>> 32) + 1]++;
      }
      packets[at]++;
    }
    for (int core = 0; core < cores; core++) {
      start[core + 1] += start[core];
    }
    inColumn = new long[cores][width];
    inRow = new long[cores][height];
    for (int core = 0; core < cores; core++) {
      pull(core, 0, 0, toHost[core]);
      for (int i = start[core]; i < start[core + 1]; i++) {
        pull(core, column[partner[i]], row[partner[i]], packets[i]);
      }
    }
  }

  /** A pair {core, partner} for each packet between two cores, once for either of them, ascending; those with the host are counted on the way. */
  private long[] pairs(Partition partition, int[] coreOf) {
    Incoming incoming = partition.incoming();
    long[] pairs = new long[2 * partition.cores().stream().mapToInt(core -> core.rows().axons()).sum()];
    int count = 0;
    for (int core = 0; core < toHost.length; core++) {
      for (int line : partition.cores().get(core).rows().line()) {
        int neuron = incoming.source(line) - incoming.channels();
        if (neuron < 0) {
          toHost[core]++;
        } else if (coreOf[neuron] != core) {
          pairs[count++] = (long) coreOf[neuron] << 32 | core;
          pairs[count++] = (long) core << 32 | coreOf[neuron];
        }
      }
    }
    Arrays.sort(pairs, 0, count);
    return Arrays.copyOf(pairs, count);
  }

  /** A core has so many packets with a place, more or, if negative, less than before. */
  private void pull(int core, int x, int y, long count) {
    for (int other = 0; other < width; other++) {
      inColumn[core][other] += count * Math.abs(other - x);
    }
    for (int other = 0; other < height; other++) {
      inRow[core][other] += count * Math.abs(other - y);
    }
  }

  /** From now on a core is looked at; the one before must be {@link #leave left}. */
  void look(int core) {
    for (int i = start[core]; i < start[core + 1]; i++) {
      between[partner[i]] = packets[i];
    }
  }

  /** A core is no longer looked at. */
  void leave(int core) {
    for (int i = start[core]; i < start[core + 1]; i++) {
      between[partner[i]] = 0;
    }
  }

  /** How much longer all ways become when the core that is looked at moves to a tile where no core is. */
  long move(int core, int tile) {
    return at(core, tile % width, tile / width) - at(core, column[core], row[core]);
  }

  /** How much longer all ways become when the core that is looked at and another one change places. */
  long exchange(int core, int other) {
    // each table has the other core where it is, and so a way of none between the two, which stays as long as it is
    long kept = between[other] * (Math.abs(column[core] - column[other]) + Math.abs(row[core] - row[other]));
    return at(core, column[other], row[other]) + at(other, column[core], row[core]) + 2 * kept
        - at(core, column[core], row[core]) - at(other, column[other], row[other]);
  }

  private long at(int core, int x, int y) {
    return inColumn[core][x] + inRow[core][y];
  }

  /** A core is at another tile now. */
  void moved(int core, int tile) {
    int x = tile % width;
    int y = tile / width;
    for (int i = start[core]; i < start[core + 1]; i++) {
      pull(partner[i], column[core], row[core], -packets[i]);
      pull(partner[i], x, y, packets[i]);
    }
    column[core] = x;
    row[core] = y;
  }
}
