package spikelock.emulator.image;

import java.util.Arrays;

/**
 * The logical tables of one core. Arrays are owned by the image and must not be changed; they are only as long as what is
 * used, the rest of a memory is zero.
 *
 * @param axonFormat [axons used] 0 sparse, 1 dense
 * @param axonBase [axons used] first word of the row in the synapse memory
 * @param axonLength [axons used] targets of the row (0: the axon does nothing)
 * @param axonTarget [axons used] accumulator base
 * @param axonExponent [axons used] power of two the row's weights are multiplied with
 * @param synapses [words used] packed words, see {@link Rows}
 * @param coreParameters [core-placed parameters]
 * @param setCount [sets] neurons of the set's run
 * @param setStart [sets] timestep since reset at which the set's neurons begin
 * @param setParameters [set-placed parameters][sets]
 * @param setInitial [state fields][sets]; no fields when the initial state is neuron-placed
 * @param neuronParameters [neuron-placed parameters][neurons]
 * @param neuronInitial [state fields][neurons]; no fields when the initial state is set-placed
 * @param fanoutStart [neurons] first entry of the neuron's fan-out list, -1 for none
 * @param fanout [entries used] fan-out entries as {@link spikelock.emulator.chip.PacketFormat#entry} packs them
 */
public record CoreImage(
    int[] axonFormat,
    int[] axonBase,
    int[] axonLength,
    int[] axonTarget,
    int[] axonExponent,
    int[] synapses,
    int[] coreParameters,
    int[] setCount,
    int[] setStart,
    int[][] setParameters,
    int[][] setInitial,
    int[][] neuronParameters,
    int[][] neuronInitial,
    int[] fanoutStart,
    long[] fanout) {

  /** A core on which nothing is mapped. */
  public static CoreImage empty(int coreParameters, int setParameters, int setFields, int neuronParameters,
      int neuronFields) {
    int[] none = {};
    return new CoreImage(none, none, none, none, none, none, new int[coreParameters], none, none,
        new int[setParameters][0], new int[setFields][0], new int[neuronParameters][0], new int[neuronFields][0], none,
        new long[0]);
  }

  /** Occupied neuron slots: 0..neurons-1. */
  public int neurons() {
    return Arrays.stream(setCount).sum();
  }
}
