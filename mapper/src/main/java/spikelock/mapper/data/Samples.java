package spikelock.mapper.data;

import java.util.List;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;

/**
 * Chosen samples of several stimuli.
 *
 * @param parts all of as many channels
 * @param part [samples] in which part each sample is
 * @param sample [samples] its number there
 * @param fixed timesteps of every sample; 0 for its own
 */
record Samples(int channels, List<Stimulus> parts, int[] part, int[] sample, int fixed) implements AnalogueStimulus {

  @Override
  public int samples() {
    return part.length;
  }

  @Override
  public int timesteps(int wanted) {
    return fixed > 0 ? fixed : parts.get(part[wanted]).timesteps(sample[wanted]);
  }

  private boolean isSilent(int wanted, int timestep) {
    return fixed > 0 && timestep >= parts.get(part[wanted]).timesteps(sample[wanted]);
  }

  @Override
  public int active(int wanted, int timestep, int[] into, int[] sent) {
    return isSilent(wanted, timestep) ? 0 : parts.get(part[wanted]).active(sample[wanted], timestep, into, sent);
  }

  @Override
  public int exact(int wanted, int timestep, int[] into, double[] sent) {
    return isSilent(wanted, timestep) ? 0 : exact(parts.get(part[wanted]), sample[wanted], timestep, into, sent);
  }

  /** The exact values of any stimulus. */
  static int exact(Stimulus of, int sample, int timestep, int[] into, double[] sent) {
    if (of instanceof AnalogueStimulus analogue) {
      return analogue.exact(sample, timestep, into, sent);
    }
    int[] whole = new int[of.channels()];
    int count = of.active(sample, timestep, into, whole);
    for (int i = 0; i < count; i++) {
      sent[i] = whole[i];
    }
    return count;
  }

  @Override
  public int greatest() {
    int greatest = 1;
    for (Stimulus one : parts) {
      greatest = Math.max(greatest, one.greatest());
    }
    return greatest;
  }
}
