package spikelock.mapper.network;

import java.util.Arrays;

/**
 * Neurons of one kind, or a group of input channels.
 *
 * @param name dotted for nested graphs, unique
 * @param shape for the user's eyes; the number of neurons is its product
 * @param model what each of them computes
 */
public record Population(String name, int[] shape, NeuronModel model) {

  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Whether it acts within the timestep, however long a spike takes elsewhere: inputs, and artificial units. */
  public boolean isInstant() {
    return isInput() || model instanceof NeuronModel.Artificial;
  }

  public boolean isInput() {
    return model instanceof NeuronModel.Input;
  }
}
