package spikelock.emulator.stimulus;

/** Input of a network: samples of some timesteps over the network's input channels. An entry is a spike, or carries a value. */
public interface Stimulus {
  int samples();

  /** Timesteps of a sample. */
  int timesteps(int sample);

  /** Timesteps of all samples. */
  default long totalTimesteps() {
    long timesteps = 0;
    for (int sample = 0; sample < samples(); sample++) {
      timesteps += timesteps(sample);
    }
    return timesteps;
  }

  int channels();

  /**
   * The channels that send in a timestep.
   *
   * @param channels at least {@link #channels()} long; receives the channel numbers, ascending, each once
   * @param values as long; receives what each of them sends: 1 for a spike, else the payload. A 0 is sent, too, and adds nothing
   * @return how many
   */
  int active(int sample, int timestep, int[] channels, int[] values);

  /** A bound of the magnitude of every value; 1 where all are plain spikes. May look at all of them: ask once. */
  int greatest();
}
