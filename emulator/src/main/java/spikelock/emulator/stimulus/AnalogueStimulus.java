package spikelock.emulator.stimulus;

/**
 * Input whose exact values need not be whole. A reference in floats reads them exactly; a chip is sent what {@link Stimulus#active}
 * answers, which is each value times a scale, rounded, and which is refused there when no scale was given and a value is not whole.
 */
public interface AnalogueStimulus extends Stimulus {
  /**
   * The same entries as {@link Stimulus#active}, with their exact values.
   *
   * @param channels at least {@link #channels()} long; receives the channel numbers, ascending, each once
   * @param values as long; receives what each of them sends
   * @return how many
   */
  int exact(int sample, int timestep, int[] channels, double[] values);
}
