package spikelock.mapper.fixed;

/**
 * A path between two populations in integers: rows of synapses that share source, delay and exponent.
 *
 * @param name for reports
 * @param source population index
 * @param target population index
 * @param input which summed input of the target's datapath it feeds
 * @param rowSource [rows] source neuron or channel within its population, ascending
 * @param rowDelay [rows] timesteps from a spike to its effect in the layer-synchronous network
 * @param rowExponent [rows] power of two that the row's weights are multiplied with
 * @param rowStart [rows + 1] first synapse of each row
 * @param synapseTarget [synapses] target neuron within its population
 * @param weight [synapses] never 0
 */
public record FixedProjection(
    String name,
    int source,
    int target,
    int input,
    int[] rowSource,
    int[] rowDelay,
    int[] rowExponent,
    int[] rowStart,
    int[] synapseTarget,
    short[] weight) {

  /** The same with other delays. */
  public FixedProjection withRowDelay(int[] changed) {
    return new FixedProjection(name, source, target, input, rowSource, changed, rowExponent, rowStart, synapseTarget, weight);
  }

  public int rows() {
    return rowSource.length;
  }

  public int synapses() {
    return weight.length;
  }

  /** Least delay of any row; 0 without rows. */
  public int leastDelay() {
    return java.util.Arrays.stream(rowDelay).min().orElse(0);
  }

  /** Greatest delay of any row; 0 without rows. */
  public int greatestDelay() {
    return java.util.Arrays.stream(rowDelay).max().orElse(0);
  }
}
