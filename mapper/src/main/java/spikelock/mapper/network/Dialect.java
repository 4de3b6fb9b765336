package spikelock.mapper.network;

import java.util.Optional;

/**
 * What a framework says of a whole network, beside its timestep.
 *
 * @param like the framework whose choices were the default; empty for NIR's own
 * @param delayMode when a spike acts on the next population
 * @param timeUnit what the file's time constants counted in; those of the {@link Network} are in seconds
 */
public record Dialect(Optional<Framework> like, DelayMode delayMode, TimeUnit timeUnit) {

  /** NIR's own. */
  public static final Dialect NIR = new Dialect(Optional.empty(), DelayMode.LAYER_SYNC, TimeUnit.S);
}
