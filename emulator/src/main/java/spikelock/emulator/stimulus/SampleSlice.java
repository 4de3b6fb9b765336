package spikelock.emulator.stimulus;

/**
 * Some samples of a stimulus, numbered from 0.
 *
 * @param all the whole
 * @param from its sample that becomes number 0
 * @param samples how many
 */
public record SampleSlice(Stimulus all, int from, int samples) implements Stimulus {

  public SampleSlice {
    if (from < 0 || samples < 0 || from + samples > all.samples()) {
      throw new IllegalArgumentException("samples " + from + ".." + (from + samples) + " of " + all.samples());
    }
  }

  @Override
  public int timesteps(int sample) {
    return all.timesteps(from + sample);
  }

  @Override
  public int channels() {
    return all.channels();
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] values) {
    return all.active(from + sample, timestep, into, values);
  }

  @Override
  public int greatest() {
    return all.greatest();
  }
}
