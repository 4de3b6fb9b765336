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

  /** How many spikes a neuron sent in the step, if it spiked: more than 1 only where the run's settings let it. */
  default int spikes(int neuron) {
    return 1;
  }

  /** What the spikes of a neuron come to for those that they reach, if it spiked. */
  default int sent(int neuron) {
    return spikes(neuron);
  }

  /** Whether what it sends on is the {@link #value} of its first field instead of spikes. */
  boolean isGraded();

  /** The field of a neuron after the step. */
  double value(String field, int neuron);

  /** Names that {@link #value} knows. */
  java.util.List<String> fields();
}
