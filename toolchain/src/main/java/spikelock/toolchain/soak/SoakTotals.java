package spikelock.toolchain.soak;

import spikelock.emulator.lockstep.Comparison;

/**
 * How much was compared.
 *
 * @param networks cases run
 * @param throughPorts of these, loaded and read back through the chip's ports
 * @param timesteps timesteps compared
 * @param cycles clock cycles in them
 * @param outputSpikes output spikes in them
 * @param stateWords 16-bit words of state, accumulators, schedulers and control compared
 */
public record SoakTotals(long networks, long throughPorts, long timesteps, long cycles, long outputSpikes, long stateWords) {
  /** Nothing yet. */
  public static final SoakTotals NONE = new SoakTotals(0, 0, 0, 0, 0, 0);

  /** With one more case. */
  SoakTotals plus(Comparison result, boolean ports) {
    return new SoakTotals(networks + 1, throughPorts + (ports ? 1 : 0), timesteps + result.timesteps(), cycles + result.cycles(), outputSpikes + result.spikes(),
        stateWords + result.stateWords());
  }
}
