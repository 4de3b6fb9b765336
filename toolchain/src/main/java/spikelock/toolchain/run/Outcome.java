package spikelock.toolchain.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.run.Totals;

/**
 * What running samples gave.
 *
 * @param lengths [samples] timesteps of each sample
 * @param timesteps those of the longest; shorter ones are padded with 0
 * @param outputs by output name [samples, timesteps, neurons]: bytes, 1 for a spike; on a chip with payload bits ints, what was sent; of
 *     populations that never spike doubles, the potential in the network's own units
 * @param probes by probe name: [samples, timesteps, neurons]
 * @param cycles [samples] clock cycles of each sample, its tail for the lag included; empty for a reference, which has none
 * @param totals cycles and counters; empty for a reference, which has none
 */
public record Outcome(int[] lengths, int timesteps, Map<String, NdArray> outputs, Map<String, NdArray> probes, long[] cycles,
    Optional<Totals> totals) {

  public Outcome {
    outputs = new LinkedHashMap<>(outputs);
    probes = new LinkedHashMap<>(probes);
  }

  /** What a reference gave. */
  public Outcome(int[] lengths, int timesteps, Map<String, NdArray> outputs, Map<String, NdArray> probes, Optional<Totals> totals) {
    this(lengths, timesteps, outputs, probes, new long[0], totals);
  }

  /** How many samples. */
  public int samples() {
    return lengths.length;
  }

  /** Spikes of all outputs that spike. */
  public long outputSpikes() {
    long spikes = 0;
    for (NdArray output : outputs.values()) {
      if (output.isInteger()) {
        for (int i = 0; i < output.size(); i++) {
          spikes += output.at(i) == 0 ? 0 : 1;
        }
      }
    }
    return spikes;
  }

  /** [samples] the class of each, read from the first output as is usual for it; empty without outputs. */
  public int[] predictions() {
    return Readout.parse("").predictions(this);
  }

  /** Everything recorded, for an .npz file. */
  public Map<String, NdArray> arrays() {
    Map<String, NdArray> all = new LinkedHashMap<>(outputs);
    all.putAll(probes);
    return all;
  }
}
