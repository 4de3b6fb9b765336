package spikelock.mapper.framework;

import spikelock.mapper.network.NeuronModel.Nir;

/** What an exporter's fields have to be before a rule makes sense of them. */
@FunctionalInterface
public interface Mending {
  /** They are right as they are. */
  Mending NONE = (nir, dt) -> nir;

  /**
   * The neurons with sound fields.
   *
   * @param dt duration of a timestep in s
   */
  Nir of(Nir nir, double dt);
}
