package spikelock.mapper.data.format;

import java.util.function.IntFunction;

/**
 * Events as a file has them, sample after sample, in any order within a sample.
 *
 * @param start [samples + 1] first event of each sample
 * @param time [events] in units of {@code unitS}, finite
 * @param unitS seconds of one unit of time; 0 when times are timesteps already
 * @param fromFirst whether a sample's time is usually counted from its first event (cameras), not from 0
 * @param x [events] column of the pixel, or the channel where {@code y} is empty; 0 or above
 * @param y [events] row of the pixel, 0 or above; empty for channels
 * @param polarity [events] 0 or above; empty when there is none
 * @param value [events] what each carries, finite; empty when each is a plain event
 * @param countRepeats whether events that meet in one timestep and channel count; otherwise they are one spike. Values always add up
 * @param length [samples] timesteps or units of time that a sample lasts at least; 0 for as long as its last event
 * @param channels what the file says; 0 when it does not
 * @param place where an event stands in the file, for messages
 */
public record EventList(int[] start, double[] time, double unitS, boolean fromFirst, int[] x, int[] y, int[] polarity, double[] value,
    boolean countRepeats, double[] length, int channels, IntFunction<String> place) {

  public int samples() {
    return start.length - 1;
  }

  public int events() {
    return time.length;
  }

  /** Whether events name pixels rather than channels. */
  public boolean hasPixels() {
    return y.length > 0 || events() == 0 && channels == 0 && polarity.length > 0;
  }
}
