package spikelock.mapper.framework;

import java.util.Arrays;
import spikelock.mapper.network.NeuronModel.Nir;

/** What an exporter's fields have to be before a rule makes sense of them. */
@FunctionalInterface
public interface Mending {
  /** They are right as they are. */
  Mending NONE = (nir, dt) -> nir;

  /**
   * Decays that are clamped to 0..1 when computing (snnTorch, Spyx): a time constant below 0 stands for a factor above 1, which becomes 1; one
   * between 0 and dt for a factor below 0, which becomes 0.
   */
  Mending CLAMPED = (nir, dt) -> nir.toBuilder().tauMem(clamped(nir.tauMem(), dt)).tauSyn(clamped(nir.tauSyn(), dt)).build();

  private static double[] clamped(double[] taus, double dt) {
    return Arrays.stream(taus).map(tau -> tau < 0 ? Double.POSITIVE_INFINITY : Math.max(tau, dt)).toArray();
  }

  /**
   * The neurons with sound fields.
   *
   * @param dt duration of a timestep in s
   */
  Nir of(Nir nir, double dt);
}
