package spikelock.mapper.data;

import java.util.Arrays;
import spikelock.emulator.stimulus.AnalogueStimulus;

/**
 * Input as sorted lists of events.
 *
 * @param channels input channels
 * @param timesteps [samples]
 * @param keys [samples][events] timestep * channels + channel, ascending and each once
 * @param values [samples][events] what each sends; empty where all are spikes
 * @param scale of payloads, 0 for none
 */
record EventStimulus(int channels, int[] timesteps, long[][] keys, double[][] values, double scale) implements AnalogueStimulus {

  /** Sorts one sample's events and joins those that meet: values add up, plain events count or are one spike. */
  static final class Sorter {
    private final long[] keys;
    private final double[] sums;
    private final boolean plain;

    /** @param value of each event, or empty; @param count whether plain events count */
    Sorter(long[] events, double[] value, boolean count) {
      long[] order = events.clone();
      boolean graded = value.length > 0;
      double[] carried = value;
      if (graded) {
        Integer[] by = new Integer[events.length];
        Arrays.setAll(by, i -> i);
        Arrays.sort(by, (a, b) -> Long.compare(events[a], events[b]));
        carried = new double[events.length];
        for (int i = 0; i < by.length; i++) {
          order[i] = events[by[i]];
          carried[i] = value[by[i]];
        }
      } else {
        Arrays.sort(order);
      }
      double[] sum = new double[order.length];
      int kept = 0;
      boolean ones = true;
      for (int i = 0; i < order.length; i++) {
        if (kept == 0 || order[i] != order[kept - 1]) {
          order[kept++] = order[i];
        } else if (!graded && !count) {
          continue;
        }
        sum[kept - 1] += graded ? carried[i] : 1;
        ones &= sum[kept - 1] == 1;
      }
      this.keys = Arrays.copyOf(order, kept);
      this.plain = ones;
      this.sums = ones ? new double[0] : Arrays.copyOf(sum, kept);
    }

    long[] keys() {
      return keys;
    }

    double[] values() {
      return plain ? new double[0] : sums;
    }
  }

  @Override
  public int samples() {
    return timesteps.length;
  }

  @Override
  public int timesteps(int sample) {
    return timesteps[sample];
  }

  private int first(int sample, int timestep) {
    int at = Arrays.binarySearch(keys[sample], (long) timestep * channels);
    return at < 0 ? -at - 1 : at;
  }

  @Override
  public int exact(int sample, int timestep, int[] into, double[] sent) {
    long[] events = keys[sample];
    long base = (long) timestep * channels;
    int count = 0;
    for (int at = first(sample, timestep); at < events.length && events[at] < base + channels; at++) {
      sent[count] = values[sample].length == 0 ? 1 : values[sample][at];
      into[count++] = (int) (events[at] - base);
    }
    return count;
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] sent) {
    long[] events = keys[sample];
    long base = (long) timestep * channels;
    int count = 0;
    for (int at = first(sample, timestep); at < events.length && events[at] < base + channels; at++) {
      into[count] = (int) (events[at] - base);
      double value = values[sample].length == 0 ? 1 : values[sample][at];
      sent[count] = Payload.of(value, scale, sample, timestep, into[count]);
      count++;
    }
    return count;
  }

  @Override
  public int greatest() {
    int greatest = 1;
    for (int sample = 0; sample < keys.length; sample++) {
      for (int at = 0; at < values[sample].length; at++) {
        long key = keys[sample][at];
        greatest = Math.max(greatest, Math.abs(Payload.of(values[sample][at], scale, sample, (int) (key / channels), (int) (key % channels))));
      }
      greatest = Math.max(greatest, scale == 0 || keys[sample].length == 0 ? 1 : Math.abs(Payload.of(1, scale, sample, 0, 0)));
    }
    return greatest;
  }
}
