package spikelock.toolchain.run;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.run.Totals;

/**
 * What running samples gave.
 *
 * @param samples how many
 * @param timesteps timesteps of the longest sample's arrays; shorter ones are padded with 0
 * @param outputs by output name: [samples, timesteps, neurons] bytes, 1 for a spike; on a chip with payload bits ints, what was sent
 * @param probes by probe name: [samples, timesteps, neurons]
 * @param totals cycles and counters; empty for a reference, which has none
 */
public record Outcome(int samples, int timesteps, Map<String, NdArray> outputs, Map<String, NdArray> probes, Optional<Totals> totals) {

  public Outcome {
    outputs = new LinkedHashMap<>(outputs);
    probes = new LinkedHashMap<>(probes);
  }

  /** Spikes of all outputs. */
  public long outputSpikes() {
    long spikes = 0;
    for (NdArray output : outputs.values()) {
      for (int i = 0; i < Array.getLength(output.data()); i++) {
        spikes += Array.getInt(output.data(), i) == 0 ? 0 : 1;
      }
    }
    return spikes;
  }

  /** [samples] for the first output, the neuron with the most spikes (or the greatest sum of payloads), the first of equals: the class of a classifier. */
  public int[] predictions() {
    int[] predictions = new int[outputs.isEmpty() ? 0 : samples];
    if (predictions.length > 0) {
      NdArray output = outputs.values().iterator().next();
      int neurons = output.shape()[2];
      for (int sample = 0; sample < samples; sample++) {
        int[] counts = new int[neurons];
        int from = sample * timesteps * neurons;
        for (int i = 0; i < timesteps * neurons; i++) {
          counts[i % neurons] += Array.getInt(output.data(), from + i);
        }
        for (int n = 1; n < neurons; n++) {
          predictions[sample] = counts[n] > counts[predictions[sample]] ? n : predictions[sample];
        }
      }
    }
    return predictions;
  }

  /** Everything recorded, for an .npz file. */
  public Map<String, NdArray> arrays() {
    Map<String, NdArray> all = new LinkedHashMap<>(outputs);
    all.putAll(probes);
    return all;
  }
}
