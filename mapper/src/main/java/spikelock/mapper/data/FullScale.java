package spikelock.mapper.data;

import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.source.SourceFile;

/** What of a static value is everything: a spike in every timestep, or at once. */
public sealed interface FullScale {
  /** Nothing was said: 255 for bytes of IDX, else the greatest value of the file. */
  FullScale USUAL = new Value(0);

  /**
   * One value for all channels.
   *
   * @param value above 0; 0 for the usual one
   */
  record Value(double value) implements FullScale {}

  /** From the least (nothing) to the greatest (everything) of each channel in the file. */
  record Columns() implements FullScale {}

  /**
   * From given values to given values, a channel each; what is beyond is taken as the nearest of them.
   *
   * @param least [channels] finite
   * @param greatest [channels] finite, not below {@code least}
   */
  record Ranges(double[] least, double[] greatest) implements FullScale {

    /** Part of the way that a value has gone, 0..1; 0 for a channel that has only one value. */
    double part(int channel, double value) {
      double way = greatest[channel] - least[channel];
      return way == 0 ? 0 : Math.clamp((value - least[channel]) / way, 0, 1);
    }

    /** As an array [2, channels]. */
    public NdArray array() {
      double[] both = new double[2 * least.length];
      System.arraycopy(least, 0, both, 0, least.length);
      System.arraycopy(greatest, 0, both, least.length, least.length);
      return new NdArray(new int[] {2, least.length}, both);
    }
  }

  /**
   * Reads what {@code train} wrote: [2, channels], the least and the greatest.
   *
   * @throws InputException when it is none
   */
  static Ranges read(SourceFile file) {
    NdArray array = file.array(StimulusFile.only(file));
    if (array.rank() != 2 || array.shape()[0] != 2 || array.isText()) {
      throw new InputException("has the shape " + array.shapeText() + ", must be (2, channels): the least and the greatest of each channel", file.label(), "", "");
    }
    int channels = array.shape()[1];
    double[] least = new double[channels];
    double[] greatest = new double[channels];
    for (int c = 0; c < channels; c++) {
      least[c] = array.at(c);
      greatest[c] = array.at(channels + c);
      if (!Double.isFinite(least[c]) || !Double.isFinite(greatest[c]) || least[c] > greatest[c]) {
        throw new InputException("channel " + c + " goes from " + least[c] + " to " + greatest[c], file.label(), "", "both must be finite, the least first");
      }
    }
    return new Ranges(least, greatest);
  }
}
