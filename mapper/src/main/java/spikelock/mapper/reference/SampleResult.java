package spikelock.mapper.reference;

import java.util.List;

/**
 * What a sample gave.
 *
 * @param timesteps how many were run
 * @param outputs [outputs][timesteps x neurons] 1 for a spike; more where neurons send several in a timestep
 * @param probes [probes][timesteps x neurons] values after the timestep; a spike is 1, several are their number
 * @param spikes of all neurons, inputs not counted
 */
public record SampleResult(int timesteps, List<byte[]> outputs, List<double[]> probes, long spikes) {
  /** [neurons] spikes of each neuron of an output over the sample. */
  public int[] counts(int output) {
    byte[] record = outputs.get(output);
    int neurons = timesteps == 0 ? 0 : record.length / timesteps;
    int[] counts = new int[neurons];
    for (int i = 0; i < record.length; i++) {
      counts[i % neurons] += record[i];
    }
    return counts;
  }

  /** The neuron of an output with the most spikes, the first of equals: the class of a classifier. */
  public int prediction(int output) {
    int[] counts = counts(output);
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best;
  }
}
