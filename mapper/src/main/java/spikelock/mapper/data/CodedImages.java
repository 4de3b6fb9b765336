package spikelock.mapper.data;

import spikelock.emulator.stimulus.AnalogueStimulus;

/**
 * Static values as sequences, computed when they are asked for. A rate-coded draw depends on nothing but the seed, the sample's number
 * in the file, the timestep and the channel.
 *
 * @param values [samples, channels] finite
 * @param full value that stands for a spike in every timestep (rate) or at the first one (latency); above 0
 * @param scale of the payloads of direct coding, 0 for none
 */
record CodedImages(int samples, int channels, float[] values, Reading.Coding coding, int timesteps, long seed, double full, double scale)
    implements AnalogueStimulus {

  @Override
  public int timesteps(int sample) {
    return timesteps;
  }

  /** What the channel sends; 0 for nothing. */
  private double at(int sample, int timestep, int channel) {
    double value = values[sample * channels + channel];
    return switch (coding) {
      case DIRECT -> value;
      case RATE -> draw(seed, sample, timestep, channel) < value / full ? 1 : 0;
      case LATENCY -> value > 0 && timestep == Math.rint((1 - Math.min(1, value / full)) * (timesteps - 1)) ? 1 : 0;
    };
  }

  /** A number in [0, 1) by hashing where it is used. */
  static double draw(long seed, int sample, int timestep, int channel) {
    long hash = mix(mix(mix(seed) ^ sample) ^ ((long) timestep << 32 | channel));
    return (hash >>> 11) * 0x1p-53;
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014) with its increment. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  @Override
  public int exact(int sample, int timestep, int[] into, double[] sent) {
    int count = 0;
    for (int channel = 0; channel < channels; channel++) {
      double value = at(sample, timestep, channel);
      if (value != 0) {
        into[count] = channel;
        sent[count++] = value;
      }
    }
    return count;
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] sent) {
    int count = 0;
    for (int channel = 0; channel < channels; channel++) {
      double value = at(sample, timestep, channel);
      int payload = value == 0 ? 0 : Payload.of(value, scale, sample, timestep, channel);
      if (payload != 0) {
        into[count] = channel;
        sent[count++] = payload;
      }
    }
    return count;
  }

  @Override
  public int greatest() {
    if (coding != Reading.Coding.DIRECT) {
      return Math.max(1, Math.abs(Payload.of(1, scale, 0, 0, 0)));
    }
    int greatest = 1;
    for (int i = 0; i < values.length; i++) {
      greatest = Math.max(greatest, Math.abs(Payload.of(values[i], scale, i / channels, 0, i % channels)));
    }
    return greatest;
  }
}
