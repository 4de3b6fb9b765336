package spikelock.emulator.lockstep;

import java.util.Optional;

/**
 * What a lockstep run found.
 *
 * @param timesteps timesteps compared, over all samples
 * @param cycles clock cycles of the first target in them
 * @param stateWords 16-bit units of state, accumulators, schedulers and control compared
 * @param portEvents packets compared at the inject and eject ports
 * @param spikes output spikes of the first target in them
 * @param firstDifference the first difference, when there is one
 */
public record Comparison(long timesteps, long cycles, long stateWords, long portEvents, long spikes, Optional<Difference> firstDifference) {
  /** With more words compared. */
  public Comparison plusWords(long more) {
    return new Comparison(timesteps, cycles, stateWords + more, portEvents, spikes, firstDifference);
  }

  public boolean equal() {
    return firstDifference.isEmpty();
  }
}
