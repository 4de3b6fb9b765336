package spikelock.mapper.network;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the neurons of a population compute beyond their parameters: what NIR leaves open, and every framework fills in differently.
 *
 * @param integrator how a time constant becomes a factor
 * @param gain of the input
 * @param reset what a spike does to the potential
 * @param spikeAt at which potential a neuron spikes
 * @param mostSpikes in one timestep: 1, or more for floor(v / v_threshold) spikes up to that number
 * @param minV below which the potential never stays
 */
public record NeuronRule(Integrator integrator, Gain gain, Reset reset, SpikeAt spikeAt, int mostSpikes, MinV minV) {
  /** As many spikes in a timestep as the record of an output can hold. */
  public static final int MANY_SPIKES = Byte.MAX_VALUE;

  /** NIR's own, as most frameworks read it. */
  public static final NeuronRule NIR =
      new NeuronRule(Integrator.EULER, Gain.NIR, Reset.VALUE, SpikeAt.ABOVE, 1, MinV.NONE);

  public NeuronRule {
    if (mostSpikes < 1 || mostSpikes > MANY_SPIKES) {
      throw new IllegalArgumentException("mostSpikes " + mostSpikes);
    }
  }

  /** Every part by its name in files and reports: numbers and words. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("reset", RunSettings.word(reset));
    values.put("integrator", RunSettings.word(integrator));
    values.put("gain", RunSettings.word(gain));
    values.put("spike_at", RunSettings.word(spikeAt));
    values.put("most_spikes", mostSpikes);
    values.put("min_v", minV.toString());
    return values;
  }

  /**
   * Whether the potential of these neurons follows a current that decays within the timestep: the exact solution of NIR's own equations. With
   * other gains the current counts as it is at the end of the timestep.
   */
  public boolean followsCurrent(NeuronModel.Kind kind) {
    return kind.cuba() && integrator == Integrator.EXACT && gain.current() == Gain.Current.OF_NODE
        && gain.membrane(kind) == Gain.Membrane.OF_NODE;
  }

  /** Whether a neuron may send several spikes in one timestep. */
  public boolean multiSpike() {
    return mostSpikes > 1;
  }

  public NeuronRule withIntegrator(Integrator wanted) {
    return new NeuronRule(wanted, gain, reset, spikeAt, mostSpikes, minV);
  }

  public NeuronRule withGain(Gain wanted) {
    return new NeuronRule(integrator, wanted, reset, spikeAt, mostSpikes, minV);
  }

  public NeuronRule withReset(Reset wanted) {
    return new NeuronRule(integrator, gain, wanted, spikeAt, mostSpikes, minV);
  }

  public NeuronRule withSpikeAt(SpikeAt wanted) {
    return new NeuronRule(integrator, gain, reset, wanted, mostSpikes, minV);
  }

  public NeuronRule withMostSpikes(int wanted) {
    return new NeuronRule(integrator, gain, reset, spikeAt, wanted, minV);
  }

  public NeuronRule withMinV(MinV wanted) {
    return new NeuronRule(integrator, gain, reset, spikeAt, mostSpikes, wanted);
  }
}
