package spikelock.emulator.stimulus;

/**
 * Some samples of a stimulus, in any order, numbered from 0.
 *
 * @param all the whole
 * @param numbers of the samples in it
 */
public record ChosenSamples(Stimulus all, int[] numbers) implements Stimulus {

  @Override
  public int samples() {
    return numbers.length;
  }

  @Override
  public int timesteps(int sample) {
    return all.timesteps(numbers[sample]);
  }

  @Override
  public int channels() {
    return all.channels();
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] values) {
    return all.active(numbers[sample], timestep, into, values);
  }

  @Override
  public int greatest() {
    return all.greatest();
  }
}
