package spikelock.mapper.neurobench;

import java.util.Optional;
import spikelock.mapper.linear.Step;

/**
 * A linear layer in the run.
 *
 * @param name as the file has it
 * @param size values that it takes
 * @param nodes indices of the nodes whose outputs it sums, all before its own
 * @param populations indices of the populations whose outputs it sums
 * @param late [populations] timesteps from those outputs to this layer's call: 1 for a recurrent layer
 * @param step what it computes, where another layer needs that; empty where it passes on what it gets
 * @param calls of the layer in a timestep
 * @param bias added to what it computes; empty for none
 * @param synapses what its weights are; empty for what NeuroBench does not count: pools, scales, recurrence of each neuron with itself alone
 */
record Node(String name, int size, int[] nodes, int[] populations, int[] late, int calls, Optional<Step> step, double[] bias,
    Optional<Synapses> synapses) {

  /**
   * The weights of a layer that is counted.
   *
   * @param weights as they are stored, a kernel once
   * @param zeros of them
   * @param effective [inputs] outputs that an input reaches through a weight that is not 0
   * @param dense outputs that all inputs together reach through any weight
   */
  record Synapses(long weights, long zeros, long[] effective, long dense) {}
}
