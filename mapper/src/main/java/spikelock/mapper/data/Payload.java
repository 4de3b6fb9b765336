package spikelock.mapper.data;

import spikelock.emulator.error.InputException;

/** What a chip is sent for an input value. */
final class Payload {
  private Payload() {}

  /**
   * The value times the scale, rounded half to even.
   *
   * @param scale 0 when the value must be whole already
   * @throws InputException when it is not whole and there is no scale, or it is too large for any chip
   */
  static int of(double value, double scale, int sample, int timestep, int channel) {
    double sent = Math.rint(scale == 0 ? value : value * scale);
    if (scale == 0 && sent != value || !(Math.abs(sent) <= StimulusFile.GREATEST)) {
      throw new InputException("has the value " + value + " at sample " + sample + ", timestep " + timestep + ", channel " + channel
          + "; a chip's input is 0 and 1 for spikes, or whole numbers up to " + StimulusFile.GREATEST + " for payloads", "", "", scale == 0
          ? "give --input-scale S to send round(value S), or run it on --target reference" : "choose a smaller --input-scale");
    }
    return (int) sent;
  }
}
