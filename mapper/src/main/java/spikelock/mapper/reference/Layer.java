package spikelock.mapper.reference;

/** A population in the reference: its state, and what it did in the current timestep. */
interface Layer {

  /** Back to the initial state. */
  void reset();

  /**
   * One timestep.
   *
   * @param input [inputs x neurons] summed input of this timestep; not changed
   * @param fired receives the neurons that spiked, ascending
   * @return how many spiked
   */
  int step(double[] input, int[] fired);

  /** What the spike of a neuron carries, if it spiked. */
  default int sent(int neuron) {
    return 1;
  }

  /** Whether what it sends on is its potential ({@link #value}) instead of spikes. */
  boolean isGraded();

  /** The field of a neuron after the step. */
  double value(String field, int neuron);

  /** Names that {@link #value} knows. */
  java.util.List<String> fields();
}
