package spikelock.mapper.partition;

import java.util.Arrays;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.retime.Retiming;

/**
 * The synapses of a retimed network turned round: for each neuron what reaches it, and by which <em>line</em>. A line is one
 * (source, delay on the chip, exponent); on every core it reaches it takes an axon. Sources are numbered channels first, then
 * neurons; neurons over all populations.
 */
public final class Incoming {
  private final int channels;
  private final long[] lines; // source, delay, exponent packed, ascending
  private final int[] start;
  private final int[] line;
  private final short[] weight;
  private final byte[] input;

  /** @param network with lags */
  public Incoming(FixedNetwork network) {
    channels = network.channels();
    int synapses = Math.toIntExact(network.synapses());
    lines = lines(network);
    start = starts(network);
    line = new int[synapses];
    weight = new short[synapses];
    boolean many = network.projections().stream().anyMatch(p -> p.input() > 0);
    input = new byte[many ? synapses : 0];
    int[] next = Arrays.copyOf(start, start.length - 1);
    for (FixedProjection p : network.projections()) {
      int first = network.first(p.target());
      for (int row = 0; row < p.rows(); row++) {
        int number = Arrays.binarySearch(lines, packed(network, p, row));
        for (int i = p.rowStart()[row]; i < p.rowStart()[row + 1]; i++) {
          int at = next[first + p.synapseTarget()[i]]++;
          line[at] = number;
          weight[at] = p.weight()[i];
          if (many) {
            input[at] = (byte) p.input();
          }
        }
      }
    }
  }

  private static long[] lines(FixedNetwork network) {
    long[] all = new long[network.projections().stream().mapToInt(FixedProjection::rows).sum()];
    int count = 0;
    for (FixedProjection p : network.projections()) {
      for (int row = 0; row < p.rows(); row++) {
        all[count++] = packed(network, p, row);
      }
    }
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  private static long packed(FixedNetwork network, FixedProjection p, int row) {
    boolean fromInput = network.populations().get(p.source()).isInput();
    long source = p.rowSource()[row] + (fromInput ? 0 : network.channels()) + network.first(p.source());
    return source << 24 | (long) Retiming.chipDelay(network, p, p.rowDelay()[row]) << 8 | p.rowExponent()[row];
  }

  private static int[] starts(FixedNetwork network) {
    int[] start = new int[network.neurons() + 1];
    for (FixedProjection p : network.projections()) {
      int first = network.first(p.target());
      for (int target : p.synapseTarget()) {
        start[first + target + 1]++;
      }
    }
    for (int n = 1; n < start.length; n++) {
      start[n] += start[n - 1];
    }
    return start;
  }

  /** How many lines there are. */
  public int lines() {
    return lines.length;
  }

  /** Sources: channels, then neurons. */
  public int sources() {
    return channels + start.length - 1;
  }

  public int channels() {
    return channels;
  }

  /** The source of a line. */
  public int source(int number) {
    return (int) (lines[number] >>> 24);
  }

  /** The delay of a line on the chip. */
  public int delay(int number) {
    return (int) (lines[number] >>> 8) & 0xffff;
  }

  /** The exponent of a line's weights. */
  public int exponent(int number) {
    return (int) lines[number] & 0xff;
  }

  /** First of a neuron's synapses; the next neuron's first is behind its last. */
  int first(int neuron) {
    return start[neuron];
  }

  int line(int synapse) {
    return line[synapse];
  }

  int weight(int synapse) {
    return weight[synapse];
  }

  int input(int synapse) {
    return input.length == 0 ? 0 : input[synapse];
  }
}
