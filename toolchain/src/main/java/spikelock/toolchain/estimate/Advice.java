package spikelock.toolchain.estimate;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One of the greatest costs, and what was tried to lower it.
 *
 * @param cost what costs: a part of the chip, and the layer where it has one
 * @param share of the whole energy
 * @param trials what lowers it, and what could not be done; best first
 * @param tried how many changes were tried
 */
public record Advice(String cost, double share, List<Trial> trials, int tried) {

  /**
   * A change that was made, mapped, run and priced.
   *
   * @param change what was changed
   * @param energy change of the whole energy, -0.1 is a tenth less
   * @param cost change of the cost that it is meant to lower
   * @param latency change of the time of a sample; empty where nothing is known of time
   * @param effect what it does to the network's answers
   * @param problem why it could not be done; empty when it was
   */
  public record Trial(String change, double energy, double cost, OptionalDouble latency, String effect, String problem) {}
}
