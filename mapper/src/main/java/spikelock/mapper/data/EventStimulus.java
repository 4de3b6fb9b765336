package spikelock.mapper.data;

import java.util.Arrays;
import java.util.Comparator;
import spikelock.emulator.stimulus.Stimulus;

/** Input as a sorted list of events, each a spike or with a value. */
final class EventStimulus implements Stimulus {
  private final int samples;
  private final int timesteps;
  private final int channels;
  /** [events] (sample * timesteps + timestep) * channels + channel, ascending and each once. */
  private final long[] events;
  /** [events] what each sends; empty where all are spikes. */
  private final int[] sent;

  /**
   * Spikes; one that is listed twice is one.
   *
   * @param events (sample * timesteps + timestep) * channels + channel, in any order; sorted in place
   */
  EventStimulus(int samples, int timesteps, int channels, long[] events) {
    this.samples = samples;
    this.timesteps = timesteps;
    this.channels = channels;
    Arrays.sort(events);
    int kept = 0;
    for (int i = 0; i < events.length; i++) {
      if (i == 0 || events[i] != events[i - 1]) {
        events[kept++] = events[i];
      }
    }
    this.events = Arrays.copyOf(events, kept);
    this.sent = new int[0];
  }

  /**
   * Events with values; those of one channel in one timestep add up.
   *
   * @param events as above; not kept
   * @param values [events] what each sends
   */
  EventStimulus(int samples, int timesteps, int channels, long[] events, int[] values) {
    this.samples = samples;
    this.timesteps = timesteps;
    this.channels = channels;
    Integer[] order = new Integer[events.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> events[i]));
    long[] keys = new long[events.length];
    int[] sums = new int[events.length];
    int kept = 0;
    for (int i : order) {
      if (kept == 0 || events[i] != keys[kept - 1]) {
        keys[kept++] = events[i];
      }
      sums[kept - 1] += values[i];
    }
    this.events = Arrays.copyOf(keys, kept);
    this.sent = Arrays.copyOf(sums, kept);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int timesteps(int sample) {
    return timesteps;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int active(int sample, int timestep, int[] into, int[] values) {
    long first = ((long) sample * timesteps + timestep) * channels;
    int at = Arrays.binarySearch(events, first);
    at = at < 0 ? -at - 1 : at;
    int count = 0;
    while (at < events.length && events[at] < first + channels) {
      values[count] = sent.length == 0 ? 1 : sent[at];
      into[count++] = (int) (events[at++] - first);
    }
    return count;
  }

  @Override
  public int greatest() {
    return Math.max(1, Arrays.stream(sent).map(Math::abs).max().orElse(1));
  }
}
