package spikelock.emulator.stimulus;

/**
 * Spikes and small values held as one byte each; {@link GradedStimulus} holds wider ones.
 *
 * @param samples number of samples
 * @param timesteps timesteps of every sample
 * @param channels input channels
 * @param spikes [samples, timesteps, channels] 0 for nothing, 1 for a spike, any other byte (-128..127) for a payload
 */
public record DenseStimulus(int samples, int timesteps, int channels, byte[] spikes) implements Stimulus {

  public DenseStimulus {
    if ((long) samples * timesteps * channels != spikes.length) {
      throw new IllegalArgumentException(spikes.length + " values for " + samples + " x " + timesteps + " x " + channels);
    }
  }

  @Override
  public int timesteps(int sample) {
    return timesteps;
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] values) {
    int from = (sample * timesteps + timestep) * channels;
    int count = 0;
    for (int channel = 0; channel < channels; channel++) {
      if (spikes[from + channel] != 0) {
        into[count] = channel;
        values[count++] = spikes[from + channel];
      }
    }
    return count;
  }

  @Override
  public int greatest() {
    int greatest = 1;
    for (byte value : spikes) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }
}
