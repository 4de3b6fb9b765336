package spikelock.emulator.stimulus;

import java.util.function.IntUnaryOperator;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;

/**
 * Which values an input may have on a chip: its packets carry {@code payload_bits} signed bits, or none, and then a spike is 1.
 *
 * @param bits payload bits of the chip
 */
public record InputValues(int bits) {

  public static InputValues of(ChipSpec spec) {
    return new InputValues(spec.packet().payloadBits());
  }

  /**
   * Checks what a stimulus sends in a timestep.
   *
   * @param count how many entries of {@code channels} and {@code values} count
   * @throws InputException for the first value that the chip's packets cannot carry: its sample, timestep, channel and what to do
   */
  public void require(int sample, int timestep, int[] channels, int[] values, int count) {
    for (int i = 0; i < count; i++) {
      int value = values[i];
      if (value != 1 && (bits == 0 || value << (32 - bits) >> (32 - bits) != value)) {
        throw refused(sample, timestep, channels[i], value);
      }
    }
  }

  /**
   * Checks a whole stimulus before it is run.
   *
   * @param numbers of its samples in messages
   * @throws InputException as {@link #require}
   */
  public void requireAll(Stimulus stimulus, IntUnaryOperator numbers) {
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      requireSample(stimulus, sample, numbers.applyAsInt(sample));
    }
  }

  /**
   * Checks a sample before it is run.
   *
   * @param number of the sample in messages
   * @throws InputException as {@link #require}
   */
  public void requireSample(Stimulus stimulus, int sample, int number) {
    if (bits > 0 && stimulus.greatest() < 1 << bits - 1) {
      return;
    }
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int timestep = 0; timestep < stimulus.timesteps(sample); timestep++) {
      require(number, timestep, channels, values, stimulus.active(sample, timestep, channels, values));
    }
  }

  private InputException refused(int sample, int timestep, int channel, int value) {
    int needed = Math.max(2, 33 - Integer.numberOfLeadingZeros(value < 0 ? ~value : value));
    String carries = bits == 0 ? "the chip carries spikes only (payload_bits 0), so its input is 1"
        : "the chip carries payloads of " + bits + " bits (" + -(1 << bits - 1) + ".." + ((1 << bits - 1) - 1) + ")";
    String hint = needed <= 16 ? "run on a chip with payload_bits " + needed + " or more (a --chip FILE.yaml that says so)"
        + (value == 0 ? ", or leave zeros out" : ", or make the values smaller") : "payloads have at most 16 bits: make the values smaller";
    return new InputException("has the value " + value + " at sample " + sample + ", timestep " + timestep + ", channel " + channel + "; "
        + carries, "", "", hint);
  }
}
