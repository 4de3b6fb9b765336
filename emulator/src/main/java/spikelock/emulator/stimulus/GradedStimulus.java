package spikelock.emulator.stimulus;

/**
 * Values of any size, held as one int each.
 *
 * @param samples number of samples
 * @param timesteps timesteps of every sample
 * @param channels input channels
 * @param values [samples, timesteps, channels] 0 for nothing, 1 for a spike, anything else for a payload
 */
public record GradedStimulus(int samples, int timesteps, int channels, int[] values) implements Stimulus {

  public GradedStimulus {
    if ((long) samples * timesteps * channels != values.length) {
      throw new IllegalArgumentException(values.length + " values for " + samples + " x " + timesteps + " x " + channels);
    }
  }

  @Override
  public int timesteps(int sample) {
    return timesteps;
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] sent) {
    int from = (sample * timesteps + timestep) * channels;
    int count = 0;
    for (int channel = 0; channel < channels; channel++) {
      if (values[from + channel] != 0) {
        into[count] = channel;
        sent[count++] = values[from + channel];
      }
    }
    return count;
  }

  @Override
  public int greatest() {
    int greatest = 1;
    for (int value : values) {
      greatest = Math.max(greatest, value == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(value));
    }
    return greatest;
  }
}
