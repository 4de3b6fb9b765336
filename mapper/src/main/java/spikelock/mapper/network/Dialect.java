package spikelock.mapper.network;

import java.util.Optional;

/**
 * How a framework reads the equations of NIR, beside dt, reset and integrator.
 *
 * @param like the framework whose choices were the default; empty for NIR's own
 * @param gain of the input
 * @param multiSpike whether a neuron sends floor(v / v_threshold) spikes in a timestep instead of at most one
 * @param clamp whether the potential of an IF neuron never stays below -v_threshold
 * @param delayMode when a spike acts on the next population
 * @param timeUnit what the file's time constants counted in; those of the {@link Network} are in seconds
 */
public record Dialect(Optional<Framework> like, Gain gain, boolean multiSpike, boolean clamp, DelayMode delayMode,
    TimeUnit timeUnit) {

  /** NIR's own. */
  public static final Dialect NIR =
      new Dialect(Optional.empty(), Gain.NIR, false, false, DelayMode.LAYER_SYNC, TimeUnit.S);
}
