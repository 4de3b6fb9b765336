package spikelock.mapper.sanafe.network;

import java.util.Arrays;
import spikelock.emulator.error.InputException;

/** The edges of one neuron, one behind the other in file order. Filled anew for each neuron, so that edges need not be stored one by one. */
public final class EdgeBuffer {
  /** A delay or a tap that an edge says nothing of. */
  public static final int UNSAID = -1;

  /** Edges of one neuron, at most. */
  private static final int MOST = 1 << 24;

  private int count;
  private int[] targets = new int[64];
  private double[] weights = new double[64];
  private char[] units = new char[64];
  private byte[] delays = new byte[64];
  private int[] taps = new int[64];

  public int count() {
    return count;
  }

  /** The target's number over all groups. */
  public int target(int edge) {
    return targets[edge];
  }

  public double weight(int edge) {
    return weights[edge];
  }

  /** The synapse unit's name, a number of {@link SanafeNetwork#unitNames}; 0 where none was named before the edge. */
  public int unit(int edge) {
    return units[edge];
  }

  /** Timesteps of delay in the dendrite, or {@link #UNSAID}. */
  public int delay(int edge) {
    return delays[edge];
  }

  /** The tap of the dendrite, or {@link #UNSAID}. */
  public int tap(int edge) {
    return taps[edge];
  }

  void clear() {
    count = 0;
  }

  /** Makes room for so many more edges. */
  void reserve(int more) {
    long wanted = (long) count + more;
    if (wanted > MOST) {
      throw new InputException("a neuron has more than " + MOST + " edges");
    }
    int needed = (int) wanted;
    if (needed > targets.length) {
      int longer = Math.max(needed, 2 * targets.length);
      targets = Arrays.copyOf(targets, longer);
      weights = Arrays.copyOf(weights, longer);
      units = Arrays.copyOf(units, longer);
      delays = Arrays.copyOf(delays, longer);
      taps = Arrays.copyOf(taps, longer);
    }
  }

  /** Adds an edge, for which there must be room. */
  void add(int target, double weight, int unit, int delay, int tap) {
    targets[count] = target;
    weights[count] = weight;
    units[count] = (char) unit;
    delays[count] = (byte) delay;
    taps[count++] = tap;
  }

  /** Adds an edge, for which there must be room; {@link #unitsSaid} then says the rest. */
  void add(int target, double weight) {
    targets[count] = target;
    weights[count++] = weight;
  }

  /** All edges from the one of this number on have the same unit, and neither delay nor tap. */
  void unitsSaid(int from, int unit) {
    Arrays.fill(units, from, count, (char) unit);
    Arrays.fill(delays, from, count, (byte) UNSAID);
    Arrays.fill(taps, from, count, UNSAID);
  }
}
