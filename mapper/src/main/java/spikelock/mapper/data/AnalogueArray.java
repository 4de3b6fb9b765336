package spikelock.mapper.data;

import spikelock.emulator.stimulus.AnalogueStimulus;

/**
 * Input values that need not be whole.
 *
 * @param values [samples, timesteps, channels] finite; 0 is nothing
 * @param scale of payloads, 0 for none
 */
record AnalogueArray(int samples, int timesteps, int channels, double[] values, double scale) implements AnalogueStimulus {

  @Override
  public int timesteps(int sample) {
    return timesteps;
  }

  @Override
  public int exact(int sample, int timestep, int[] into, double[] sent) {
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
  public int active(int sample, int timestep, int[] into, int[] sent) {
    int from = (sample * timesteps + timestep) * channels;
    int count = 0;
    for (int channel = 0; channel < channels; channel++) {
      int payload = values[from + channel] == 0 ? 0 : Payload.of(values[from + channel], scale, sample, timestep, channel);
      if (payload != 0) {
        into[count] = channel;
        sent[count++] = payload;
      }
    }
    return count;
  }

  @Override
  public int greatest() {
    int greatest = 1;
    for (int i = 0; i < values.length; i++) {
      int row = channels == 0 ? 0 : i / channels;
      greatest = Math.max(greatest, Math.abs(Payload.of(values[i], scale, row / timesteps, row % timesteps, i % channels)));
    }
    return greatest;
  }
}
