package spikelock.emulator.stimulus;

/** Input spikes: samples of some timesteps over the network's input channels. */
public interface Stimulus {
  int samples();

  /** Timesteps of a sample. */
  int timesteps(int sample);

  int channels();

  /**
   * The channels that spike in a timestep.
   *
   * @param into at least {@link #channels()} long; receives the channel numbers, ascending
   * @return how many
   */
  int active(int sample, int timestep, int[] into);
}
