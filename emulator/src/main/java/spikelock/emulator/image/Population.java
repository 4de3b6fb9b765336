package spikelock.emulator.image;

import java.util.List;

/**
 * A population as the user named it and where its neurons are. Input populations have no places.
 *
 * @param name the user's name
 * @param shape its shape; a neuron's number is C order
 * @param kind {@code input} or the neuron kind's name
 * @param lag timesteps by which the chip runs behind the layer-synchronous network
 * @param firstOutput number of its first output (neuron n spikes on output firstOutput + n), or -1
 * @param firstInput number of its first input channel, or -1
 * @param tile [neurons] where each neuron is, empty for inputs
 * @param slot [neurons] its slot in that core
 * @param fieldScales for each probed state field [1 or neurons], what one unit is worth in the network's own units
 */
public record Population(
    String name,
    List<Integer> shape,
    String kind,
    int lag,
    int firstOutput,
    int firstInput,
    int[] tile,
    int[] slot,
    java.util.Map<String, double[]> fieldScales) {

  /** Neurons or channels. */
  public int size() {
    int size = 1;
    for (int extent : shape) {
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }
}
