package spikelock.mapper.quantise;

/**
 * What the packets of a population carry.
 *
 * @param greatest the greatest magnitude of a payload; 1 of plain spikes
 * @param unit [1 or sources] what a payload of 1 is worth in the network's own units
 * @param reach [sources] the greatest magnitude of a potential that is sent in every timestep, in the network's own units; empty for spikes
 */
record Sent(int greatest, double[] unit, double[] reach) {
  private static final double[] ONE = {1};

  /** Spikes, with payloads up to {@code greatest}. */
  static Sent spikes(int greatest) {
    return new Sent(greatest, ONE, new double[0]);
  }

  boolean isPotential() {
    return reach.length > 0;
  }
}
