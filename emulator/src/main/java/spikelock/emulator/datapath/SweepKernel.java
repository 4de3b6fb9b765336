package spikelock.emulator.datapath;

/** A datapath compiled to bytecode: updates a run of neurons in flat arrays. */
public interface SweepKernel {
  /**
   * Updates neurons {@code from..to-1}.
   *
   * @param state [state fields][neurons] replaced by the next state
   * @param scalars core-placed, then set-placed parameters
   * @param neuronParameters [neuron-placed parameters][neurons]
   * @param accumulators [neurons << log2 of the inputs rounded up] read and set to 0
   * @param payloads [neurons] set to the payload of every neuron, spiking or not; not touched by a datapath without one
   * @param spikes [neurons] set to 1 for a neuron that spikes, to 0 for the others
   */
  void sweep(int[][] state, int[] scalars, int[][] neuronParameters, int[] accumulators, int[] spikes, int[] payloads, int from,
      int to);
}
