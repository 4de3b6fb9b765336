package spikelock.mapper.network;

import java.util.Map;

/**
 * How a network is run in discrete time.
 *
 * @param dt duration of a timestep in s
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep (snnTorch) or not (Norse)
 * @param reasons by setting name, why the value was chosen: given by the user, found in the file, or assumed
 */
public record RunSettings(double dt, Reset reset, Integrator integrator, boolean loopBiasAtZero, Map<String, String> reasons) {

  public RunSettings {
    reasons = Map.copyOf(reasons);
  }
}
